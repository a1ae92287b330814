"""Inputs of `scrapy ingest`: files and folders in, fetches out that may become documents; the rest is counted.

In: paths.  Out: `Fetch`es, and in PassedOver what gave none and why.
"""

"""Bytes as they were fetched: WARC files out and in, their CDXJ index, digests, and their comparison with the database.

In: a `Fetch`.  Out: a WARC record and its place; from a span, the same `Fetch` again.
"""

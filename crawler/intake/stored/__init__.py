"""Stored pages read without the network: what runs did not come to read, and all of them by newer cleaners.

In: snapshots.  Out: documents, or problems in their place.
"""

"""The rows of the tables: pages, snapshots, documents, versions, runs, walks, attachments, outlines and indicators.

In: an open transaction and typed objects.  Out: rows; one module a table or two.  The writer calls it, and merging.
"""

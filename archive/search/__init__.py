"""Search: filters, the plan of a query, its hits in order, and the snippets that show them.

In: a query as a reader types it, and filters.  Out: `SearchResult`.  Reads only.
"""

"""Writing: the one way into an archive, what it does with a cleaned page, and recovery after a writer that died.

In: `Fetch` and `Article`.  Out: evidence first, then rows, in one transaction a batch.
"""

"""The one way into an archive: the writer, what it does with a cleaned page, and what a writer that died left behind.

In: `Fetch` and `Article`.  Out: evidence first, then rows, in one transaction a batch.
"""

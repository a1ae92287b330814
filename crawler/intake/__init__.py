"""From answers to the archive: clean what was fetched, read files, and hand over articles and problems.

In: stored bytes.  Out: rows of the archive, counts, and the time at which a page is asked again.
"""

"""Saved pages: the page in an MHTML file, and the marks that browsers leave in the pages they save.

In: the bytes of a file.  Out: the page's own bytes, its address, the moment when it was saved.
"""

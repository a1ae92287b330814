"""Reading list pages, as all platforms do it: rows of links, rows in JSON, days of rows, values in scripts, next pages.

In: a `ListPage`.  Out: rows, columns and requests for further pages, of which a platform makes its `Reading`.
"""

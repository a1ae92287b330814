"""Which lines of a page are its text: choose the box, cut boilerplate at its edges, join broken lines, drop repeats.

In: `page_lines.Page`.  Out: the lines of the main text as printed, and what belongs to
it (files beside it, further pages).
"""

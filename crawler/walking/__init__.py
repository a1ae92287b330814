"""Where a walk through the pages of a list stands, what is known of a page, and when it is due.

In: readings of list pages and the state of pages.  Out: what to ask next, and what a portal as a whole gave.
"""

"""What Chinese government pages print, as patterns: dates, labels, boilerplate, beginnings of lines.

In: one line or word of a page.  Out: what it is (a date, a label with its value, boilerplate, a heading), or None.
Knows nothing of HTML; every other package of the cleaners may ask it.
"""

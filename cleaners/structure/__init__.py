"""What a clean text holds: its headings as a tree (outline), and the figures that it states (indicators).

In: the text of an `Article`.  Out: headings and indicators with their offsets in that text.
"""

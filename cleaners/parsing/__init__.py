"""Bytes of a page -> its lines as a reader sees them, with the elements that they stand in.

In: bytes and headers of an HTTP answer.  Out: `page_lines.Page`, a flat list of lines with boxes, links and tables.
Decodes, refuses what would cost too much, parses once and walks the tree once; decides nothing about the text.
"""

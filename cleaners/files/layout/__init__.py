"""Files of printed pages -> text: PDF and OFD, whose characters have places but no paragraphs, and scans.

In: bytes of a file and the account of what it may cost.  Out: `result.FileText`: lines,
paragraphs and ruled tables put together again.
"""

"""Office files -> text: DOCX, DOC, WPS, XLSX, XLS, ET, PPTX.

In: bytes of a file and the account of what it may cost.  Out: `result.FileText` with paragraphs and rows of tables.
"""

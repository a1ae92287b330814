"""Word documents as one XML file: Word 2003 XML, and flat OPC (the parts of a DOCX in one file)."""

from __future__ import annotations

from cleaners.files.containers.safe_xml import Element, attribute, child, children, local, parse_xml
from cleaners.files.errors import BrokenFile
from cleaners.files.limits import Account
from cleaners.files.office.numbering import Numbering
from cleaners.files.office.word import lines_of_document
from cleaners.files.result import FileContent

_ROOT_2003 = "wordDocument"
_PACKAGE = "package"


def read_word_xml(body: bytes, account: Account) -> FileContent:
    """The paragraphs of a Word document in one XML file, each table row as one line, as of a DOCX.

    Raises BrokenFile, BeyondLimits.
    """
    root = parse_xml(body, account.limits)
    if local(root) == _ROOT_2003:
        document, parts = child(root, "body"), {}
    else:
        parts = {attribute(part, "name") or "": part for part in children(root, "part")}
        document = _content(parts, "/word/document.xml")
    if document is None or local(root) not in (_ROOT_2003, _PACKAGE):
        raise BrokenFile(f"found an XML file of {local(root)[:40]}, expected a document of Word; look at it by hand")
    numbering = Numbering(_content(parts, "/word/numbering.xml"), _content(parts, "/word/styles.xml"))
    lines = lines_of_document(document, numbering, account.limits.characters)
    return FileContent(lines)


def _content(parts: dict[str, Element], name: str) -> Element | None:
    part = parts.get(name)
    data = child(part, "xmlData") if part is not None else None
    return data[0] if data is not None and len(data) else None

"""DOCX: the paragraphs and tables of word/document.xml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from cleaners.article import Problem
from cleaners.files.containers.safe_xml import Element, attribute, child, children, local, parse_xml
from cleaners.files.containers.unzip import Container
from cleaners.files.kinds import sniff
from cleaners.files.limits import Account
from cleaners.files.office.numbering import Numbering
from cleaners.files.office.saved_markup import read_markup
from cleaners.files.result import FileContent, join_cells, join_words
from cleaners.problem_kinds import ProblemKind

_SKIPPED = frozenset(
    {
        "Fallback",  # the same text box again, for old programs
        "del",  # tracked changes: what was taken out
        "moveFrom",
        "rt",  # ruby: pinyin above a character
        "pPr",
        "sectPr",
        "instrText",
    }
)
_RELATIONS = "word/_rels/document.xml.rels"
_MOST_PROBLEMS = 20  # of parts taken in: a document may name one a million times
_TEXT = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "cr": "\n"}


def read_docx(body: bytes, account: Account) -> FileContent:
    """The paragraphs of a DOCX file, each table row as one line.

    Headings carry the number that the program would print for them (一、（一）1.).  Header, footer,
    footnotes and comments are left out, tracked changes are read as accepted.

    Raises BrokenFile, EncryptedFile, BeyondLimits.
    """
    container = Container(body, account)
    main = next((e.name for e in container.entries if e.name.lstrip("/").startswith("word/document")), "")
    root = parse_xml(container.part(main), account.limits)
    chunks = _Chunks(container, account)
    lines = _Reader(_numbering(container, account), account.limits.characters, chunks.lines).blocks(root)
    media = sum(entry.name.lstrip("/").startswith("word/media/") for entry in container.entries)
    return FileContent(lines, pictures_beside=f"{media} pictures" if media else None, problems=chunks.problems)


def lines_of_document(root: Element, numbering: Numbering, most_characters: int) -> Iterator[str]:
    """The paragraphs below *root*, a document or its body, each table row as one line."""
    return _Reader(numbering, most_characters).blocks(root)


def _numbering(container: Container, account: Account) -> Numbering:
    parts = ("word/numbering.xml", "word/styles.xml")
    roots = [parse_xml(container.part(part), account.limits) if part in container else None for part in parts]
    return Numbering(*roots)


class _Chunks:
    """The parts in other formats that a document takes in (altChunk): pages are read, of others a problem tells."""

    def __init__(self, container: Container, account: Account) -> None:
        self._container, self._account = container, account
        self._targets: dict[str, str] = {}
        self.problems: list[Problem] = []
        if _RELATIONS in container:
            for relation in parse_xml(container.part(_RELATIONS), account.limits):
                target = attribute(relation, "Target") or ""
                path = target.removeprefix("/") if target.startswith("/") else f"word/{target}"
                self._targets[attribute(relation, "Id") or ""] = path

    def lines(self, relation: str) -> Iterable[str]:
        """The lines of the part that *relation* names."""
        name = self._targets.get(relation, "")
        return self._account.parts.read(f"part {name[-80:]}", partial(self._lines, name)) or ()

    def _lines(self, name: str) -> list[str]:
        part = self._container.part(name) if name in self._container else b""
        kind = sniff(part).kind
        if kind in ("html", "mhtml"):
            return list(read_markup(part, self._account).lines)
        detail = f"found a part of kind {kind} taken into a document ({name[:80]}), expected a page; read it by hand"
        problem = Problem(ProblemKind.NO_READER, detail)
        if problem not in self.problems and len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(problem)
        return []


class _Reader:
    """Walks a document in order; it remembers how far its lists have counted."""

    def __init__(
        self, numbering: Numbering, most_characters: int, chunk: Callable[[str], Iterable[str]] = lambda relation: ()
    ) -> None:
        self._numbering = numbering
        self._most = most_characters
        self._chunk = chunk

    def blocks(self, parent: Element) -> Iterator[str]:
        """The lines of what stands in *parent*."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._rows(element)
            elif name == "altChunk":
                yield from self._chunk(attribute(element, "id") or "")
            elif name not in _SKIPPED:
                yield from self.blocks(element)  # body, content controls, custom XML

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        text = "".join(_text(paragraph))
        if text.strip():
            text = (self._numbering.mark(paragraph) or _printed_number(paragraph)) + text
        yield from text.split("\n")
        for box in _boxes(paragraph):
            yield from self.blocks(box)

    def _rows(self, table: Element) -> Iterator[str]:
        for number, row in enumerate(_through_wrappers(table, "tr")):
            cells = [self._cell(cell, number == 0) for cell in _through_wrappers(row, "tc")]
            yield join_cells(cells, self._most)

    def _cell(self, cell: Element, is_on_top: bool) -> str:
        merge = child(cell, "tcPr", "vMerge")
        if merge is not None and attribute(merge, "val") != "restart" and not is_on_top:
            return ""  # goes on from the cell above, which holds the text
        return join_words(line.replace("\t", " ") for line in self.blocks(cell))


def _printed_number(paragraph: Element) -> str:
    """The number of a list as Word 2003 writes it beside the paragraph, in XML; "" if there is none."""
    number = child(paragraph, "pPr", "listPr", "t")
    return (attribute(number, "val") or "").strip() if number is not None else ""


def _through_wrappers(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _through_wrappers(element, name)


def _text(parent: Element) -> Iterator[str]:
    """The characters of a paragraph; those in its text boxes are paragraphs of their own."""
    for element in parent:
        name = local(element)
        if name == "t":
            yield (element.text or "").replace("\n", " ")
        elif name in _TEXT:
            yield _TEXT[name]
        elif name == "br":
            yield "\n" if attribute(element, "type") in (None, "textWrapping") else ""
        elif name not in _SKIPPED and name != "txbxContent" and not (name == "r" and _is_hidden(element)):
            yield from _text(element)


def _boxes(parent: Element) -> Iterator[Element]:
    for element in parent:
        if local(element) == "txbxContent":
            yield element
        elif local(element) not in _SKIPPED:
            yield from _boxes(element)


def _is_hidden(run: Element) -> bool:
    for properties in children(run, "rPr"):
        hidden = child(properties, "vanish")
        if hidden is not None:
            return attribute(hidden, "val") not in ("0", "false", "off")
    return False

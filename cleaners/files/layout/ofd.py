"""OFD (GB/T 33190): the layout format of Chinese offices, XML in a ZIP container."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from cleaners.article import Problem
from cleaners.files.containers.safe_xml import Element, attribute, child, children, local, parse_xml
from cleaners.files.containers.unzip import Container
from cleaners.files.layout.glyphs import Glyph, Page, is_wide, make_lines
from cleaners.files.layout.paragraphs import make_paragraphs
from cleaners.files.layout.ruled_tables import MOST_RULES, Rule, Tables, as_rule, take_tables
from cleaners.files.limits import Account
from cleaners.files.result import FileContent
from cleaners.patterns.radicals import without_radical
from cleaners.problem_kinds import ProblemKind

_POINTS = 72 / 25.4  # the format counts millimetres
_A4 = (210.0, 297.0)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_STROKE = re.compile(r"([MLSCBQA])((?:\s+[-+\d.]+)*)")
_FEW_CHARACTERS = 30
_PICTURE_SHARE = 0.4
_MOST_REPEATS = 10_000
_MOST_CHARACTERS = 100_000  # of a page, as of a PDF file

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_ofd(body: bytes, account: Account) -> FileContent:
    """The paragraphs of all pages of all documents in the file.

    Page templates (running heads), stamps and annotations are left out.

    Raises BrokenFile, EncryptedFile, BeyondLimits.
    """
    package = _Package(Container(body, account), account)
    found = _Found()
    parts = list(islice(package.page_parts(), account.limits.pages + 1))
    tried = 0
    for tried, (part, area) in enumerate(parts[: account.limits.pages], 1):
        account.parts.read(f"page {tried}", partial(found.read, package, tried, part, area, account.left_characters))
        if found.characters > account.left_characters or account.is_spent:
            break
    return FileContent(
        make_paragraphs(found.pages),
        tried,
        pictures="pages " + ", ".join(map(str, found.pictures[:20])) if found.pictures else None,
        problems=tuple(found.problems(tried < len(parts))),
    )


@dataclass(slots=True)
class _Found:
    """What the pages read so far hold; *pictures*, *cut* and *untabled* are numbers of pages."""

    pages: list[Page] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    untabled: list[int] = field(default_factory=list)
    characters: int = 0

    def read(self, package: _Package, number: int, part: str, area: tuple[float, float], most: int) -> None:
        """Read one more page, up to *most* characters together with those before."""
        content = _Content(package.root(part), area, min(_MOST_CHARACTERS, max(1, most + 1 - self.characters)))
        self.pages.append(content.layout())
        self.characters += len(content.glyphs)
        if len(content.glyphs) <= _FEW_CHARACTERS and content.pictured > _PICTURE_SHARE * area[0] * area[1]:
            self.pictures.append(number)
        if content.is_cut:
            self.cut.append(number)
        if content.is_untabled:
            self.untabled.append(number)

    def problems(self, has_more: bool) -> Iterator[Problem]:
        """What is to be said of pages that were not read, or not whole."""
        if has_more or self.cut:
            where = f"; of page {', '.join(map(str, self.cut[:20]))} not all characters" if self.cut else ""
            yield Problem(
                ProblemKind.CUT_OFF,
                f"read {len(self.pages)} pages{where}, and there is more; raise pages or characters to read on",
            )
        if self.untabled:
            numbers = ", ".join(map(str, self.untabled[:20]))
            said = f"left out the tables of page {numbers}: found more rules than tables have"
            yield Problem(ProblemKind.LEFT_OUT, f"{said}; the text there is read line by line, look at it by hand")


class _Package:
    """The parts of an OFD file, found by the paths that they name."""

    def __init__(self, container: Container, account: Account) -> None:
        self._container, self._limits = container, account.limits

    def root(self, part: str) -> Element:
        return parse_xml(self._container.part(part), self._limits)

    def page_parts(self) -> Iterator[tuple[str, tuple[float, float]]]:
        """The part and the size of each page, in order."""
        for body in children(self.root("OFD.xml"), "DocBody"):
            entry = _text(child(body, "DocRoot"))
            document = self.root(entry)
            area = _area(child(document, "CommonData", "PageArea")) or _A4
            pages = child(document, "Pages")
            for page in pages if pages is not None else ():
                yield _beside(entry, attribute(page, "BaseLoc") or ""), area


def _beside(part: str, path: str) -> str:
    """The part at *path*, which starts from the folder of *part* unless it begins with a slash."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), path))


def _text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _area(area: Element | None) -> tuple[float, float] | None:
    box = _numbers(_text(child(area, "PhysicalBox"))) if area is not None else []
    return (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else None


class _Content:
    """The glyphs, rules and pictures of one page, in millimetres."""

    def __init__(self, root: Element, area: tuple[float, float], most_characters: int) -> None:
        self._area = _area(child(root, "Area")) or area
        self._most = most_characters
        self.is_cut = False
        self.is_untabled = False  # known after the layout
        self.glyphs: list[Glyph] = []
        self.pictured = 0.0  # square millimetres under pictures
        self._rules: list[Rule] = []
        content = child(root, "Content")
        if content is not None:
            self._walk(content)

    def layout(self) -> Page:
        """The lines and tables of the page, in points, for which the rules of thumb are made."""
        found = take_tables(self.glyphs, self._rules) if self.glyphs else Tables([], self.glyphs)
        self.is_untabled = found.is_cut
        lines = sorted([*found.tables, *make_lines(found.rest)], key=lambda line: line.y)
        return Page(self._area[0] * _POINTS, self._area[1] * _POINTS, tuple(lines))

    def _walk(self, parent: Element) -> None:
        for element in parent:
            name = local(element)
            if name == "TextObject":
                self._add_text(element)
            elif name == "PathObject":
                self._add_rules(element)
            elif name == "ImageObject":
                box = _numbers(attribute(element, "Boundary") or "")
                self.pictured += box[2] * box[3] if len(box) == 4 else 0.0
            elif name in ("Layer", "PageBlock"):
                self._walk(element)

    def _add_text(self, element: Element) -> None:
        box = _numbers(attribute(element, "Boundary") or "")
        if len(box) != 4:
            return
        matrix = _matrix(attribute(element, "CTM"))
        size = _number(attribute(element, "Size"), 4.0)
        x = y = 0.0
        for code in children(element, "TextCode"):
            x, y = _number(attribute(code, "X"), x), _number(attribute(code, "Y"), y)
            self._add_run(code, (x, y), (box[0], box[1]), matrix, size)

    def _add_run(
        self, code: Element, at: tuple[float, float], corner: tuple[float, float], matrix: Matrix, size: float
    ) -> None:
        text = (code.text or "").strip("\r\n")
        left = self._most - len(self.glyphs)
        self.is_cut |= len(text) > left
        text = text[: max(0, left)]
        steps_x, steps_y = (_steps(attribute(code, name), len(text)) for name in ("DeltaX", "DeltaY"))
        x, y = at
        for number, char in enumerate(text):
            width = size if is_wide(char) else size / 2
            start, base = _moved(x, y, corner, matrix)
            right, _ = _moved(x + width, y, corner, matrix)
            scale = _POINTS * max(abs(right - start) / width if width else 1.0, 0.01)
            self.glyphs.append(
                Glyph(without_radical(char), start * _POINTS, right * _POINTS, base * _POINTS, size * scale)
            )
            x += steps_x[number] if number < len(steps_x) else 0.0 if steps_y else width
            y += steps_y[number] if number < len(steps_y) else 0.0

    def _add_rules(self, element: Element) -> None:
        box = _numbers(attribute(element, "Boundary") or "")
        if len(box) != 4:
            return
        matrix = _matrix(attribute(element, "CTM"))
        here = (0.0, 0.0)
        for stroke in _STROKE.finditer(_text(child(element, "AbbreviatedData"))):
            numbers = _numbers(stroke[2])
            if len(numbers) < 2:
                continue
            before, here = here, _moved(numbers[-2], numbers[-1], (box[0], box[1]), matrix)
            rule = as_rule(*(value * _POINTS for value in (*before, *here))) if stroke[1] == "L" else None
            if rule is not None:
                self._rules.append(rule)
            if len(self._rules) > MOST_RULES:
                return


def _moved(x: float, y: float, corner: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return corner[0] + a * x + c * y + e, corner[1] + b * x + d * y + f


def _matrix(value: str | None) -> Matrix:
    numbers = _numbers(value or "")
    return (*numbers[:2], *numbers[2:4], *numbers[4:6]) if len(numbers) == 6 else _SAME  # type: ignore[return-value]


def _numbers(value: str) -> list[float]:
    return [float(one[0]) for one in islice(_NUMBER.finditer(value), _MOST_REPEATS)]


def _number(value: str | None, default: float) -> float:
    numbers = _numbers(value or "")
    return numbers[0] if numbers else default


def _steps(value: str | None, most: int) -> list[float]:
    """The distances between characters; ``g 3 4.2`` stands for 4.2 three times."""
    steps: list[float] = []
    words = iter((value or "").split())
    for word in words:
        if len(steps) >= most:
            break
        if word == "g":
            times = int(_number(next(words, ""), 0.0))
            steps += [_number(next(words, ""), 0.0)] * max(0, min(times, most))
        else:
            steps.append(_number(word, 0.0))
    return steps

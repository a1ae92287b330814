"""OFD (GB/T 33190): the layout format of Chinese offices, XML in a ZIP container."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import islice

from cleaners.article import Problem
from cleaners.files.containers.safe_xml import Element, attribute, child, children, local, parse_xml
from cleaners.files.containers.unzip import Container
from cleaners.files.layout.glyphs import Glyph, Page, is_wide, make_lines
from cleaners.files.layout.paragraphs import make_paragraphs
from cleaners.files.layout.ruled_tables import Rule, as_rule, take_tables
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

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_ofd(body: bytes, account: Account) -> FileContent:
    """The paragraphs of all pages of all documents in the file.

    Page templates (running heads), stamps and annotations are left out.

    Raises BrokenFile, EncryptedFile, BeyondLimits.
    """
    package = _Package(Container(body, account), account)
    layouts: list[Page] = []
    pictures: list[int] = []
    characters = 0
    parts = list(islice(package.page_parts(), account.limits.pages + 1))
    for number, (part, area) in enumerate(parts[: account.limits.pages], 1):
        content = _Content(package.root(part), area)
        layouts.append(content.layout())
        characters += len(content.glyphs)
        if len(content.glyphs) <= _FEW_CHARACTERS and content.pictured > _PICTURE_SHARE * area[0] * area[1]:
            pictures.append(number)
        if characters > account.left_characters:
            break
    cut = Problem(
        ProblemKind.CUT_OFF, f"read {len(layouts)} pages, and there are more; raise pages or characters to read on"
    )
    return FileContent(
        make_paragraphs(layouts),
        len(layouts),
        pictures="pages " + ", ".join(map(str, pictures[:20])) if pictures else None,
        problems=(cut,) if len(layouts) < len(parts) else (),
    )


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

    def __init__(self, root: Element, area: tuple[float, float]) -> None:
        self._area = _area(child(root, "Area")) or area
        self.glyphs: list[Glyph] = []
        self.pictured = 0.0  # square millimetres under pictures
        self._rules: list[Rule] = []
        content = child(root, "Content")
        if content is not None:
            self._walk(content)

    def layout(self) -> Page:
        """The lines and tables of the page, in points, for which the rules of thumb are made."""
        tables, rest = take_tables(self.glyphs, self._rules) if self.glyphs else ([], self.glyphs)
        lines = sorted([*tables, *make_lines(rest)], key=lambda line: line.y)
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
        steps_x, steps_y = (_steps(attribute(code, name), len(text)) for name in ("DeltaX", "DeltaY"))
        x, y = at
        for number, char in enumerate(text):
            width = size if is_wide(char) else size / 2
            left, base = _moved(x, y, corner, matrix)
            right, _ = _moved(x + width, y, corner, matrix)
            scale = _POINTS * max(abs(right - left) / width if width else 1.0, 0.01)
            self.glyphs.append(
                Glyph(without_radical(char), left * _POINTS, right * _POINTS, base * _POINTS, size * scale)
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


def _moved(x: float, y: float, corner: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return corner[0] + a * x + c * y + e, corner[1] + b * x + d * y + f


def _matrix(value: str | None) -> Matrix:
    numbers = _numbers(value or "")
    return (*numbers[:2], *numbers[2:4], *numbers[4:6]) if len(numbers) == 6 else _SAME  # type: ignore[return-value]


def _numbers(value: str) -> list[float]:
    return [float(one) for one in _NUMBER.findall(value)[:_MOST_REPEATS]]


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

"""PPTX: the paragraphs of the slides, in the order of the file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from cleaners.files.containers.safe_xml import local, parse_xml
from cleaners.files.containers.unzip import Container, Entry
from cleaners.files.limits import Account
from cleaners.files.result import FileContent

_SLIDE = re.compile(r"/?ppt/slides/slide(\d{1,6})\.xml$")


def read_pptx(body: bytes, account: Account) -> FileContent:
    """Each paragraph of each slide as one line; cells of tables are lines of their own.

    Raises BrokenFile, EncryptedFile, BeyondLimits.
    """
    container = Container(body, account)
    numbers = {int(match[1]): one for one in container.entries if (match := _SLIDE.match(one.name))}
    return FileContent(_lines(container, numbers, account), pages=len(numbers))


def _lines(container: Container, slides: dict[int, Entry], account: Account) -> Iterator[str]:
    for number in sorted(slides):
        read = partial(_paragraphs, container, slides[number], account)
        yield from account.parts.read(f"slide {number}", read) or ()
        if account.parts.is_out_of_time:
            return


def _paragraphs(container: Container, slide: Entry, account: Account) -> list[str]:
    """The paragraphs of one slide; the text of one in another belongs to the inner."""
    paragraphs: list[list[str]] = []
    open_ones: list[list[str]] = []
    for event, element in etree.iterwalk(parse_xml(container.unpack(slide), account.limits), events=("start", "end")):
        name = local(element)
        if name == "p" and event == "start":
            open_ones.append([])
            paragraphs.append(open_ones[-1])
        elif name == "p":
            open_ones.pop()
        elif name == "t" and event == "start" and open_ones:
            open_ones[-1].append(element.text or "")
    return ["".join(paragraph) for paragraph in paragraphs]

"""PPTX: the paragraphs of the slides, in the order of the file names."""

from __future__ import annotations

import re

from cleaners.files.containers.safe_xml import local, parse_xml
from cleaners.files.containers.unzip import Container
from cleaners.files.limits import Account
from cleaners.files.result import FileContent

_SLIDE = re.compile(r"/?ppt/slides/slide(\d{1,6})\.xml$")


def read_pptx(body: bytes, account: Account) -> FileContent:
    """Each paragraph of each slide as one line; cells of tables are lines of their own.

    Raises BrokenFile, EncryptedFile, BeyondLimits.
    """
    container = Container(body, account)
    numbers = {int(match[1]): one for one in container.entries if (match := _SLIDE.match(one.name))}
    lines = (
        "".join(text.text or "" for text in paragraph.iter() if local(text) == "t")
        for number in sorted(numbers)
        for paragraph in parse_xml(container.unpack(numbers[number]), account.limits).iter()
        if local(paragraph) == "p"
    )
    return FileContent(lines, pages=len(numbers))

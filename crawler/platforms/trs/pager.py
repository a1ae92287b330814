"""Which file holds the next page of a TRS list: the calls that draw its pager.

Three vendors use the name createPageHTML, and the order of its arguments tells them apart: a quoted first
argument is the id of an element, and pages count from 1; a third argument that is a number is the current
page, so records come first; else pages come first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from crawler.platforms.list_page import ListPage, PageRequest
from crawler.platforms.lists import script_values

_FILE = re.compile(r"/(?P<stem>[\w-]*?)(?:_(?P<number>\d+))?\.(?P<ext>s?html?|jhtml)$")
_STEM = re.compile(r"""['"]([\w-]+?)_?['"]\s*\+\s*(?:['"]_['"]\s*\+\s*)?\(?\s*[\w(]""")  # "index" + "_" + i
_EXT = re.compile(r"""['"]\.?(s?html?)['"]""")
_QUOTED = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Pager:
    """The files of a list: page 2 is ``<stem>_<first + 1>.<ext>``."""

    pages: int
    stem: str
    ext: str
    first: int  # the number that page 1 has
    records: int | None = None


def read_pager(page: ListPage) -> Pager | None:
    """Return the pager that a script of *page* draws; None if there is no such script."""
    for text in (script_values.without_comments(page.text), page.text):  # some leave only a commented call
        for name in ("createPageHTML", "createPage"):
            for arguments in script_values.calls(text, name):
                if pager := _of_call(arguments):
                    return pager
        if pager := _of_variables(page, text):
            return pager
    return None


def following(page: ListPage, number: int, pager: Pager | None) -> tuple[PageRequest, ...]:
    """Return where page *number* + 1 may be; without a pager both ways of counting are tried."""
    here = _FILE.search(page.url)
    stem, ext = (pager.stem, pager.ext) if pager else _names(page)
    if here and here["number"] and here["stem"] == stem and number > 1:
        numbers = [int(here["number"]) + 1]
    elif pager:
        numbers = [pager.first + number]
    else:
        numbers = [number, number + 1]
    return tuple(PageRequest(urljoin(page.url, f"{stem}_{each}.{ext}")) for each in numbers)


def _of_call(arguments: Sequence[Any]) -> Pager | None:
    """Some quote their numbers; others have files called by a number, "2024", which is none to count with."""
    numbers = [int(each) if isinstance(each, str) and _QUOTED.fullmatch(each) else each for each in arguments]
    return _in_order(numbers) or _in_order(arguments)


def _in_order(arguments: Sequence[Any]) -> Pager | None:
    match arguments:
        case [str(), int(pages), int(), str(stem), str(ext), *rest]:
            return Pager(pages, stem, ext.lstrip("."), 1, _last_number(rest))
        case [int(records), int(pages), int(), str(stem), str(ext), *_]:
            return Pager(pages, stem, ext.lstrip("."), 0, records)
        case [int(pages), int(), str(stem), str(ext), *rest]:
            return Pager(pages, stem, ext.lstrip("."), 0, _last_number(rest))
    return None


def _of_variables(page: ListPage, text: str) -> Pager | None:
    config = script_values.variable(text, "pagination_script_config")
    if isinstance(config, dict) and str(config.get("total", "")).isdecimal():
        stem, ext = _names(page)
        return Pager(int(config["total"]), stem, ext, 0)
    pages = script_values.variable(text, "countPage")
    if not isinstance(pages, int | float):
        return None
    script = text[max(0, text.index("countPage") - 500) :][:4000]
    stem, ext = _names(page)
    named, ending = _STEM.search(script), _EXT.search(script)
    return Pager(math.ceil(pages), named[1] if named else stem, ending[1] if ending else ext, 0)


def _names(page: ListPage) -> tuple[str, str]:
    here = _FILE.search(page.url) or _FILE.search(page.origin)
    if here and here["stem"]:
        return here["stem"], here["ext"]
    endings = re.findall(r"/t\d{6,8}(?:_\d+)?\.(s?html?)", page.text)
    return "index", max(set(endings), key=endings.count) if endings else "html"


def _last_number(rest: Sequence[Any]) -> int | None:
    return rest[-1] if rest and isinstance(rest[-1], int) else None

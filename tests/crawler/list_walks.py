"""A list behind a function: what the tests of the platforms walk through without a server."""

from __future__ import annotations

from collections.abc import Callable

from crawler.platforms import PLATFORMS, ListPage, PageRequest, Reading, Row
from crawler.walking import walk as walks
from crawler.walking.walk import Walk, after_error, after_page

HOST = "http://www.yun.gov.example"
Answer = Callable[[PageRequest], str | int]


def page(text: str, url: str = f"{HOST}/zwgk/fz/", request: PageRequest | None = None) -> ListPage:
    return ListPage(url, text.encode(), "text/html; charset=utf-8", request=request)


def read(platform: str, text: str, url: str = f"{HOST}/zwgk/fz/", number: int = 1) -> Reading:
    return PLATFORMS[platform].read(page(text, url), number)


def through(
    answer: Answer, section: str, platform: str | None = None
) -> tuple[list[Row], list[PageRequest], list[tuple[str, str]]]:
    """Walk the list that begins at *section*; the rows, the requests, the problems, in order."""
    request: PageRequest | None = PageRequest(section)
    walk: Walk | None = Walk("yun", ("云汀县",), platform=platform)
    rows, asked, problems = list[Row](), list[PageRequest](), list[tuple[str, str]]()
    while request and walk:
        assert len(asked) < 100, "the walk does not end"
        asked.append(request)
        answered = answer(request)
        if isinstance(answered, int):
            step = after_error(walk, answered)
        else:
            page = ListPage(request.url, answered.encode(), request=request, origin=walk.origin)
            step = after_page(*walks.read(walk, page))
        rows += step.rows
        problems += [step.problem] if step.problem else []
        request, walk = step.request, step.walk
    return rows, asked, problems


def entries(count: int, address: str, start: int = 1) -> list[str]:
    """Rows of a list, numbered; *address* takes the number."""
    return [
        f'<li><a href="{address.format(number)}" title="云汀县第{number}号法治政府建设年度报告">云汀县第{number}号…</a>'
        f"<span>2025-03-{number % 28 + 1:02d}</span></li>"
        for number in range(start, start + count)
    ]

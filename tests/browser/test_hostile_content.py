"""Documents that try to break the pages, in a real Chromium: nothing runs, nothing is asked elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.browser.invented_archive import HOSTILE_URL

OpenPage = Callable[..., Any]


@pytest.fixture(scope="module")
def hostile(library: Path) -> str:
    """The id of the document with markup in every field."""
    with closing(sqlite3.connect(library)) as db:
        return str(db.execute("SELECT document FROM pages WHERE url = ?", [HOSTILE_URL]).fetchone()[0])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/library/documents/{}",
        "/library/documents/{}?q=<script>alert(1)</script>",
        "/library/compare?a={}",
        "/library/compare?a={}&b={}",
        "/library/compare?a={}&b={}&view=changes",
        "/library/search?q=javascript",
        '/library/search?q="><script>alert(1)</script>&issuer="><img src=x onerror=alert(1)>',
        "/library/coverage?division=990102",
        '/library/coverage?division="><script>alert(1)</script>',
        "/library/documents?_search=script",
        "/library/documents?id__exact={}",
        "/library/locations",
        "/library/attachments",
    ],
)
def test_no_page_runs_what_came_with_the_data(open_page: OpenPage, hostile: str, path: str) -> None:
    page = open_page(path.replace("{}", hostile))
    assert page.complaints == []  # no script error, no refused script, no dialog, no request elsewhere
    assert page.title() not in ("owned", "1")
    assert page.locator("main, section.content").count() == 1
    for script in page.locator("script").all():
        assert "alert" not in script.inner_text()
    hrefs = page.locator("a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(hrefs) <= {"http:", "https:"}


def test_direction_marks_are_shown_as_signs(open_page: OpenPage, hostile: str) -> None:
    page = open_page(f"/library/documents/{hostile}")
    signs = page.locator(".text .unseen").all_inner_texts()
    assert {"U+202E", "U+2066", "U+0008"} <= set(signs)
    assert "\u202e" not in page.content()
    assert "{{ 7*7 }}" in page.locator(".text").inner_text()

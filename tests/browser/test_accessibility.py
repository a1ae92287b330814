"""What axe-core finds wrong with our pages, and with those of Datasette that readers see: nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

OpenPage = Callable[..., Any]

OURS = [
    "/",
    "/library/search?q=法治",
    "/library/search?q=没有这句话",
    "/library/documents/{report}",
    "/library/compare?a={report}",
    "/library/compare?a={report}&b={other}&view=side",
    "/library/compare?a={report}&b={other}&view=changes",
    "/library/coverage",
    "/library/coverage?division=990102",
    "/library/coverage?division=990102&view=table",
    "/library/health",
    "/library/health/problems",
    "/library/endpoints",
    "/library/vocabulary",
    "/library/search?organ=department",
    "/library/nothing",
]
STOCK = ["/library/documents", "/library"]
# Datasette's own style: grey on grey in facet counts, headings that skip a level, a document without landmarks.
STOCK_KNOWN = {"color-contrast", "heading-order", "landmark-one-main", "region", "link-in-text-block"}

EDITOR = 'autocorrect="off"'  # the field that the SQL editor's script adds has no name


@pytest.fixture(scope="module")
def ids(library: Path) -> dict[str, str]:
    sql = "SELECT id FROM documents WHERE issuer = '溪山区人民政府' ORDER BY report_year DESC LIMIT 2"
    with closing(sqlite3.connect(library)) as db:
        report, other = (row[0] for row in db.execute(sql))
    return {"report": report, "other": other}


def violations(page: Any) -> dict[str, list[str]]:
    """The rules that a page breaks, with the elements that break them."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    found = axe.Axe().run(page).response["violations"]
    return {rule["id"]: [node["html"][:160] for node in rule["nodes"]][:3] for rule in found}


@pytest.mark.parametrize("path", OURS)
def test_axe_finds_nothing_on_our_pages(open_page: OpenPage, ids: dict[str, str], path: str) -> None:
    assert violations(open_page(path.format(**ids))) == {}


@pytest.mark.parametrize("path", ["/", "/library/documents/{report}", "/library/coverage?division=990102"])
def test_axe_finds_nothing_on_dark_narrow_english_pages(open_page: OpenPage, ids: dict[str, str], path: str) -> None:
    assert violations(open_page(path.format(**ids), width=360, locale="en-GB", dark=True)) == {}


@pytest.mark.parametrize("path", STOCK)
def test_fields_of_datasettes_own_pages_have_names(open_page: OpenPage, path: str) -> None:
    found = violations(open_page(path))
    ours = {rule: nodes for rule, nodes in found.items() if rule not in STOCK_KNOWN}
    assert {rule: nodes for rule, nodes in ours.items() if not all(EDITOR in node for node in nodes)} == {}

"""A document keeps its text and metadata in whatever layout a portal prints it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

import cleaners
from tests.quality import page_layouts as layouts
from tests.quality.page_layouts import DOCUMENTS, Document, Layout, page_of
from tests.thoroughness import times

PLAIN = Layout("dashes", "line", "p", "unknown", "h1", "site", "label", "list", "lines", "none", "beside", 1, False, False, False)  # fmt: skip
LAYOUTS = st.builds(
    Layout,
    date=st.sampled_from(sorted(layouts.DATES)),
    info=st.sampled_from(sorted(layouts.INFOS)),
    paragraph=st.sampled_from(sorted(layouts.PARAGRAPHS)),
    box=st.sampled_from(sorted(layouts.BOXES)),
    title=st.sampled_from(sorted(layouts.TITLES)),
    head=st.sampled_from(sorted(layouts.HEADS)),
    path=st.sampled_from(sorted(layouts.PATHS)),
    menu=st.sampled_from(sorted(layouts.MENUS)),
    footer=st.sampled_from(sorted(layouts.FOOTERS)),
    tail=st.sampled_from(sorted(layouts.TAILS)),
    title_place=st.sampled_from(("in", "beside", "above", "siblings")),
    menus=st.integers(0, 2),
    is_tight=st.booleans(),
    has_comments=st.booleans(),
    has_tags=st.booleans(),
)


def squeezed(value: str | None) -> str:
    return re.sub(r"\s", "", value or "")


def differences(document: Document, layout: Layout) -> dict[str, tuple[Any, Any]]:
    """What our Article of the page says otherwise than *document*: field, expected, got."""
    article = cleaners.clean_page(page_of(document, layout), "http://www.xikou.example.cn/fz/content_7.html")
    year, month, day, hour, minute = document.published_at
    expected = {
        "text": [squeezed(line) for line in document.text],
        "title": document.title,
        "published_at": f"{year}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:00+08:00",
        "source": document.source,
        "breadcrumb": document.steps,
        "files": [name for name, _ in document.files],
        "problems": (),
    }
    names = {name for name, _ in document.files}
    lines = [squeezed(line) for line in article.paragraphs]
    got = {
        "text": [line for line in lines if line not in names],  # the name of a file may stand in the text
        "title": article.title,
        "published_at": article.published_at,
        "source": article.source,
        "breadcrumb": article.breadcrumb,
        "files": [file.name for file in article.attachments],
        "problems": article.problems,
    }
    return {key: (expected[key], got[key]) for key in expected if expected[key] != got[key]}


@pytest.mark.parametrize("name", DOCUMENTS)
@settings(max_examples=times(150), deadline=None)
@given(layout=LAYOUTS)
def test_a_document_is_the_same_in_every_layout(name: str, layout: Layout) -> None:
    note(page_of(DOCUMENTS[name], layout).decode())
    assert not differences(DOCUMENTS[name], layout)

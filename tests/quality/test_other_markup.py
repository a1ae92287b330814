"""Labelled pages in other markup keep their text: with classes and ids renamed, in another layout, without known names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.disagreement import Row, disagreements
from benchmarks.extract import STEPS, Case, load, mean, ours, run_all, without
from benchmarks.other_markup import renamed, rewrapped
from cleaners import clean_page

PAGES = Path(__file__).resolve().parents[3] / "shared" / "pages"
FOLDERS = ("gov", "cwced", "magic")
MOST_LOST = 0.01  # of F1 in other markup, 0.02 without known names
beside = pytest.mark.skipif(not PAGES.is_dir(), reason="the labelled pages are not beside the project")
SENTENCES = tuple(f"第{i}次会议听取了关于依法行政工作的汇报，研究部署下一阶段的任务。" for i in range(9))


def page_of(text: Sequence[str], links: str = "") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in text)
    return f'<html><body class="a"><div id="b">{links}</div><div class="TRS_Editor">{paragraphs}</div></body></html>'.encode()


def f1(cases: Sequence[Case]) -> float:
    return mean(run_all(cases, ours, 1)[0], "F1") or 0.0


@beside
@pytest.mark.parametrize("change", [renamed, rewrapped])
@pytest.mark.parametrize("name", FOLDERS)
def test_pages_in_other_markup_keep_their_text(name: str, change: Callable[[bytes], bytes]) -> None:
    cases = load(PAGES / name)
    assert f1([replace(case, body=change(case.body)) for case in cases]) >= f1(cases) - MOST_LOST


@beside
@pytest.mark.parametrize("name", FOLDERS)
def test_pages_keep_their_text_where_no_container_is_known(name: str) -> None:
    cases = load(PAGES / name)
    known = f1(cases)
    with without("known containers"):
        assert f1(cases) >= known - 2 * MOST_LOST


@pytest.mark.parametrize("step", STEPS)
def test_every_step_that_the_benchmark_switches_off_is_there(step: str) -> None:
    with without(step):
        assert clean_page(page_of(SENTENCES)).text


def test_other_markup_says_the_same_by_other_names() -> None:
    page = page_of(SENTENCES)
    assert b"TRS_Editor" not in renamed(page)
    assert b"<p>" not in rewrapped(page)
    assert clean_page(renamed(page)).text == clean_page(rewrapped(page)).text == clean_page(page).text


def test_a_page_is_listed_where_three_agree_on_another_text_title_and_day() -> None:
    theirs = {"text": "\n".join(SENTENCES), "title": "关于依法行政的报告_某市", "date": "2025-03-04 10:00"}
    peers = {"a 1": theirs, "b 1": theirs, "c 1": {**theirs, "title": "关于依法行政的报告"}}
    own = {"text": "版权所有", "title": "网站地图", "date": "2024-01-01"}
    rows = list(disagreements("x", page_of(SENTENCES), own, peers))
    assert [row.what for row in rows] == ["text", "title", "date"]
    assert rows[2] == Row("x", "date", "2024-01-01", "2025-03-04 (a, b, c)")
    assert not list(disagreements("x", page_of(SENTENCES), theirs, peers))
    assert not list(disagreements("x", page_of(SENTENCES), own, {"a 1": theirs, "b 1": theirs}))


def test_a_page_is_listed_where_only_one_side_finds_a_list() -> None:
    links = "".join(f'<a href="/{i}">{line}</a>' for i, line in enumerate(SENTENCES))
    page = page_of((), links)
    theirs = {"text": "\n".join(SENTENCES)}
    peers = dict.fromkeys(("a", "b", "c"), theirs)
    assert "list" in [row.what for row in disagreements("x", page, {"text": "关于我们"}, peers)]
    assert [row.what for row in disagreements("x", page_of(SENTENCES), {"text": "", "is_list": True}, peers)] == [
        "list"
    ]

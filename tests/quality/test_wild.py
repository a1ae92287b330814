"""Real pages without gold beside the project: which of them are lists, home pages or channel pages, by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaners import CleanError, ProblemKind, clean_page
from cleaners.patterns.word_lists import words

WILD = Path(__file__).resolve().parents[3] / "shared" / "pages" / "wild"
LABELLED = [WILD.parent / name for name in ("gov", "cwced", "magic")]
MIN_TOLD = 0.95  # of the lists, and of all pages
LISTS = words(
    "FDU_home_page-2acc2240 SYSU_home_page-c90d0415 WHU_home_page-12ab1bfb fgw.yancheng.gov.cn-5ed951a0"
    " fzggw.ah.gov.cn-e1e09621 gk.tj.gov.cn-c8134621 hnsswt.henan.gov.cn-0d85dd82 kjj.cq.gov.cn-e53c76fd"
    " kjt.jiangxi.gov.cn-97fa658f swj.changzhou.gov.cn-64512eef swj.yancheng.gov.cn-13562c1a swt.fujian.gov.cn-d51b52a3"
    " swt.sc.gov.cn-55fc78dc sxdofcom.shaanxi.gov.cn-00fa7b56 www.al.gov.cn-4dd6fa0e www.al.gov.cn-4e005c6b"
    " www.al.gov.cn-60ed34a5 www.ggzy.gov.cn-5cb1cd90 www.ggzyzx.jl.gov.cn-270917f8 www.gov.cn-8973a9d0"
    " www.gov.cn-91d72ba0 www.gov.cn-c4cd7c2b www.hzzy.gov.cn-38e9918d www.nmpa.gov.cn-2ef81bae"
    " www.nmpa.gov.cn-f9d0313a zcom.zj.gov.cn-0e8e8402"
)
# Filled by scripts, behind a login, a film, a picture, the tabs of a tender: neither a list nor a text.
WITHOUT_TEXT = words(
    "ZJU_home_page-75c52850 www.al.gov.cn-3e3bbf6c www.al.gov.cn-f5af626b www.ggzy.gov.cn-cef1b6c1"
    " www.hongshan.gov.cn-900b2db8 wyu.edu.cn-362eea84"
)
pytestmark = pytest.mark.skipif(not WILD.is_dir(), reason="the real pages are not beside the project")


def read(page: Path) -> tuple[bool, str]:
    """Whether *page* is said to be a list, and its text."""
    try:
        article = clean_page(page.read_bytes())
    except CleanError:
        return False, ""
    return any(problem.kind == ProblemKind.LIST_PAGE for problem in article.problems), article.text


def test_lists_homes_and_channels_are_told_from_articles() -> None:
    said = {page.stem: read(page)[0] for page in sorted(WILD.glob("*.html"))}
    missed = [name for name in LISTS if not said[name]]
    assert len(missed) <= (1 - MIN_TOLD) * len(LISTS), missed
    assert [name for name, is_list in said.items() if is_list and name not in LISTS] == []


def test_what_has_no_text_gives_none() -> None:
    assert [name for name in [*LISTS, *WITHOUT_TEXT] if read(WILD / f"{name}.html")[1]] == []


@pytest.mark.parametrize("folder", LABELLED, ids=lambda folder: folder.name)
def test_no_labelled_article_is_taken_for_a_list(folder: Path) -> None:
    assert [page.stem for page in sorted(folder.glob("*.html")) if read(page)[0]] == []

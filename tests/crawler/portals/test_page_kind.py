"""A report or a list: told by what the page declares and shows, whatever its length."""

from __future__ import annotations

import pytest

from cleaners import clean_page
from crawler.platforms import ListPage, recognise
from crawler.portals.page_kind import is_report

URL = "http://www.yun.gov.cn/fz/202602/t20260211_31.html"
NOTE = "现将本局上一年度法治政府建设情况公布如下，接受社会监督。有意见的，请向局办公室提出。"
TITLE = "云汀县林业局2025年法治政府建设年度报告"
BESIDE = "".join(
    f'<li><a href="/fz/202602/t2026021{n}_4{n}.html">云汀县{name}局2025年法治政府建设年度报告</a><span>2026-02-1{n}</span></li>'
    for n, name in enumerate(("水务", "民政", "财政", "审计", "统计", "医疗保障"))
)


def _is_report(body: str, url: str = URL) -> bool:
    page = f"<html><body><div class='top'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a></div>{body}</body></html>"
    article = clean_page(page.encode(), url)
    listed = ListPage(url, page.encode(), "text/html; charset=utf-8")
    return is_report(article, recognise(listed)[0].read(listed, 1))


ARTICLE = f"<div class='article'><h1>{TITLE}</h1><p>{NOTE}</p></div>"
DATED = f"<div class='article'><h1>{TITLE}</h1><div>发布时间：2026-02-11 来源：县林业局</div><p>{NOTE}</p></div>"


@pytest.mark.parametrize(
    "body",
    [
        ARTICLE,
        DATED,
        f"{DATED}<div class='more'><h3>相关阅读</h3><ul>{BESIDE}</ul></div>",
        f"<meta name='ArticleTitle' content='{TITLE}'>{ARTICLE}<ul>{BESIDE}</ul>",
        f"<meta name='PubDate' content='2026-02-11 09:30'>{ARTICLE}",
    ],
    ids=["short", "dated", "dated, beside others", "title in a page tag", "day in a page tag"],
)
def test_a_short_report_is_a_report(body: str) -> None:
    assert _is_report(body)


def test_a_report_at_a_counted_address_is_no_page_of_a_list() -> None:
    assert _is_report(ARTICLE, "http://www.yun.gov.cn/fz/1.html")


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>法治政府建设年度报告</h2><ul>{BESIDE}</ul>",
        f"<h2>法治政府建设年度报告</h2><p>本栏目公布各部门年度报告。</p><ul>{BESIDE}</ul>",
        f"<h2>法治政府建设年度报告</h2><ul><li><a href='{URL}'>{TITLE}</a><span>2026-02-11</span></li></ul>",
        f"<h2>年度报告</h2><ul>{BESIDE}<li><a href='/fz/202602/P02.pdf'>{TITLE}.pdf</a><span>2026-02-09</span></li></ul>",
    ],
    ids=["rows", "a sentence above the rows", "one row", "a row that is a file"],
)
def test_a_list_is_no_report(body: str) -> None:
    assert not _is_report(body, "http://www.yun.gov.cn/fz/")

"""No page costs more than its size: a page or dump four times as long takes about four times the work, whatever it holds.

And a page stays below a bound that a crawl can bear.  Work is processor time, measured as in ``hostile_inputs``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest

from cleaners import CleanError, clean_page, clean_text
from tests.cleaners.hostile_inputs import growth_of
from tests.cpu_limit import cpu_limit

SENTENCE = "县司法局依法履行职责，推进法治政府建设。"
REPORT = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(8))
SIZES = (40_000, 160_000)  # characters
MAX_GROWTH = 2.2  # four times the work is 1, sixteen times the work is 4
BOUND_SECONDS = 20  # of processor time for 160,000 characters; the dearest shape takes a tenth on a quiet machine


def again(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A text of *unit* again and again, to about the size that is asked for."""
    return lambda size: before + unit * (size // len(unit)) + after


def body(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A page of a report and, below it, *unit* again and again."""
    return again(unit, f"<html><body><h1>年度报告</h1>{before}", f"{after}{REPORT}</body></html>")


LINES = {
    "blanks": (" ", "县", "局"),
    "ideographic blanks": ("\u3000", "县", "局"),
    "no-break blanks": ("\xa0", "来源", "："),
    "tabs": ("\t", "索引号", "："),
    "line ends": ("\n", "县", "局"),
    "blanks after a label": (" ", "来源", "x"),
    "blanks after a word of links": (" ", "pdf", "x"),
    "blanks after a date": (" ", "2025年3月", "x"),
    "blanks in a breadcrumb": (" ", "当前位置：首页", "> x"),
    "arrows": (" > ", "当前位置：首页", ""),
    "colons": ("：", "来源", ""),
    "labels": ("来源：", "", ""),
    "dates": ("2025-03-04 ", "", ""),
    "digits": ("1", "", "号"),
    "brackets": ("【", "", ""),
    "closed brackets": ("【打印】", "", "x"),
    "dashes": ("-", "报告", "x"),
    "bars": ("|", "", "x"),
    "Chinese": ("县", "", ""),
    "organs": ("司法局", "", ""),
    "sentences": (SENTENCE, "", ""),
    "short sentences": ("好。", "", ""),
    "quotes": ("“", "", ""),
    "headings": ("一、", "", ""),
    "footers": ("版权所有 ", "", ""),
    "entities": ("&nbsp;", "县", "局"),
    "less-than signs": ("< ", "", ""),
    "comments": ("<!-- x -->", "", ""),
    "open comments": ("<!--", "", ""),
    "numbers with commas": ("1,111,", "", ""),
}
TAGS = {
    "nested div": "<div>",
    "nested span": "<span>",
    "unclosed p": "<p>县局",
    "div of text": f"<div>{SENTENCE}</div>",
    "empty div": "<div></div>",
    "br": "县局<br>",
    "links": '<a href="/a/1.html">通知公告</a>',
    "links to files": '<a href="/a/1.pdf">附件1.pdf</a>',
    "links in items": '<ul><li><a href="/a/1.html">关于印发通知的公告</a></li></ul>',
    "links in sentences": f'<p>{SENTENCE}<a href="/x.html">见这里</a></p>',
    "captions": "<p>相关阅读</p>",
    "neighbours": "<p>上一篇：没有了</p>",
    "breadcrumbs": "<div>当前位置：<a href=/>首页</a> &gt; 公开</div>",
    "cells": "<td>县</td>",
    "rows": "<tr><td>县</td><td>1</td></tr>",
    "tables": "<table><tr><td>县</td><td>1</td></tr><tr><td>局</td><td>2</td></tr></table>",
    "nested tables": "<table><tr><td>",
    "hidden": '<div style="display:none">县局</div>',
    "classes": '<div class="a1 hide TRS_Editor">县局</div>',
    "known containers": f'<div class="TRS_Editor"><p>{SENTENCE}</p></div>',
    "scripts": "<script>var a = '<p>';</script>",
    "styles": "<style>.a{display:none}</style>",
    "style rules": ".a1 .b{display:none}",
    "templates": '<script type="text/html"><p>县局</p></script>',
    "frames": '<iframe src="/a.html"></iframe>',
    "embedded files": '<embed src="/a.pdf">',
    "inputs": '<input type="hidden" value="&lt;p&gt;县局&lt;/p&gt;">',
    "metas": '<meta name="PubDate" content="2025-01-01">',
    "titles": "<title>县局</title>",
    "headings": "<h1>年度报告</h1>",
    "info lines": "<p>发布时间：2025-03-04 来源：县司法局 浏览次数：1</p>",
    "signatures": "<p>县司法局</p><p>2025年3月4日</p>",
    "definition lists": "<dl><dt>来源</dt><dd>县司法局</dd></dl>",
    "tabs": "<a>正文</a><a>政策解读</a>",
    "superscripts": "县<sup>1</sup>",
    "pre": "<pre>县局\n\n</pre>",
    "forms": "<form><select><option>县局</option></select></form>",
    "images": '<img src="/a.jpg" alt="县局">',
    "office markup": "<o:p>&nbsp;</o:p>",
    "open items": "<li>县局",
    "attributes": '<a data-x="1" ',
}


def page(html: str) -> None:
    """Clean *html*; what is refused is fine."""
    with contextlib.suppress(CleanError):
        clean_page(html.encode(), "http://www.example.gov.cn/a/t20250304_1.html")


def check(work: Callable[[str], object], make: Callable[[int], str]) -> None:
    smaller, larger = map(make, SIZES)
    with cpu_limit(BOUND_SECONDS):
        work(larger)
    growth = growth_of(work, smaller, larger, limit=BOUND_SECONDS)
    assert growth < MAX_GROWTH, f"four times the size takes {4 * growth:.0f} times the work"


@pytest.mark.parametrize("name", TAGS)
def test_work_of_a_page_grows_with_its_tags(name: str) -> None:
    check(page, body(TAGS[name]))


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("element", ["p", "div", "td", "h1", "title", 'a href="/x.pdf"', "pre", "script"])
def test_work_of_a_page_grows_with_its_longest_line(name: str, element: str) -> None:
    unit, before, after = LINES[name]
    tag = element.split()[0]
    check(page, body(unit, f"<table><tr><{element}>{before}", f"{after}</{tag}></table>"))


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("end", ["", "\n"])
def test_work_of_a_dump_grows_with_its_lines(name: str, end: str) -> None:
    unit, before, after = LINES[name]
    text = again(unit + end, f"年度报告\n{before}", f"{after}\n{SENTENCE}")

    def clean(text: str) -> None:
        with contextlib.suppress(CleanError):
            clean_text(text)

    check(clean, text)

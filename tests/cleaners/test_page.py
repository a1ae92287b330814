"""clean_page and clean_text as a whole: what they promise for any input."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cleaners
from cleaners import Article, CleanError, NotText, clean_page, clean_text
from tests.cpu_limit import cpu_limit

SENTENCE = "2024年，我局坚持以习近平法治思想为指导，深入推进依法行政，各项工作取得新的成效。"
PAGE = (
    "<html><head><title>某县水利局2024年法治政府建设年度报告_某县人民政府</title></head><body>"
    "<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/x/'>新闻</a></li></ul></div>"
    "<div class='pos'>当前位置：<a href='/'>首页</a> &gt; <a href='/fz/'>法治政府建设</a></div>"
    "<h1>某县水利局2024年法治政府建设年度报告</h1><div>发布时间：2025-02-03 来源：某县水利局</div>"
    "<div class='text'>{}</div><div class='foot'>主办：某县人民政府 某ICP备</div></body></html>"
)


def page(inner: str) -> bytes:
    return PAGE.format(inner).encode()


@pytest.mark.parametrize("make", [bytes, lambda b: b"<html><body>" + b, lambda b: PAGE.format("").encode()[:-30] + b])
@given(st.binary(max_size=400))
@example(b"\x81")
@example(b"<table><tr><td>")
@example("<!--<$[信息内容]>end-->".encode())
def test_any_bytes_give_an_article_or_a_clean_error(make: type[bytes], body: bytes) -> None:
    try:
        result: object = clean_page(make(body), "http://www.a.gov.cn/x.html")
    except CleanError as error:
        result = error
    assert isinstance(result, Article) or str(result).startswith("found ")


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<a href=x.pdf>", "</a>", "<br>", "<li>",
     "<ul>", "</ul>", SENTENCE, "首页 &gt; 正文", "来源：", "发布时间：2024-01-02", "一、", "附件：", "\n", "<!--正文开始-->",
     "<!--正文结束-->", "<span style='display:none'>", "</span>", "<title>", "</title>", "<script>", "</script>"]
)  # fmt: skip


@given(st.lists(MARKUP, max_size=40).map("".join))
@settings(max_examples=200)
def test_cleaning_its_own_output_keeps_the_text(html: str) -> None:
    try:
        text = clean_page(("<html><body>" + html).encode()).text
    except CleanError:
        return
    if text:
        assert clean_text(text).text == text


@given(st.lists(MARKUP, max_size=20).map("".join))
def test_same_bytes_give_the_same_article(html: str) -> None:
    body = page(html)
    assert clean_page(body) == clean_page(body)


@given(st.text(max_size=300))
def test_any_text_gives_an_article_or_a_clean_error(text: str) -> None:
    try:
        once = clean_text(text).text
    except CleanError:
        return
    if once:
        assert clean_text(once).text == once


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + SENTENCE.encode(),
        b"<ul><li>" * 60_000,
        b"<p>x" * 300_000,
        ("<a " + " ".join(f"a{i}=1" for i in range(200_000)) + ">" + SENTENCE).encode(),
        "".join(f"<font a={i}>" for i in range(3000)).encode() + b"<p>x" * 3000,
        b"<" * 1_000_000,
        b"[" * 1_000_000,
        ("甲" + " " * 50).encode() * 100_000,
    ],
    ids=[
        "nested div",
        "nested lists",
        "many paragraphs",
        "many attributes",
        "unclosed fonts",
        "brackets",
        "json",
        "runs of blanks",
    ],
)
def test_hostile_pages_end(body: bytes) -> None:
    with contextlib.suppress(CleanError), cpu_limit(60):
        assert isinstance(clean_page(body), Article)


def test_a_marker_inside_a_data_table_that_ends_outside_marks_nothing() -> None:
    rows = "<tr><td>项目</td><td>数量</td></tr><tr><td>处罚</td><td><!--<$[信息内容]>begin-->45</td></tr>"
    html = f"<body>附件：<table>{rows}<tr><td></td><td>合计</td></tr></table><p>{SENTENCE}</p><!--<$[信息内容]>end--></body>"
    assert clean_page(html.encode()).paragraphs[-1] == SENTENCE
    bare = "<td>索<td>><tr><td>甲<td><!--<$[信息内容]>begin--><"
    assert isinstance(clean_page(f"附件：<table>{bare}</table><a><!--<$[信息内容]>end-->".encode()), Article)


def test_url_headers_and_body_may_be_positional() -> None:
    article = clean_page(page(f"<p>{SENTENCE}</p>" * 3), "http://www.a.gov.cn/x.html", {"Content-Type": "text/html"})
    assert article.title == "某县水利局2024年法治政府建设年度报告"
    assert article.published_at == article.date == "2025-02-03"
    assert article.breadcrumb == ("首页", "法治政府建设")
    assert dict(article.found)["issuer"] == "title"


def test_text_after_a_stray_html_end_is_not_lost() -> None:
    body = b"<html><head></head></html>" + page(f"<p>{SENTENCE}</p>")
    assert clean_page(body).text == SENTENCE


def test_full_width_forms_and_numerals_stay_as_printed() -> None:
    inner = "<p>　　２０２４年，办结案件１２件（其中：复议３件）；“三项制度”全面落实。</p>"
    assert clean_page(page(inner)).text == "２０２４年，办结案件１２件（其中：复议３件）；“三项制度”全面落实。"


def test_line_ends_of_the_source_leave_no_blank_between_characters() -> None:
    assert clean_page(page(f"<p>{SENTENCE[:20]}\n   {SENTENCE[20:]}</p>")).text == SENTENCE


def test_title_printed_again_in_the_text_is_dropped_and_another_one_kept() -> None:
    same = clean_page(page(f"<p>某县水利局2024年法治政府建设年度报告</p><p>{SENTENCE}</p>"))
    other = clean_page(page(f"<p>某县水利局法治政府建设工作总结</p><p>{SENTENCE}</p>"))
    assert same.paragraphs == [SENTENCE]
    assert other.paragraphs == ["某县水利局法治政府建设工作总结", SENTENCE]


def test_hidden_text_is_left_out_unless_there_is_no_other() -> None:
    hidden = f"<div style='display: none'><p>{SENTENCE}</p></div>"
    shown = "全年审查规范性文件12件，备案率达100%，办理行政复议案件8件，举办执法人员培训班6期，培训320余人次。"
    assert clean_page(page(f"<p>{shown}</p>" + hidden)).paragraphs == [shown]
    assert clean_page(page(hidden)).paragraphs == [SENTENCE]


def test_data_tables_are_rows_in_the_text_and_beside_it() -> None:
    rows = "<tr><td><p>项目</p></td><td></td><td><p>数量</p></td></tr><tr><td>处罚</td><td>件</td><td>45</td></tr>"
    article = clean_page(page(f"<p>{SENTENCE}</p><table>{rows}</table><p>以上数据截至年底。</p>"))
    assert article.paragraphs == [SENTENCE, "项目\t\t数量", "处罚\t件\t45", "以上数据截至年底。"]
    assert article.tables == (cleaners.Table(1, (("项目", "", "数量"), ("处罚", "件", "45"))),)


def test_year_of_title_is_kept_and_its_contradiction_reported() -> None:
    article = clean_page(page(f"<p>{SENTENCE}</p><p>一、2023年法治政府建设工作情况</p><p>{SENTENCE}</p>"))
    assert article.report_year == 2024
    assert [problem.kind for problem in article.problems] == ["year_conflict"]


def test_every_problem_is_of_a_known_kind_and_tells_what() -> None:
    article = clean_page(b"<html><body><div id='app'></div>" + b"\xff\xff" + "正文".encode() * 30)
    assert {problem.kind for problem in article.problems} <= set(cleaners.PROBLEM_KINDS)
    assert all(problem.detail for problem in article.problems)


def test_plain_text_body_is_read_as_a_dump() -> None:
    assert clean_page(f"当前位置:首页 > 法治\n\n{SENTENCE}\n".encode()).breadcrumb == ("首页", "法治")


def test_dump_bytes_that_are_a_file_are_refused() -> None:
    with pytest.raises(NotText):
        clean_text(b"%PDF-1.4")

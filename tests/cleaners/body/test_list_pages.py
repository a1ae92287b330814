"""List pages, home pages and channel pages say so and give no text; articles with many links beside them stay articles."""

from __future__ import annotations

import pytest

from cleaners import ProblemKind, clean_page
from tests.cleaners.pages import DATE, FOOTER, NAV, REPORT, SITE, paragraphs, portal_page

TITLES = [
    f"关于做好2024年度{topic}工作的通知"
    for topic in ("普法依法治理", "行政执法", "案卷评查", "行政复议", "法治培训", "执法监督")
]
TEASER = "近日，县林业局召开会议，对全县造林绿化和森林防火工作进行安排部署，要求各乡镇压实责任、细化措施..."


def rows(form: str) -> str:
    """Rows of a list in *form*, with {title} and {day}."""
    return "".join(
        form.format(title=f'<a href="/t/{n}.html">{title}</a>', day=f"2025-01-{n + 10}")
        for n, title in enumerate(TITLES)
    )


LISTS = {
    "dates beside": rows("<li>{title}<span>{day}</span></li>"),
    "dates below": rows("<p>{title}</p><p>{day}</p>"),
    "numbers of documents": "<table><tr><td>文号</td><td>标题</td><td>日期</td></tr>"
    + rows("<tr><td>云政发〔2025〕8号</td><td>{title}</td><td>{day}</td></tr>")
    + "</table>",
    "no dates": "<ul>" + rows("<li>{title}</li>") + "</ul>",
    "table": "<table><tr><td>序号</td><td>标题</td><td>日期</td></tr>"
    + rows("<tr><td>1</td><td>{title}</td><td>{day}</td></tr>")
    + "</table>",
    "labels below": rows("<h4>{title}</h4><p>发布时间：{day}　来源：县林业局　浏览：3次</p>"),
    "in one line": "<div>" + rows("{title}") + "</div>",
    "teasers": rows("<h4>{title}</h4><p>" + TEASER + "</p>"),
    "introduced": "<p>本栏目公开县林业局行政规范性文件，公众可依法查阅。</p>" + rows("<li>{title} {day}</li>"),
}


def kinds(body: bytes) -> tuple[list[str], str]:
    """The problems of a page, and its text."""
    article = clean_page(body)
    return [problem.kind for problem in article.problems], article.text


@pytest.mark.parametrize("form", LISTS)
def test_rows_are_a_list_however_they_are_printed(form: str) -> None:
    assert kinds(portal_page(LISTS[form], "通知公告", info="", column="通知公告")) == ([ProblemKind.LIST_PAGE], "")


def test_a_column_that_scripts_fill_is_a_list() -> None:
    assert kinds(portal_page("<div id=list></div>", "通知公告", info="", column="通知公告")) == (
        [ProblemKind.LIST_PAGE],
        "",
    )


@pytest.mark.parametrize(
    "about", ["", "<p>云溪县位于省境北部，辖区总面积一千余平方公里，辖十二个乡镇。</p><a href=/gk/>详细</a>"]
)
def test_a_home_page_is_a_list(about: str) -> None:
    columns = "".join(
        f"<div class=col><h3>{name}</h3><ul>{LISTS['dates beside']}</ul></div>" for name in ("要闻", "公告", "解读")
    )
    top = f"<div class=top><h2><a href=/t/1.html>{TITLES[0]}</a></h2><p>{TEASER}</p></div>"
    page = f"<html><head><title>{SITE}</title></head><body><div>{NAV}</div>{top}{columns}{about}{FOOTER}</body></html>"
    assert kinds(page.encode()) == ([ProblemKind.LIST_PAGE], "")


@pytest.mark.parametrize("form", ["dates beside", "no dates", "table", "teasers"])
@pytest.mark.parametrize("info", [DATE, ""])
def test_an_article_beside_a_list_is_an_article(form: str, info: str) -> None:
    page = portal_page(paragraphs(REPORT), info=info, beside=f"<div class=side><h3>最新文件</h3>{LISTS[form]}</div>")
    assert kinds(page) == ([], "\n".join(REPORT))


def test_a_short_article_beside_a_list_is_an_article() -> None:
    page = portal_page(
        "<p>经局党组研究决定，任命张某某为执法股股长。</p>", beside=f"<div class=side>{LISTS['dates beside']}</div>"
    )
    assert kinds(page) == ([], "经局党组研究决定，任命张某某为执法股股长。")


def test_a_page_of_an_image_beside_a_list_has_no_text() -> None:
    page = portal_page("<p><img src=/1.jpg></p>", beside=f"<div class=side>{LISTS['dates beside']}</div>")
    assert kinds(page) == ([ProblemKind.NO_TEXT], "")

"""Reading a list page costs little, whatever it holds; what is beyond its limits is told, and the rows before are read."""

from __future__ import annotations

import pytest

from cleaners.problem_kinds import ProblemKind
from crawler.platforms import ListPage
from crawler.platforms.list_page import MAX_BYTES, MAX_DEPTH, MAX_LINKS, MAX_ROWS
from crawler.platforms.lists import script_values
from crawler.walking import walk as walks
from crawler.walking.walk import Walk
from tests.cpu_limit import cpu_limit

TITLE = "某某局第{}号法治政府建设年度报告"


def read(html: str, platform: str | None = None) -> tuple[int, str]:
    """Return the number of rows that are followed, and the detail of the problem."""
    walk, reading = walks.read(
        Walk("x", ("法治政府建设",), platform=platform), ListPage("http://www.lan.gov.example/fz/", html.encode())
    )
    step = walks.after_page(walk, reading)
    if step.problem is None:
        return len(step.rows), ""
    assert step.problem[0] == ProblemKind.LIST_BEYOND_LIMITS
    assert step.request is None
    return len(step.rows), step.problem[1]


def rows(count: int, row: str = '<li><a href="/art/2024/{n}.html">{title}</a><span>2024-01-02</span></li>') -> str:
    return "".join(row.format(n=n, title=TITLE.format(n)) for n in range(count))


def test_a_list_of_thousands_of_rows_is_read_whole() -> None:
    with cpu_limit(20):  # measured: 1 s
        assert read(f"<ul>{rows(4000)}</ul>") == (4000, "")


def test_of_more_rows_the_first_are_followed_and_the_others_told() -> None:
    count, detail = read(f"<ul>{rows(MAX_ROWS + 7)}</ul>")
    assert count == MAX_ROWS
    assert (
        detail
        == f"list page 1 has {MAX_ROWS + 7} rows; the first {MAX_ROWS} rows at most are read, and no further page"
    )


def test_of_more_links_the_first_are_read_and_the_others_told() -> None:
    menu = "<p><a href='/c/'>栏目</a></p>" * (MAX_LINKS - 10)
    count, detail = read(f"<ul>{rows(20)}</ul><div>{menu}</div>")
    assert count == 20
    assert f"more than {MAX_LINKS} links" in detail


def test_json_of_more_rows_is_bounded_as_well() -> None:
    entries = ",".join(f'{{"title":"{TITLE.format(n)}","url":"/art/{n}.html"}}' for n in range(MAX_ROWS + 1))
    assert read(f'{{"rows":[{entries}]}}')[0] == MAX_ROWS


def test_a_page_that_is_too_large_or_too_deep_is_told_and_not_read() -> None:
    assert f"at most {MAX_BYTES}" in read(f"<ul>{rows(20)}</ul>" + " " * MAX_BYTES)[1]
    deep = "<div>" * (MAX_DEPTH + 1)
    assert "nested more than" in read(f"{deep}<ul>{rows(20)}</ul>")[1]
    assert read(f"{'<div>' * (MAX_DEPTH - 10)}<ul>{rows(20)}</ul>") == (20, "")


LINK = '<a href="/art/2024/{n}.html">{title}</a>'
HOSTILE = {
    "one address": "<div>" + "<a href=/art/2024/1.html>某某局法治政府建设年度报告</a>2024-01-02 " * 1500,
    "nested rows": rows(3000, "<div>" + LINK),
    "rows that do not end": "<ul>" + rows(3000, "<li>" + LINK + "<span>"),
    "headings that do not end": "<ul>" + rows(3000, "<li><h1><h2>" + LINK),
    "one row of a table": f"<table><tr><td>发布</td></tr><tr>{rows(1500, '<td>' + LINK + '</td>')}</tr></table>",
    "a table with a large head": f"<table><tr><td>发布{'<b>x</b>' * 20_000}</td><td></td><td></td></tr>"
    + rows(700, "<tr><td>" + LINK + "</td><td>2024-01-01</td><td>x</td></tr>"),
    "a large heading before all": f"<div><p>{'热点 ' * 100_000}</p><div>{rows(1500, '<div><ul><li>' + LINK + '</li></ul></div>')}",
    "blanks before all": f"<div>{'<br>' * 50_000}{rows(1500, LINK)}",
    "elements between rows": f"<div>{rows(1500, LINK + '<i></i>' * 30)}",
    "json nested deep": '{"a":' * 900 + "[" + "[]," * 300_000 + "[]]" + "}" * 900,
    "json with comments": '{"rows":[' + ",".join(f'{{"title":"{"<!--" * 5000}","url":"/{n}.html"}}' for n in range(100)) + "]}",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_the_cost_of_a_page_is_that_of_its_length(name: str) -> None:
    with cpu_limit(20):  # measured: at most 2 s; without the limits minutes
        read_any = walks.read(Walk("x", ("法",)), ListPage("http://www.lan.gov.example/fz/", HOSTILE[name].encode()))
    assert read_any


@pytest.mark.parametrize(
    "script", ["total=[" * 100_000, "total={" + "/* x " * 200_000 + "}", "total='" * 100_000, "total=" + "[" * 500_000]
)
def test_values_in_scripts_cost_as_much_as_the_script_is_long(script: str) -> None:
    with cpu_limit(20):
        script_values.variable(script, "total")


def test_the_last_value_of_a_name_that_can_be_read_counts() -> None:
    assert script_values.variable("var p = {a: 1}; p = {a: 2}; p = [go(", "p") == {"a": 2}

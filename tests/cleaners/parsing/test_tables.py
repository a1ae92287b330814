"""Data tables: a line a row, a field a column, the lines of a cell told apart."""

from __future__ import annotations

import pytest

from cleaners import Article, clean_page

INTRO = "2024年，全区持续规范行政执法行为，各街道执法情况见下表，现予公布，请各单位对照检查。"
TAIL = "下一步，我局将继续加强执法监督，推动执法水平不断提升。"


def clean(rows: str) -> Article:
    body = f"<h1>柳荫区执法情况表</h1><div><p>{INTRO}</p><table>{rows}</table><p>{TAIL}</p></div>"
    return clean_page(f"<html><body>{body}</body></html>".encode())


def rows(article: Article) -> list[list[str]]:
    return [list(row) for row in article.tables[0].rows]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("<p>东桥街道</p><p>西桥街道</p>", "东桥街道 西桥街道"),
        ("甲乙<br>丙丁<br>戊己", "甲乙 丙丁 戊己"),
        ("<div>罚款3万元</div><div>没收工具</div>", "罚款3万元 没收工具"),
        ("<ul><li>许可科</li><li>法规科</li></ul>", "许可科 法规科"),
        ("负<br>责<br>人", "负责人"),
        ("<p>收到举报、</p><p>投诉5件，</p><p>均已办结</p>", "收到举报、投诉5件，均已办结"),
        ("<p>《柳荫区</p><p>》办法</p>", "《柳荫区》办法"),
    ],
)
def test_the_lines_of_a_cell_are_told_apart_and_a_sentence_is_not(cell: str, printed: str) -> None:
    article = clean(f"<tr><td>项目</td><td>内容</td></tr><tr><td>{cell}</td><td>1</td></tr>")
    assert rows(article)[1] == [printed, "1"]
    assert f"{printed}\t1" in article.paragraphs


def test_a_cell_over_rows_stands_in_the_first_and_the_columns_stay() -> None:
    article = clean(
        "<tr><th>街道</th><th>类别</th><th>件数</th></tr><tr><td rowspan='2'>东桥</td><td>许可</td><td>3</td></tr>"
        "<tr><td>处罚</td><td>5</td></tr><tr><td>西桥</td><td>许可</td><td rowspan='2'>7</td></tr><tr><td>南桥</td><td>检查</td></tr>"
    )
    assert rows(article)[1:] == [["东桥", "许可", "3"], ["", "处罚", "5"], ["西桥", "许可", "7"], ["南桥", "检查", ""]]


def test_a_cell_over_columns_stands_in_the_first() -> None:
    article = clean(
        "<tr><td rowspan=2>街道</td><td colspan=2>执法</td></tr><tr><td>许可</td><td>处罚</td></tr>"
        "<tr><td>东桥</td><td>3</td><td>5</td></tr><tr><td colspan=2>合计</td><td>8</td></tr>"
    )
    assert rows(article) == [["街道", "执法", ""], ["", "许可", "处罚"], ["东桥", "3", "5"], ["合计", "", "8"]]
    assert "合计\t\t8" in article.paragraphs


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "99999999", "１"])
def test_a_span_that_is_no_number_counts_as_one(span: str) -> None:
    article = clean(
        f"<tr><td colspan='{span}'>街道</td><td>件数</td></tr><tr><td>东桥</td><td rowspan='{span}'>3</td></tr>"
    )
    assert rows(article) == [["街道", "件数"], ["东桥", "3"]]


def test_a_cell_of_many_names_is_a_cell() -> None:
    names = [f"{family}小{given}" for family in "赵钱孙李周吴郑王" for given in "明红"]
    article = clean(f"<tr><td>科室</td><td>人员</td></tr><tr><td>法规科</td><td>{'<br>'.join(names)}</td></tr>")
    assert rows(article)[1] == ["法规科", " ".join(names)]


def test_a_table_of_one_short_cell_inside_a_cell_is_its_border() -> None:
    framed = "<table><tr><td>专项检查5次</td></tr></table>"
    assert rows(clean(f"<tr><td>街道</td><td>说明</td></tr><tr><td>东桥</td><td>{framed}</td></tr>"))[1] == [
        "东桥",
        "专项检查5次",
    ]


def test_a_data_table_in_a_layout_table_is_a_table() -> None:
    inner = "<table><tr><td>街道</td><td>件数</td></tr><tr><td>东桥</td><td>5</td></tr></table>"
    assert rows(clean(f"<tr><td>{inner}</td></tr>")) == [["街道", "件数"], ["东桥", "5"]]


def test_a_table_that_lays_out_paragraphs_stays_lines() -> None:
    article = clean(f"<tr><td>{INTRO * 20}</td><td>图</td></tr><tr><td>{TAIL * 30}</td><td>表</td></tr>")
    assert article.tables == ()

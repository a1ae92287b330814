"""Short lines in other elements than the paragraphs go at both edges of a text, but for what a document has there."""

from __future__ import annotations

import pytest

from cleaners import clean_page
from tests.cleaners.pages import REPORT, paragraphs, portal_page

NEWS = [
    "3月6日，云溪县召开全县行政执法工作会议，副县长周明远出席会议并讲话。",
    "会议通报了上年度行政执法监督情况，部署了本年度重点任务。",
]
OTHERS = ["云溪融媒体矩阵", "林下经济", "话题 普法进行时", "赞赏支持作者", "第 38 期"]


@pytest.mark.parametrize("form", ["<div>{}</div>", "<ul><li>{}</li></ul>", "<section><span>{}</span></section>"])
@pytest.mark.parametrize("other", OTHERS)
def test_short_lines_in_other_elements_are_furniture(other: str, form: str) -> None:
    around = form.format(other)
    for lines in (REPORT, NEWS):
        content = f"{around}{paragraphs(lines)}{around}"
        assert clean_page(portal_page(content)).text.split("\n") == lines


@pytest.mark.parametrize("other", OTHERS)
def test_paragraphs_of_one_kind_with_the_text_stay(other: str) -> None:
    for tag in ("p", "div"):
        content = "".join(f"<{tag}>{line}</{tag}>" for line in [other, *NEWS])
        assert clean_page(portal_page(content)).text.split("\n") == [other, *NEWS]


@pytest.mark.parametrize(
    "own", ["（2025年1月10日通过）", "云林发〔2025〕3号", "——以云溪县为例", "云溪县林业局", "执法事项清单"]
)
def test_what_a_document_has_at_its_top_stays_in_any_element(own: str) -> None:
    assert clean_page(portal_page(f"<div>{own}</div>{paragraphs(NEWS)}")).text.split("\n")[0] == own


@pytest.mark.parametrize("own", ["云溪县林业局", "2025年1月16日", "联系人：周明远", "（此件公开发布）", "注：含乡镇"])
def test_what_a_document_has_at_its_end_stays_in_any_element(own: str) -> None:
    assert clean_page(portal_page(f"{paragraphs(NEWS)}<div>{own}</div>")).text.split("\n")[-1] == own


def test_headings_and_rows_of_tables_stay() -> None:
    table = "<table border=1><tr><td>项目</td><td>数量</td></tr><tr><td>检查</td><td>126</td></tr></table>"
    text = clean_page(portal_page(f"<h3>林下经济</h3>{paragraphs(NEWS)}{table}")).text.split("\n")
    assert (text[0], text[-2:]) == ("林下经济", ["项目\t数量", "检查\t126"])

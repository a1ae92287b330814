"""What a browser prints and the tree does not hold: powers, numbers of list items."""

from __future__ import annotations

import pytest

from cleaners import clean_page

INTRO = "2024年，全区完成治理任务，现将有关情况报告如下，请予审议。"


def clean(inner: str) -> list[str]:
    body = f"<h1>柳荫区水务局工作报告</h1><div><p>{INTRO}</p>{inner}<p>{INTRO}</p></div>"
    return clean_page(f"<html><body>{body}</body></html>".encode()).paragraphs[1:-1]


@pytest.mark.parametrize(
    ("markup", "printed"),
    [
        ("库容3×10<sup>5</sup>立方米。", "库容3×10^5立方米。"),
        ("浓度为2×10<sup>-3</sup>克。", "浓度为2×10^-3克。"),
        ("水域12km<sup>2</sup>，库容9m<sup>3</sup>。", "水域12km²，库容9m³。"),
        ("水域12千米<sup>2</sup>。", "水域12千米²。"),
        ("巡查126次<sup>1</sup>，立案9<sup>②</sup>件<sup>3</sup>。", "巡查126次，立案9件。"),
        ("巡查126次<sup>[1]</sup>。", "巡查126次[1]。"),
        ("治理8万平方米<sup>2</sup>。", "治理8万平方米。"),
        ("排放CO<sub>2</sub>与PM<sub>2.5</sub>下降。", "排放CO2与PM2.5下降。"),
        ("某品牌<sup>TM</sup>水表。", "某品牌TM水表。"),
        ("汛期<sup style='display:none'>5</sup>巡查。", "汛期巡查。"),
        ("<ruby>涑<rp>(</rp><rt>sù</rt><rp>)</rp></ruby>水河巡查3次。", "涑水河巡查3次。"),
    ],
)
def test_raised_digits_are_powers_or_marks_and_never_digits_of_the_text(markup: str, printed: str) -> None:
    assert clean(f"<p>{markup}</p>") == [printed]


ITEMS = ["制定规范性文件3件。", "开展案卷评查2次。", "2024年培训50人次。"]


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("<ol>", ("1.", "2.", "3. ")),
        ("<ol start='4'>", ("4.", "5.", "6. ")),
        ("<ol type='a'>", ("a.", "b.", "c. ")),
        ("<ol type='I'>", ("I.", "II.", "III. ")),
        ("<ol style='list-style: none'>", ("", "", "")),
        ("<ul>", ("", "", "")),
    ],
)
def test_items_of_a_numbered_list_keep_their_numbers(opening: str, numbers: tuple[str, ...]) -> None:
    items = "".join(f"<li><p>{item}</p></li>" for item in ITEMS)
    assert clean(f"{opening}{items}</{opening[1:3]}>") == [a + b for a, b in zip(numbers, ITEMS, strict=True)]


def test_items_that_bring_their_numbers_get_no_second_one() -> None:
    own = ["（一）制定规范性文件3件。", "（二）开展案卷评查2次。"]
    assert clean("<ol>" + "".join(f"<li>{item}</li>" for item in own) + "</ol>") == own


def test_a_breadcrumb_in_a_numbered_list_stays_a_breadcrumb() -> None:
    path = "<ol><li><a href='/'>首页</a></li><li><a href='/fz/'>法治政府建设</a></li><li><a>年度报告</a></li></ol>"
    page = f"<html><body>{path}<h1>柳荫区水务局报告</h1><div><p>{INTRO * 2}</p></div></body></html>"
    assert not any("1." in line for line in clean_page(page.encode()).paragraphs)

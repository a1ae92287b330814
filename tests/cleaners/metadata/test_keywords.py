"""主题词 and 关键词: as printed in an info line or a head table, never what stands below an empty cell."""

from __future__ import annotations

import pytest

from cleaners import clean_page, clean_text

TITLE = "某县水利局2024年法治政府建设年度报告"
TEXT = "<p>2024年，我局坚持依法行政，现将有关情况报告如下：全年审查规范性文件12件，备案率达100%。</p>" * 3


def cleaned(head: str):
    return clean_page(f"<html><body>{head}<h1>{TITLE}</h1><div>{TEXT}</div></body></html>".encode())


@pytest.mark.parametrize(
    ("head", "keywords"),
    [
        ("<table><tr><td>索 引 号</td><td>009922/2025-00012</td></tr><tr><td>主 题 词</td><td>法治政府；年度报告</td></tr></table>",
         "法治政府；年度报告"),
        ("<ul><li><span>主题词：</span>水利 法治</li><li><span>文号：</span>某水〔2025〕3号</li></ul>", "水利 法治"),
        ("<div>发布时间：2025-03-04 10:00 关键词：法治政府 来源：某县水利局 【字体：大 中 小】</div>", "法治政府"),
        ("<div>來源：某縣水利局 關鍵詞：法治政府【字體：大 中 小】</div>", "法治政府"),
        ("<table><tr><td>主题词</td><td></td><td>体裁分类</td><td>报告</td></tr></table>", None),
        ("<div>主题词：</div>", None),
        ("<div>关键字：</div><div>请选择</div>", None),
        ("<div>主题词：无</div>", None),
        ("", None),
    ],
)  # fmt: skip
def test_keywords_are_read_from_their_labels(head: str, keywords: str | None) -> None:
    article = cleaned(head)
    assert article.keywords == keywords
    assert article.found.get("keywords") == ("info line" if keywords else None)
    assert "词" not in article.text


def test_keywords_above_the_text_of_a_dump_are_read() -> None:
    text = "2024年，我局坚持依法行政，现将有关情况报告如下：全年审查规范性文件12件。"
    article = clean_text(f"发布日期：2025-03-04 关键词：法治政府\n{TITLE}\n{text}\n{text}")
    assert (article.keywords, article.published_at) == ("法治政府", "2025-03-04")


@pytest.mark.parametrize(
    ("line", "keywords"),
    [
        ("主题词：水利　法治政府　报告", "水利　法治政府　报告"),
        ("<b>主题词：</b>水利；法治", "水利；法治"),
        ("關鍵詞：水利", "水利"),
        ("主 题 词：无", None),
        ("主题词的选用应当规范。", None),
    ],
)
def test_the_keywords_of_a_letter_stand_under_its_signature(line: str, keywords: str | None) -> None:
    page = f"<div><h1>{TITLE}</h1><div>{TEXT}<p>某县水利局</p><p>2025年1月16日</p><p>{line}</p><p>抄送：县人大。</p></div></div>"
    assert clean_page(page.encode()).keywords == keywords

"""The table of fields is true of Article and of the labels; what is found of a page says where."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Article, Attachment, CleanError, clean_page, clean_text, join_pages
from cleaners.fields import BY_NAME, FIELDS
from cleaners.origins import ORIGINS, with_text_of
from cleaners.patterns.labels import pairs

CELLS = (
    "发布日期：2025-03-28 10:00 来源：云溪县司法局 作者：王某", "更新时间：2025-03-28", "成文日期：2025-03-01", "时间：",
    "索 引 号：11500230008689762A/2026-00004", "索引号：-", "发文字号：云水〔2025〕3号", "文号：", "发布机构：云溪县水利局",
    "当前位置：首页 > 政务公开 > 法治政府建设", "首页 > 专题", "粤ICP备05000000号-1 网站标识码：4400000000", "发布日期：昨天12点",
    "粤公网安备 44010002000000号", "云溪县人民政府：", "云溪县水利局", "2025年3月4日", "二〇二五年三月", "一、2025年主要工作",
    "雲溪縣水利局依法行政，現將有關情況報告如下：", "2024年，我局坚持依法行政，现将有关情况报告如下：全年审查文件12件。",
    "（此件公开发布）", "附件：1.统计表", "云溪县水利局2024年法治政府建设年度报告", "关于召开会议的通知", "（2025年3月4日）", "https",
)  # fmt: skip
METAS = (
    "ArticleTitle:云溪县教育局2023年法治政府建设报告", "PubDate:2025-02-03 09:30", "PubDate:2025-02-03", "ContentSource:本网",
    "ContentSource:云溪县司法局", "Author:记者", "Author:李某", "SiteName:云溪县人民政府", "SiteIDCode:4400000000",
    "SiteIDCode:x", "ColumnName:法治政府建设", "ColumnName:",
)  # fmt: skip
TAGS = st.sampled_from(("p", "div", "li", "h1", "td", "span", "a href='t_1.html'", "a href='a.pdf'"))
PAGES = st.tuples(
    st.lists(st.sampled_from(METAS), max_size=6),
    st.lists(st.tuples(TAGS, st.sampled_from(CELLS)), max_size=18),
    st.sampled_from(CELLS),
)
GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*/*/body.*"))


def clean(page: tuple[list[str], list[tuple[str, str]], str]) -> Article:
    metas, parts, title = page
    head = "".join('<meta name="{}" content="{}">'.format(*meta.split(":", 1)) for meta in metas)
    inner = "".join(f"<{tag}>{line}</{tag.split()[0]}>" for tag, line in parts)
    html = f"<html><head>{head}<title>{title}</title></head><body>{inner}</body></html>"
    return clean_page(html.encode(), "http://www.yunxi.example.cn/fz/202503/t20250304_7.html")


def set_fields(article: Article) -> set[str]:
    """Return the fields that are set and have an origin; a kind of "other" is not set: nothing announced one."""
    with_origin = [field.name for field in FIELDS if field.has_origin]
    return {name for name in with_origin if getattr(article, name) and (name, article.kind) != ("kind", "other")}


def assert_all_found(article: Article) -> None:
    assert set(article.found) == set_fields(article)
    assert set(article.found.values()) <= set(ORIGINS)


def test_article_has_the_fields_of_the_table_with_their_types() -> None:
    def type_of(hint: object) -> str:
        text = str(hint).removesuffix(" | None").removeprefix("<class '").removesuffix("'>")
        known = {"str": "string", "int": "integer", "tuple[str, ...]": "strings"}
        return known.get(text, "string" if "Literal" in text else "json")

    hints = get_type_hints(Article)
    assert {field.name: field.type for field in FIELDS} == {name: type_of(hint) for name, hint in hints.items()}
    assert len(FIELDS) == len(BY_NAME) == len(dataclasses.fields(Article))


def test_every_field_has_a_name_in_both_languages_and_a_description() -> None:
    assert not [field.name for field in FIELDS if not (field.zh and field.en and field.description.endswith("."))]


@pytest.mark.parametrize("field", [field for field in FIELDS if field.labels], ids=lambda field: field.name)
def test_every_label_word_announces_its_field(field) -> None:
    for word in field.labels.split():
        assert pairs(f"{word}：某县水利局") == [(field.name, word, "某县水利局")]


@given(PAGES)
@settings(max_examples=400)
def test_found_tells_of_every_set_field_of_a_page_and_of_no_other(page) -> None:
    try:
        assert_all_found(clean(page))
    except CleanError:
        return


@given(st.lists(st.sampled_from(CELLS), max_size=14))
@settings(max_examples=200)
def test_found_tells_of_every_set_field_of_a_dump(lines) -> None:
    try:
        assert_all_found(clean_text("\n".join(lines)))
    except CleanError:
        return


@given(st.lists(PAGES, min_size=1, max_size=3))
@settings(max_examples=100)
def test_found_is_true_of_pages_that_were_joined(pages) -> None:
    assert_all_found(join_pages([clean(page) for page in pages]))


@given(PAGES, st.lists(st.sampled_from(CELLS), min_size=1, max_size=12))
@settings(max_examples=100)
def test_found_is_true_of_a_page_with_the_text_of_its_file(page, lines) -> None:
    article = dataclasses.replace(clean(page), text="", attachments=(Attachment("报告", "http://x.example/1.pdf"),))
    article = dataclasses.replace(article, found={k: v for k, v in article.found.items() if k != "text"})
    inside = clean_text("\n".join(lines))
    whole = with_text_of(article, inside, "attachment")
    assert whole.text == inside.text
    if whole.text:
        assert_all_found(whole)


@pytest.mark.parametrize("body", GOLDEN, ids=lambda path: f"{path.parts[-3]}/{path.parts[-2]}")
def test_found_tells_of_every_set_field_of_a_golden_page(body: Path) -> None:
    read = clean_text if body.suffix == ".txt" else clean_page
    assert_all_found(read(body.read_bytes(), "http://www.yunxi.example.cn/fz/t20250304_7.html"))


def test_what_a_page_says_goes_before_what_its_file_says() -> None:
    page = Article("", "页上的题", signed_on="2025-03-01", found={"title": "heading", "signed_on": "info line"})
    inside = Article(
        "全文。", "文中的题", signed_on="2024-01-01", signature="云溪县水利局", published_at="2020-01-01",
        found={"text": "dump", "title": "text", "signed_on": "text", "signature": "text", "published_at": "text"},
    )  # fmt: skip
    whole = with_text_of(page, inside, "ocr")
    assert (whole.title, whole.signed_on, whole.signature, whole.published_at) == (
        "页上的题", "2025-03-01", "云溪县水利局", None,
    )  # fmt: skip
    assert whole.found == {"title": "heading", "signed_on": "info line", "signature": "text", "text": "ocr"}


def test_the_day_of_writing_in_a_head_table_is_told_from_the_day_of_the_signature() -> None:
    text = "2024年，我局坚持依法行政，现将有关情况报告如下：全年审查规范性文件12件，备案率达100%。" * 3
    page = f"<table><tr><td>成文日期</td><td>2025-03-01</td></tr></table><h1>某县水利局2024年法治政府建设年度报告</h1><p>{text}</p>"
    unsigned = clean_page(page.encode())
    assert (unsigned.signed_on, unsigned.found["signed_on"]) == ("2025-03-01", "info line")
    signed = clean_page(f"{page}<p>某县水利局</p><p>2025年2月20日</p>".encode())
    assert (signed.signed_on, signed.found["signed_on"]) == ("2025-02-20", "text")

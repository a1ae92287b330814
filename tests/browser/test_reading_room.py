"""What a reader does, in a real Chromium: search, read, compare, cite, look who has published."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.invented_archive import CHANGED_URL

OpenPage = Callable[..., Any]
Picture = Callable[..., None]


def search(page: Any, words: str) -> None:
    page.get_by_role("searchbox").first.fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")


def open_report(page: Any, title: str) -> None:
    """Find a report by words of its title, and open the first hit."""
    search(page, title)
    page.locator(".hits h2 a").first.click()
    page.wait_for_url("**/documents/*")


def fits(page: Any) -> bool:
    """Whether nothing sticks out to the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_search_finds_marks_and_opens_a_report(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/")
    picture(page, "home")
    search(page, "法治")
    assert page.locator(".hits mark").first.inner_text() == "法治"
    assert "共 13 件" in page.locator(".result-head").inner_text()
    picture(page, "hits")
    page.locator(".hits h2 a").first.click()
    assert page.locator("article h1 mark").first.inner_text() == "法治"
    assert page.locator("article .text mark").count() > 3
    assert page.complaints == []


def test_a_name_finds_the_reports_of_an_organ(open_page: OpenPage) -> None:
    page = open_page("/")
    search(page, "溪山区教育局")
    titles = page.locator(".hits h2").all_inner_texts()
    assert sorted(titles) == [f"溪山区教育局{year}年度法治政府建设情况报告" for year in (2024, 2025)]


def test_the_outline_leads_to_its_part_of_the_text(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/")
    open_report(page, "溪山区人民政府2024年度")
    outline = page.get_by_role("navigation", name="目录")
    assert outline.locator(".part").all_inner_texts() == ["举措成效", "第一责任人", "存在问题", "下年安排"]
    outline.get_by_role("link", name="三、存在的问题").click()
    heading = page.get_by_role("heading", name="三、存在的问题")
    page.wait_for_function("element => element.getBoundingClientRect().top < 200", arg=heading.element_handle())
    assert heading.evaluate("element => element.matches(':target')")
    picture(page, full=True)


def test_a_figure_leads_to_its_sentence_and_back(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/")
    open_report(page, "溪山区人民政府2024年度")
    figure = page.locator(".text a.stated", has_text="68件")
    assert figure.get_attribute("title") == "行政处罚"
    figure.click()
    listed = page.locator("#indicators li:target")
    assert "推进行政执法三项制度，办理行政处罚案件68件，开展案卷评查4次。" in listed.inner_text()
    assert "附原句的候选数据，绝非官方统计。" in page.locator("#indicators").inner_text()
    picture(page, full=False)
    listed.get_by_role("link").click()
    assert page.locator(".text a.stated:target").inner_text() == "68件"
    page.get_by_role("link", name="名目、规则与准确率").click()
    page.get_by_role("heading", level=1, name="文中数据").wait_for()
    picture(page, "vocabulary")


def test_reports_are_filtered_by_the_type_of_their_issuer_and_by_a_name_typed(
    open_page: OpenPage, picture: Picture
) -> None:
    page = open_page("/library/search?q=法治")
    page.get_by_label("机关类型").select_option("department/education")
    page.get_by_label("地区").fill("溪山")
    page.keyboard.press("Enter")
    page.wait_for_url("**organ=department**")
    assert page.locator(".hits h2").all_inner_texts() == [
        f"溪山区教育局{year}年度法治政府建设情况报告" for year in (2025, 2024)
    ]
    assert page.get_by_label("地区").input_value() == "990000 青禾市 青禾市溪山区"  # the whole name of what was meant
    picture(page)


def test_versions_of_a_page_are_compared_letter_by_letter(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/")
    page.get_by_role("link", name="改动对照").click()
    assert page.locator(".changes ins").all_inner_texts() == ["持续", "经复核，上述数据已作订正。"]
    assert page.locator(".changes del").count() == 0
    summary = page.locator("details summary").first
    assert not page.locator("details p").first.is_visible()
    summary.click()
    assert page.locator("details p").first.is_visible()
    picture(page)
    assert page.complaints == []


def test_two_years_of_an_issuer_are_compared_side_by_side(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/")
    open_report(page, "溪山区人民政府2024年度")
    page.get_by_role("link", name="与上一年度对照").click()
    assert re.search(r"甲文有 [1-9]\d?\.\d% 的文字也见于乙文", page.locator(".shares-line").inner_text())
    left, right = page.locator(".pair .left mark").first, page.locator(".pair .right mark").first
    assert "全面贯彻依法治国基本方略" in left.inner_text()
    assert "全面贯彻依法治国基本方略" in right.inner_text()
    picture(page)
    page.get_by_role("link", name="改动之处").click()
    assert page.locator("del", has_text="2023").count()
    assert page.complaints == []


def test_a_report_is_compared_with_another_issuer_of_the_same_year(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/")
    open_report(page, "溪山区教育局2025年度")
    page.get_by_role("link", name="与其他报告对照").click()
    picture(page, "choices")
    page.get_by_role("link", name="2025　溪山区水务局2025年度法治政府建设情况报告").click()
    assert page.locator(".compared-head h2").all_inner_texts() == [
        "溪山区教育局2025年度法治政府建设情况报告",
        "溪山区水务局2025年度法治政府建设情况报告",
    ]


def test_the_years_of_an_issuer_follow_one_another(open_page: OpenPage) -> None:
    page = open_page("/")
    open_report(page, "溪山区人民政府2023年度")
    page.get_by_role("link", name="下一年度 2024").first.click()
    page.get_by_role("heading", level=1, name="溪山区人民政府2024年度法治政府建设情况报告").wait_for()
    page.get_by_role("link", name="上一年度 2023").first.click()
    page.get_by_role("heading", level=1, name="溪山区人民政府2023年度法治政府建设情况报告").wait_for()


def test_one_click_selects_a_citation(open_page: OpenPage) -> None:
    page = open_page("/")
    open_report(page, "溪山区人民政府2024年度")
    citation = page.locator("#cite .copy").first
    citation.click()
    selected = page.evaluate("getSelection().toString()").strip()
    assert selected == citation.inner_text().strip()
    assert selected.startswith(
        "溪山区人民政府. 溪山区人民政府2024年度法治政府建设情况报告[EB/OL]. (2025-01-30)[2026-04-"
    )


def test_the_original_bytes_are_saved_and_not_shown(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/")
    open_report(page, "溪山区人民政府2024年度")
    with page.expect_download() as waiting:
        page.locator("#evidence").get_by_role("link", name="下载原始字节").first.click()
    waiting.value.save_as(tmp_path / "original")
    assert waiting.value.suggested_filename.endswith(".html")
    assert "<h1>溪山区人民政府2024年度法治政府建设情况报告</h1>" in (tmp_path / "original").read_text("utf-8")


def test_coverage_leads_from_the_province_to_the_report(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/")
    page.get_by_role("navigation").get_by_role("link", name="公开情况").click()
    page.get_by_role("link", name="990000").click()
    page.get_by_role("link", name="青禾市", exact=True).click()
    page.get_by_role("link", name="青禾市溪山区").click()
    picture(page)
    row = page.locator("tr", has=page.get_by_role("rowheader", name="溪山区人民政府", exact=True))
    assert [cell.split() for cell in row.locator("td").all_inner_texts()] == [
        ["按时", "-1"],
        ["按时", "-61"],
        ["逾期", "+9"],
        ["按时", "-12"],
    ]
    row.get_by_role("link", name="逾期").click()
    page.get_by_role("heading", level=1, name="溪山区人民政府2023年度法治政府建设情况报告").wait_for()


def test_not_found_is_said_only_where_the_lists_were_walked(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/library/coverage?division=9901")
    assert "未见" in page.locator("tr", has=page.get_by_role("rowheader", name="青禾市", exact=True)).inner_text()
    page = open_page("/library/coverage?division=980121&view=table")
    assert "未见" not in page.locator(".listing").first.inner_text()
    assert "未查" in page.locator(".listing").first.inner_text()
    picture(page)


def test_a_division_is_found_by_its_name(open_page: OpenPage) -> None:
    page = open_page("/library/coverage")
    page.get_by_placeholder("地区名称或区划代码").fill("溪山")
    page.get_by_role("button", name="查看").click()
    page.get_by_role("link", name="青禾市溪山区").click()
    page.get_by_role("heading", level=1, name="公开情况 · 青禾市溪山区").wait_for()


def test_the_language_is_switched_and_stays(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/library/search?q=法治")
    page.get_by_role("link", name="English").click()
    page.get_by_role("button", name="Search").wait_for()
    assert page.url.endswith("/library/search?q=%E6%B3%95%E6%B2%BB")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator(".hits h2 a").first.click()
    picture(page, "report")
    page.goto("/library/documents")
    assert page.get_by_role("button", name="Apply").count() == 1
    page.goto("/")
    picture(page, "home")
    page.get_by_role("link", name="中文").click()
    page.get_by_role("link", name="公开情况").wait_for()


@pytest.mark.parametrize(("locale", "word"), [("zh-CN", "检索"), ("en-GB", "Search"), ("de-DE", "检索")])
def test_the_browser_chooses_the_language_at_first(open_page: OpenPage, locale: str, word: str) -> None:
    assert open_page("/", locale=locale).get_by_role("button", name=word).count() == 1


def test_the_table_of_documents_speaks_chinese(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/library/documents?_search=法治&_sort_desc=published_at")
    assert page.get_by_role("button", name="应用").count() == 1
    assert '13 行 条件：全文检索 "法治"，按 published_at 降序' in page.locator("h3").first.inner_text()
    assert page.get_by_role("combobox", name="列", exact=True).count() == 1
    picture(page)
    assert page.complaints == []


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/library/search?q=法治",
        "/library/coverage?division=990102",
        "/library/health",
        "/library/health/problems",
        "/library/endpoints",
        "/library/vocabulary",
        "/library/documents",
    ],
)
def test_pages_fit_a_narrow_screen(open_page: OpenPage, picture: Picture, path: str) -> None:
    page = open_page(path, width=360)
    assert fits(page)
    picture(page)


def test_reading_and_comparing_fit_a_narrow_screen(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/", width=360)
    open_report(page, "溪山区人民政府2024年度")
    assert fits(page)
    picture(page, "report")
    page.get_by_role("link", name="与上一年度对照").click()
    assert fits(page)
    picture(page, "compared")


def test_a_dark_screen_gets_light_words(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/library/coverage?division=990102", dark=True)
    colours = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    back, fore = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert back < 150 < 500 < fore
    picture(page)


def test_on_paper_the_report_stands_alone(open_page: OpenPage, picture: Picture) -> None:
    page = open_page("/")
    open_report(page, "溪山区人民政府2024年度")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="一、主要举措和成效").is_visible()
    assert not page.locator("header.top").is_visible()
    assert not page.locator(".outline").is_visible()
    assert page.locator("#cite").is_visible()  # whoever prints it wants to know where it is from
    picture(page)


def test_everything_is_reached_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/")
    open_report(page, "溪山区人民政府2024年度")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_newcomer_reads_a_report_after_three_steps(open_page: OpenPage) -> None:
    page = open_page("/")
    page.wait_for_function("document.activeElement.name === 'q'")  # nobody has to click into the search box
    page.keyboard.type("优化营商环境")
    page.keyboard.press("Enter")
    page.locator(".hits h2 a").first.click()
    assert page.locator(".text mark").first.inner_text() == "优化营商环境"


def test_the_changed_page_is_in_the_feed(open_page: OpenPage) -> None:
    page = open_page("/")
    link = page.locator('link[type="application/atom+xml"]').get_attribute("href")
    feed = page.request.get(link).text()
    assert "［改登］溪山区水务局2024年度法治政府建设情况报告" in feed
    assert CHANGED_URL not in feed  # entries lead into the archive

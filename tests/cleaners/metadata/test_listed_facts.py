"""What a list says of a page that does not say it itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cleaners import Article, clean_text, with_listed_day, with_listed_title

TEXT = "我局坚持依法行政，完善工作机制，各项工作取得新的成效，有关情况报告如下。\n一、主要工作。审查规范性文件12件，备案率100%。"
FETCHED = datetime(2025, 3, 4, tzinfo=UTC)


def cleaned() -> Article:
    return replace(clean_text(TEXT), kind="other", issuer=None, report_year=None)


@pytest.mark.parametrize(
    ("title", "kind", "issuer", "year"),
    [
        ("溪山县教育局2024年法治政府建设年度报告", "report", "溪山县教育局", 2024),
        ("溪山县2023年政府信息公开工作年度报告", "foi_report", None, 2023),
        ("溪山县水利局2025年工作要点", "plan", None, None),
        ("图解：溪山县2024年法治政府建设年度报告", "interpretation", None, 2024),
    ],
)
def test_kind_organ_and_year_follow_from_the_title_of_the_list(
    title: str, kind: str, issuer: str | None, year: int | None
) -> None:
    article = with_listed_title(cleaned(), title)
    assert (article.title, article.kind, article.report_year) == (title, kind, year)
    assert article.issuer == issuer
    assert article.found["title"] == "list"
    assert article.found["kind"] == "title"


def test_what_the_title_does_not_say_stays_as_the_page_says_it() -> None:
    page = replace(cleaned(), issuer="溪山县水利局", found={"issuer": "head table"})
    article = with_listed_title(page, "2024年法治政府建设年度报告")
    assert (article.issuer, article.found["issuer"], article.report_year) == ("溪山县水利局", "head table", 2024)


def test_a_title_that_names_another_year_than_the_text_is_told() -> None:
    page = replace(cleaned(), text=f"{TEXT}\n一、2023年主要工作")
    article = with_listed_title(page, "溪山县教育局2024年法治政府建设年度报告")
    assert [problem.kind for problem in article.problems] == ["year_conflict"]


def test_the_day_of_the_row_stands_for_a_date_that_the_page_does_not_give() -> None:
    article = with_listed_day(cleaned(), "2025-02-03", FETCHED)
    assert (article.published_at, article.found["published_at"]) == ("2025-02-03", "list")
    dated = replace(cleaned(), published_at="2025-01-20")
    assert with_listed_day(dated, "2025-02-03", FETCHED) == dated


@pytest.mark.parametrize("day", [None, "2025-03-20", "1970-01-01"])
def test_a_day_after_the_fetch_or_of_nothing_is_none(day: str | None) -> None:
    assert with_listed_day(cleaned(), day, FETCHED).published_at is None

"""Which year a report covers when its title does not say it."""

from __future__ import annotations

import pytest

from cleaners import clean_text
from cleaners.article import Article

TEXT = "我局坚持依法行政，现将法治政府建设情况报告如下：\n一、主要举措和成效\n全年办理行政复议案件12件，备案率达100%。"
TITLE = "某县水利局法治政府建设年度报告"


def read(*, tail: str = "", head: str = "") -> Article:
    return clean_text(f"{TITLE}\n{head}{TEXT}\n{tail}")


@pytest.mark.parametrize(
    ("signed", "year"), [("2024年3月5日", 2023), ("二〇二三年一月", 2022), ("2020年12月31日", 2019)]
)
def test_a_report_without_a_year_covers_the_one_before_it_was_signed(signed: str, year: int) -> None:
    article = read(tail=f"某县水利局\n{signed}", head="发布时间：2026-02-01 来源：某县水利局\n")
    assert article.report_year == year
    assert article.found["report_year"] == "year before signature"


def test_a_report_without_year_and_signature_covers_the_one_before_its_publication() -> None:
    article = read(head="发布时间：2026-02-01 来源：某县水利局\n")
    assert article.report_year == 2025
    assert article.found["report_year"] == "year before publication"


def test_a_report_that_bears_no_date_has_no_year() -> None:
    article = read()
    assert article.kind == "report"
    assert article.report_year is None
    assert "report_year" not in article.found


def test_a_year_in_the_text_counts_before_the_signature() -> None:
    article = clean_text(f"{TITLE}\n{TEXT}\n二、2026年工作打算\n继续规范执法。\n某县水利局\n2024年3月5日")
    assert (article.report_year, article.found["report_year"]) == (2025, "plans heading")

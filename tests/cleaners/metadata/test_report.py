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


GENERAL = "全县上下真抓实干，各项任务有序推进，群众满意度稳步提升，基层基础不断夯实。"


@pytest.mark.parametrize(
    ("lines", "kind", "year", "issuer"),
    [
        (["2023年，我局依法行政工作紧扣中心任务。" + GENERAL, "一、主要举措和成效", GENERAL], "report", 2023, None),
        (["2023年，云溪县水利局扎实推进法治政府建设。", "一、工作开展情况", GENERAL], "report", 2023, "云溪县水利局"),
        (["现将云溪县教育局2022年法治政府建设工作情况报告如下：", "一、总体情况", GENERAL], "report", 2022, "云溪县教育局"),
        (["2024年上半年，我局认真抓好法治政府建设，现将有关情况报告如下：", GENERAL], "periodic_report", None, None),
        (["“十四五”以来，我县持续推进法治政府建设，现将有关情况报告如下：", GENERAL], "periodic_report", None, None),
        (["2024年，云溪县水利局举办运动会。" + GENERAL, "一、主要项目", GENERAL], "other", None, None),
        (["法治政府建设是一项长期任务。" + GENERAL, "一、什么是法治政府", GENERAL], "other", None, None),
    ],
)  # fmt: skip
def test_a_text_without_title_says_in_its_opening_what_it_is(
    lines: list[str], kind: str, year: int | None, issuer: str | None
) -> None:
    article = clean_text("\n".join(lines))
    assert (article.title, article.kind) == (None, kind)
    assert (article.report_year, article.issuer) == (year, issuer)


def test_a_page_that_holds_reports_of_several_organs_is_a_collection_of_none_of_them() -> None:
    one = ["现将有关情况报告如下：", "一、主要举措", *[GENERAL] * 5]
    lines = [
        part for organ in ("教育", "水利", "民政") for part in (f"云溪县{organ}局2024年法治政府建设年度报告", *one)
    ]
    article = clean_text("\n".join(["当前位置：首页 > 法治政府建设", "云溪县2024年法治政府建设年度报告", "", *lines]))
    assert (article.kind, article.issuer, article.report_year) == ("collection", None, 2024)
    assert article.found["kind"] == "text"


def test_titles_of_other_reports_below_a_report_make_no_collection() -> None:
    links = [f"云溪县{organ}局2024年法治政府建设年度报告" for organ in ("教育", "水利", "民政")]
    article = clean_text("\n".join([f"{TITLE}", "", TEXT, *[GENERAL] * 5, *links]))
    assert article.kind == "report"


@pytest.mark.parametrize(
    ("title", "opening", "kind", "year"),
    [
        (TITLE, "2024年上半年，我局扎实推进各项工作。", "periodic_report", None),
        (TITLE, "今年一季度，我局扎实推进各项工作。", "periodic_report", None),
        (TITLE, "2024年1—9月，我局扎实推进各项工作。", "periodic_report", None),
        (TITLE, "2019年至2023年，我局扎实推进各项工作。", "periodic_report", None),
        (TITLE, "四年来，我局扎实推进各项工作。", "periodic_report", None),
        ("某县水利局2024年法治政府建设工作报告", "现将今年上半年法治政府建设情况报告如下：", "periodic_report", 2024),
        ("某县水利局2024年法治政府建设工作报告", "2024年上半年，我局完成了机构改革。", "report", 2024),
        ("某县水利局2024年法治政府建设工作报告", "现将全年工作和2025年上半年打算报告如下：", "report", 2024),
        (TITLE, "2024年，我局落实《法治政府建设实施纲要（2021—2025年）》，现将情况报告如下：", "report", 2024),
        (TITLE, "2024年，是“十四五”时期的关键一年。现将情况报告如下：", "report", 2024),
    ],
)
def test_a_text_that_says_it_is_of_another_period_is_no_report_of_a_year(
    title: str, opening: str, kind: str, year: int | None
) -> None:
    article = clean_text(f"{title}\n{opening}{GENERAL}\n一、工作情况\n{GENERAL}{GENERAL}")
    assert (article.kind, article.report_year) == (kind, year)

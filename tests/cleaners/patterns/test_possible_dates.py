"""Dates that no page can be of: after its fetch, or what programs write for nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cleaners import Article, clean_page, clean_text
from cleaners.patterns.possible_dates import is_possible, latest_day

FETCHED = datetime(2025, 3, 4, 20, tzinfo=UTC)  # 2025-03-05 in China
SENTENCE = "2024年，我局坚持依法行政，完善工作机制，各项工作取得新的成效。"
TITLE = "松源县水利局2024年法治政府建设年度报告"


def clean(
    info: str, *, signed: str = "2025年1月20日", meta: str = "", fetched_at: datetime | None = FETCHED
) -> Article:
    page = (
        f"<html><head><title>{TITLE}</title>{meta}</head><body><div><h1>{TITLE}</h1><div>{info}</div>"
        f"<div>{f'<p>{SENTENCE}</p>' * 3}<p>松源县水利局</p><p>{signed}</p></div></div></body></html>"
    )
    return clean_page(page.encode(), "http://www.songyuan.example.cn/1.html", fetched_at=fetched_at)


def kinds(article: Article) -> list[str]:
    return [problem.kind for problem in article.problems]


@pytest.mark.parametrize(
    "printed", ["2052-02-03", "1970-01-01 08:00", "1970年1月1日", "1900-01-01", "2025-03-07 09:00", "1899-12-30"]
)
def test_a_date_after_the_fetch_or_before_all_pages_is_a_bad_date(printed: str) -> None:
    article = clean(f"发布时间：{printed} 来源：松源县水利局")
    assert (article.published_at, kinds(article)) == (None, ["bad_date"])
    assert article.source == "松源县水利局"


@pytest.mark.parametrize("printed", ["2025-03-05 09:00", "2025-03-06", "1986-04-12"])
def test_the_day_of_the_fetch_and_the_past_are_possible(printed: str) -> None:
    article = clean(f"发布时间：{printed}")
    assert (article.date, kinds(article)) == (printed[:10], [])


def test_without_the_fetch_the_future_is_unknown() -> None:
    assert clean("发布时间：2052-02-03", fetched_at=None).published_at == "2052-02-03"
    assert kinds(clean("发布时间：1970-01-01", fetched_at=None)) == ["bad_date"]


def test_the_date_of_the_answer_stands_for_the_fetch() -> None:
    page = f"<div><h1>{TITLE}</h1><div>发布时间：2052-02-03</div><div>{f'<p>{SENTENCE}</p>' * 3}</div></div>".encode()
    article = clean_page(page, headers={"date": "Tue, 04 Mar 2025 20:00:00 GMT"})
    assert (article.published_at, kinds(article)) == (None, ["bad_date"])


def test_another_statement_of_the_page_gives_the_date_and_the_bad_one_is_told() -> None:
    article = clean("发布时间：2052-02-03", meta="<meta name='PubDate' content='2025-02-03 10:00'>")
    assert (article.published_at, kinds(article)) == ("2025-02-03T10:00:00+08:00", ["bad_date"])
    article = clean("更新时间：2025-02-03", meta="<meta name='PubDate' content='1970-01-01 08:00'>")
    assert (article.published_at, kinds(article)) == ("2025-02-03", ["bad_date"])


def test_a_signature_after_the_fetch_has_no_day() -> None:
    article = clean("发布时间：2025-02-03", signed="2052年1月20日")
    assert (article.signed_on, article.signature, kinds(article)) == (None, "松源县水利局", ["bad_date"])


def test_a_dump_knows_its_fetch() -> None:
    dump = f"{TITLE}\n发布时间：2052-02-03\n\n{SENTENCE}\n{SENTENCE}"
    assert kinds(clean_text(dump, fetched_at=FETCHED)) == ["bad_date"]


def test_a_month_is_possible_in_the_month_of_the_fetch() -> None:
    latest = latest_day(FETCHED)
    assert (latest, is_possible("2025-03", latest), is_possible("2025-04", latest)) == ("2025-03-06", True, False)

"""Dates as pages print them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.patterns.dates import china_day, day_in_url, has_midnight, read_day, read_moment, read_signed_day


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2021-02-23", "2021-02-23"),
        ("2023-12-14 17:16:00", "2023-12-14T17:16:00+08:00"),
        ("2025年03月28日 16:52", "2025-03-28T16:52:00+08:00"),
        ("2021/03/29 11:30:01", "2021-03-29T11:30:01+08:00"),
        ("2025- 02- 08 08: 53", "2025-02-08T08:53:00+08:00"),
        ("2022.01.20 16:31 来源", "2022-01-20T16:31:00+08:00"),
        ("[2017-04-24]", "2017-04-24"),
        ("2024年2月30日", None),
        ("9/17/2004 5:54:13 AM", "2004-09-17T05:54:13+08:00"),
        ("9/17/2004 5:54:13 PM", "2004-09-17T17:54:13+08:00"),
        ("9/17/2004 12:30:00 PM", "2004-09-17T12:30:00+08:00"),
        ("9/17/2004 12:05:00 AM", "2004-09-17T00:05:00+08:00"),
        ("9/17/2004 17:54", "2004-09-17T17:54:00+08:00"),
        ("9/17/2004 24:10", "2004-09-17"),
        ("9/17/2004", "2004-09-17"),
        ("17/9/2004", None),
        ("第9/17/2004号", None),
        ("昨天", None),
        ("12024-01-019", None),
    ],
)
def test_moment_is_read_as_china_time(printed: str, moment: str | None) -> None:
    assert read_moment(printed) == moment


@given(st.datetimes(datetime(1990, 1, 1), datetime(2049, 12, 31)))
def test_any_minute_round_trips(moment: datetime) -> None:
    assert read_moment(f"{moment:%Y-%m-%d %H:%M}") == f"{moment:%Y-%m-%dT%H:%M}:00+08:00"
    assert read_moment(f"{moment.year}年{moment.month}月{moment.day}日") == f"{moment:%Y-%m-%d}"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2023年11月30日", "2023-11-30"),
        ("2024年3月", "2024-03"),
        ("二○一一年四月八日", "2011-04-08"),
        ("二〇二四年三月", "2024-03"),
        ("二Ｏ二三年十二月三十一日", "2023-12-31"),
        ("二零二五年十月十日", "2025-10-10"),
        ("2024年13月1日", None),
        ("本月", None),
    ],
)
def test_signed_day_is_read_in_digits_and_in_chinese_numerals(printed: str, day: str | None) -> None:
    assert read_signed_day(printed) == day


def test_dummy_midnight_is_told_from_a_time() -> None:
    assert has_midnight("2022-01-28 00:00:00")
    assert not has_midnight("2022-01-28 00:01")
    assert not has_midnight("2022-01-28")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.gov.cn/xxgk/202403/t20240328_6583952.html", "2024-03-28"),
        ("http://a.gov.cn/art/2024/1/19/art_1_2.html", "2024-01-19"),
        ("http://a.gov.cn/2025/03-25/948394.html", "2025-03-25"),
        ("http://a.gov.cn/p1/zfwj/20250416/342492.html", "2025-04-16"),
        ("http://a.gov.cn/content/post_10093533.html", None),
        ("http://a.gov.cn/202413/t20241399_1.html", None),
    ],
)
def test_day_in_url_is_the_day_in_its_path(url: str, day: str | None) -> None:
    assert day_in_url(url) == day


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-03-28", "2024-03-28"),
        ("[2017-04-24]", "2017-04-24"),
        ("2026/9/1", "2026-09-01"),
        ("2025年2月12日", "2025-02-12"),
        ("发布时间：2025-11-19 10:00", "2025-11-19"),
        ("2026-\n 01-\n 23", "2026-01-23"),
        ("2024-02-30, 2024-03-01", "2024-03-01"),
        ("03-28", None),
        ("2024-13-28", None),
        ("电话 20240328", None),
    ],
)
def test_a_row_shows_its_date_in_many_forms(text: str, date: str | None) -> None:
    assert read_day(text) == date


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1741075200, "2025-03-04"),
        (1741104000, "2025-03-05"),  # 00:00 in China
        (1741075200000, "2025-03-04"),
        ("2025-03-04T17:00:00.000Z", "2025-03-05"),
        ("2025-03-04 23:59", "2025-03-04"),
        ("", None),
        (None, None),
        (True, None),
        (7, None),
    ],
)
def test_a_moment_of_an_answer_is_a_day_in_china(value: object, day: str | None) -> None:
    assert china_day(value) == day

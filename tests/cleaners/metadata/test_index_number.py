"""The division that an 索引号 encodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import clean_page
from cleaners.metadata.index_number import credit_code_is_valid, division_in, organisation_code_is_valid


@pytest.mark.parametrize(
    ("number", "division"),
    [
        ("11500230008689762A/2026-00004", ("500230", "credit code")),
        ("11500230008689762a/2026-00004", ("500230", "credit code")),
        ("113708120042347000/2026-00004", ("370812", "credit code, its check character is wrong")),
        ("620702103/2026-00038", ("620702", "division and serial number")),
        ("4401050003/2024-1", ("440105", "division and serial number")),
        ("002482277/2025-00065", None),
        ("XM00503-25-00-2026-004", None),
        ("sm09901-1800-2025-00003", None),
        ("tssrmzfbgs/2026-00095", None),
        ("2026-00038", None),
        ("4401050003", None),
        ("1150023000868976\u212a2/2026-00004", None),  # the sign for kelvin, which folds to a k
        ("/", None),
        ("", None),
    ],
)
def test_an_index_number_tells_its_division_and_how(number: str, division: tuple[str, str] | None) -> None:
    assert division_in(number) == division


@given(st.text(max_size=30))
def test_a_division_is_six_digits_whatever_is_printed(number: str) -> None:
    division = division_in(number)
    assert division is None or (len(division[0]) == 6 and division[0].isdecimal())


def test_the_article_says_how_the_division_was_found() -> None:
    row = "<tr><td>索 引 号：</td><td>11500230008689762A/2026-00004</td><td>发布机构：</td><td>某县某镇</td></tr>"
    page = f"<table>{row}<tr><td>成文日期：</td><td>2026-02-10</td><td>文号：</td><td></td></tr></table>"
    article = clean_page(
        f"<body>{page}<div><p>2025年，我镇坚持依法行政，各项工作取得新的成效。</p></div></body>".encode()
    )
    assert article.index_number == "11500230008689762A/2026-00004"
    assert (article.index_division, article.found["index_division"]) == ("500230", "credit code")


def test_one_changed_sign_makes_a_code_invalid() -> None:
    assert credit_code_is_valid("11500230008689762A")
    assert not credit_code_is_valid("11500230008689762B")
    assert not credit_code_is_valid("")
    assert organisation_code_is_valid("002482277")
    assert not organisation_code_is_valid("002482278")

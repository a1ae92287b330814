from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.walking.recheck_schedule import Policy

POLICY = Policy(first_days=7, share=0.5, max_days=180, max_days_in_season=30, list_max_days=14, error_days=1)
SUMMER, SEASON = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)


def _days(seen: datetime, unchanged: float, **what: bool) -> float:
    return (POLICY.next_due(seen, seen - timedelta(days=unchanged), **what) - seen) / timedelta(days=1)


def test_a_new_page_is_asked_again_soon_and_an_old_one_late() -> None:
    assert [_days(SUMMER, unchanged) for unchanged in (0, 10, 40, 100, 4000)] == [7, 7, 20, 50, 180]


def test_in_the_season_of_publication_no_page_waits_longer_than_a_month() -> None:
    assert [_days(SEASON, unchanged) for unchanged in (0, 40, 4000)] == [7, 20, 30]


def test_lists_are_asked_more_often_than_details() -> None:
    assert _days(SUMMER, 4000, is_list=True) == 14


def test_a_server_that_failed_is_asked_the_next_day() -> None:
    assert _days(SUMMER, 4000, is_error=True) == 1


@given(st.floats(0, 10_000), st.floats(0, 10_000), st.booleans())
def test_the_longer_a_page_stands_the_later_it_is_asked(one: float, other: float, is_list: bool) -> None:
    early, late = sorted((one, other))
    assert _days(SUMMER, early, is_list=is_list) <= _days(SUMMER, late, is_list=is_list) + 1e-6

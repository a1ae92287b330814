"""The pace of dear pages."""

import pytest

from archive.datasette_plugin.beside import MOST_SECONDS_TO_A_TURN, SECONDS_A_PAGE, NotInTime, Pace


def test_each_turn_comes_a_while_after_the_one_before() -> None:
    pace = Pace()
    waits = [pace.wait_from(100.0) for _ in range(4)]
    assert waits == pytest.approx([0, SECONDS_A_PAGE, 2 * SECONDS_A_PAGE, 3 * SECONDS_A_PAGE])
    assert pace.wait_from(200.0) == 0


def test_who_would_wait_too_long_is_told_and_takes_no_turn() -> None:
    pace = Pace()
    for _ in range(int(MOST_SECONDS_TO_A_TURN / SECONDS_A_PAGE)):
        pace.wait_from(0.0)
    pace.wait_from(0.0)
    for _ in range(3):
        with pytest.raises(NotInTime):
            pace.wait_from(-1.0)
    assert pace.wait_from(MOST_SECONDS_TO_A_TURN + 2 * SECONDS_A_PAGE) == 0

"""The figures of the platform table: every row, every page, no wrong row, on every platform of the sample world."""

from crawler.platforms import PLATFORMS
from tests.sample_world.platform_table import by_platform


def test_every_platform_finds_every_row_of_the_sample_world_and_no_other() -> None:
    figures = by_platform()
    assert set(figures) == set(PLATFORMS)
    for name, of in figures.items():
        found, exist, walked, pages, wrong = of.counts
        assert (found, walked, wrong) == (exist, pages, 0), (name, of.rows ^ of.expected_rows, of.problems)


def test_the_one_list_that_cannot_be_read_to_its_end_is_reported() -> None:
    problems = [problem for of in by_platform().values() for problem in of.problems]
    assert problems
    assert all("encrypted_paging" in problem for problem in problems)

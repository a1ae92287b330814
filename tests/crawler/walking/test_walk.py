"""The stop rules, against a list of any shape behind a server of any of the three habits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms import Column, ListPage, PageRequest, Reading, Row
from crawler.walking.walk import MAX_PAGES, Walk, WalkStep, after_error, after_page, read

START = Walk("lan", ("兰汀区",))
ROW = Row("http://a.example/1.html", "一")


@dataclass
class List:
    """A list of *items* in pages of *size*; beyond the end it answers as *end* says."""

    items: list[str]
    size: int
    states_pages: bool
    end: str  # "404" | "first" | "empty"
    pinned: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.items) // self.size))

    def read(self, number: int) -> Reading | int:
        if number > self.pages:
            if self.end == "404":
                return 404
            number = 1 if self.end == "first" else number
        shown = self.items[(number - 1) * self.size : number * self.size]
        if shown:
            shown = [*self.pinned, *shown]  # pinned rows stand on every page, above the page's own
        if self.states_pages and number >= self.pages:
            following = ()
        else:
            following = (PageRequest(f"http://a.example/index_{number + 1}.html"),) if shown else ()
        rows = tuple(Row(f"http://a.example/{item}.html", item) for item in shown)
        return Reading(rows, next_pages=following, is_guess=not self.states_pages)


def _walk_through(pages: List) -> tuple[set[str], list[WalkStep], int]:
    walk, found, steps = START, set[str](), list[WalkStep]()
    for asked in range(1, 1000):
        reading = pages.read(walk.number)
        step = after_error(walk, reading) if isinstance(reading, int) else after_page(walk, reading)
        steps.append(step)
        found |= {row.title for row in step.rows}
        if step.walk is None:
            return found, steps, asked
        walk = step.walk
    raise AssertionError("the walk does not end")


_items = st.integers(1, 200).map(lambda count: [f"item{number}" for number in range(count)])


@given(_items, st.integers(1, 30), st.booleans(), st.sampled_from(["404", "first", "empty"]), st.integers(0, 3))
def test_a_walk_ends_and_finds_every_row_once(items: list[str], size: int, states: bool, end: str, pinned: int) -> None:
    top = tuple(f"pinned{number}" for number in range(pinned))
    found, steps, asked = _walk_through(List(items, size, states, end, top))
    assert found == {*items, *top}
    assert sum(len(step.rows) for step in steps) == len(items) + pinned
    assert asked <= -(-len(items) // size) + 1
    assert not any(step.problem for step in steps)


def test_a_stated_page_that_repeats_the_first_is_a_problem_not_an_end() -> None:
    rows = (Row("http://a.example/1.html", "一"),)
    first = after_page(START, Reading(rows, next_pages=(PageRequest("http://a.example/p2"),), pages=3))
    assert first.walk is not None
    second = after_page(first.walk, Reading(rows, next_pages=(PageRequest("http://a.example/p3"),), pages=3))
    assert second.problem is not None
    assert second.problem[0] == "page_repeats"
    assert second.request is None


def test_the_other_address_is_tried_when_the_first_is_missing_or_repeats() -> None:
    rows = (Row("http://a.example/1.html", "一"),)
    candidates = (PageRequest("http://a.example/index_1.html"), PageRequest("http://a.example/index_2.html"))
    first = after_page(START, Reading(rows, next_pages=candidates, pages=2))
    assert first.request == candidates[0]
    assert first.walk is not None
    assert after_error(first.walk, 404).request == candidates[1]
    repeated = after_page(first.walk, Reading(rows, next_pages=candidates, pages=2))
    assert repeated.request == candidates[1]
    assert repeated.walk is not None
    assert after_error(repeated.walk, 404).problem is not None


@pytest.mark.parametrize("status", [403, 412, 500, 521])
def test_a_refusal_behind_a_guessed_address_is_no_end(status: int) -> None:
    guessed = Walk("lan", ("兰汀区",), number=3, is_guess=True)
    problem = after_error(guessed, status).problem
    assert problem is not None
    assert problem[0] == f"http_{status}"


def test_every_other_address_is_tried_one_after_the_other() -> None:
    candidates = tuple(PageRequest(f"http://a.example/next{number}") for number in range(4))
    step = after_page(START, Reading((ROW,), next_pages=candidates))
    asked = [step.request]
    while step.walk and step.walk.others:
        step = after_error(step.walk, 404)
        asked.append(step.request)
    assert asked == list(candidates)


@pytest.mark.parametrize("status", [404, 410])
def test_a_guessed_page_that_is_not_there_is_the_end(status: int) -> None:
    assert after_error(Walk("lan", ("兰汀区",), number=2, is_guess=True), status) == WalkStep()


@pytest.mark.parametrize(
    "walk", [Walk("lan", ("兰汀区",), number=1, is_guess=True), Walk("lan", ("兰汀区",), number=2)]
)
def test_a_first_page_or_a_stated_one_that_is_not_there_is_a_problem(walk: Walk) -> None:
    problem = after_error(walk, 404).problem
    assert problem is not None
    assert problem[0] == "http_404"


def test_a_section_without_rows_is_a_problem_and_one_with_columns_is_none() -> None:
    empty = after_page(START, Reading())
    assert empty.problem is not None
    assert empty.problem[0] == "no_rows"
    assert after_page(START, Reading(columns=(Column("http://a.example/2023/", "2023"),))) == WalkStep()


def test_a_list_whose_only_rows_went_away_between_two_passes_is_no_problem() -> None:
    assert after_page(replace(START, pass_number=2), Reading()) == WalkStep()


def test_a_server_that_invents_pages_is_left_after_so_many_of_them() -> None:
    """MAX_PAGES itself is still read; the page after it is not asked for."""
    following = (PageRequest("http://a.example/next"),)
    last_but_one = after_page(replace(START, number=MAX_PAGES - 1), Reading((ROW,), next_pages=following))
    assert last_but_one.walk is not None
    assert last_but_one.walk.number == MAX_PAGES
    last = after_page(replace(START, number=MAX_PAGES), Reading((ROW,), next_pages=following))
    assert (last.rows, last.request) == ((ROW,), None)
    assert last.problem is not None
    assert last.problem[0] == "too_many_pages"
    assert after_page(replace(START, number=MAX_PAGES), Reading((ROW,))).problem is None


def test_a_row_that_a_page_shows_twice_is_one_row() -> None:
    assert after_page(START, Reading((ROW, ROW))).rows == (ROW,)


def test_a_page_is_read_by_the_platform_of_its_walk_and_a_first_one_by_what_it_is_recognised_as() -> None:
    shown = ListPage("http://a.example/fz/", b"<ul><li><a href='/fz/1.html'>2024</a><span>2025-03-01</span></li></ul>")
    walk, _ = read(START, shown)
    assert (walk.platform, walk.origin) == ("generic", shown.url)
    walk, _ = read(replace(START, platform="jeecms", origin="http://a.example/first/"), shown)
    assert (walk.platform, walk.origin) == ("jeecms", "http://a.example/first/")


def test_a_list_read_otherwise_than_recognised_goes_on_as_it_was_read() -> None:
    reading = Reading((ROW,), next_pages=(PageRequest("http://a.example/2"),), read_as="generic")
    following = after_page(replace(START, platform="trs"), reading).walk
    assert following is not None
    assert following.platform == "generic"


@dataclass
class Living(List):
    """A list that changes between two requests: an item is added on top, or the one at a place is deleted."""

    changes: Sequence[int | None] = ()  # after each request: None adds, a number deletes there; -1 is no change
    asked: int = 0

    def read(self, number: int) -> Reading | int:
        reading = super().read(number)
        change = self.changes[self.asked] if self.asked < len(self.changes) else -1
        self.asked += 1
        if change is None:
            self.items = [f"added{self.asked}", *self.items]
        elif 0 <= change < len(self.items):
            self.items = self.items[:change] + self.items[change + 1 :]
        return reading


_changes = st.lists(st.none() | st.integers(-1, 60), max_size=12)
_habits = st.sampled_from(["404", "first", "empty"])


_sizes = st.integers(2, 30)  # fewer items are added between two requests than a page holds


@given(_items, _sizes, _changes, _habits, st.integers(0, 3))
def test_what_is_there_from_start_to_end_is_found_whatever_comes_and_goes(
    items: list[str], size: int, changes: list[int | None], end: str, pinned: int
) -> None:
    top = tuple(f"pinned{number}" for number in range(pinned))
    living = Living(items, size, False, end, top, changes)
    deletions = sum(change is not None and change >= 0 for change in changes)
    found = _walk_all(living, replace(START, origin="http://a.example/", max_passes=deletions + 2))
    assert found >= {*items, *top} & {*living.items, *top}


@given(_items, _sizes, st.lists(st.just(None), max_size=12), _habits)
def test_what_is_added_on_top_hides_nothing_even_from_one_pass(
    items: list[str], size: int, changes: list[None], end: str
) -> None:
    assert _walk_all(Living(items, size, False, end, (), changes), START) >= set(items)


@given(_items, st.integers(1, 30), _habits)
def test_a_list_that_stands_still_takes_two_passes_at_most(items: list[str], size: int, end: str) -> None:
    still = Living(items, size, False, end)
    assert _walk_all(still, replace(START, origin="http://a.example/", max_passes=9)) == set(items)
    assert still.asked <= 2 * (still.pages + 1)


def _walk_all(living: Living, walk: Walk) -> set[str]:
    found = set[str]()
    for _ in range(5000):
        reading = living.read(walk.number)
        step = after_error(walk, reading) if isinstance(reading, int) else after_page(walk, reading)
        assert step.problem is None
        found |= {row.title for row in step.rows}
        if step.walk is None:
            return found
        walk = step.walk
    raise AssertionError("the walk does not end")


def test_a_list_that_cannot_be_read_to_its_end_says_so_with_what_was_read() -> None:
    rows = (Row("http://a.example/1.html", "一"),)
    step = after_page(START, Reading(rows, problem=("encrypted_paging", "15 of 90")))
    assert (step.rows, step.problem, step.request) == (rows, ("encrypted_paging", "15 of 90"), None)


def test_a_guessed_page_that_repeats_is_a_problem_while_the_list_says_that_it_holds_more() -> None:
    rows = (Row("http://a.example/1.html", "一"),)
    reading = Reading(rows, next_pages=(PageRequest("http://a.example/p2"),), is_guess=True, records=9)
    second = after_page(START, reading).walk
    assert second is not None
    problem = after_page(second, reading).problem
    assert problem is not None
    assert problem[0] == "page_repeats"


def test_a_page_is_followed_to_its_rows_a_few_times_only() -> None:
    walk: Walk | None = replace(START, platform="generic")
    for _ in range(3):
        assert walk is not None
        walk = after_page(walk, Reading(instead=PageRequest("http://a.example/list.html"))).walk
    assert walk is not None
    assert walk.platform is None  # what stands behind is recognised anew
    assert after_page(walk, Reading(instead=PageRequest("http://a.example/list.html"))).problem is not None


def test_the_steps_to_the_rows_are_counted_anew_on_every_page() -> None:
    following = after_page(
        replace(START, hops=3), Reading((ROW,), next_pages=(PageRequest("http://a.example/2"),))
    ).walk
    assert following is not None
    assert following.hops == 0


def test_a_list_that_cannot_be_read_at_all_says_why_and_not_that_it_has_no_rows() -> None:
    assert after_page(START, Reading(problem=("encrypted_paging", "0 of 90"))).problem == (
        "encrypted_paging",
        "0 of 90",
    )


def test_a_guessed_page_that_repeats_is_the_end_once_all_that_the_list_holds_was_seen() -> None:
    reading = Reading((ROW,), next_pages=(PageRequest("http://a.example/p2"),), is_guess=True, records=1)
    second = after_page(START, reading).walk
    assert second is not None
    assert after_page(second, reading) == WalkStep()

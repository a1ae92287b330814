"""Which pages are asked for, and with which validators."""

from datetime import UTC, datetime, timedelta

import pytest

from archive import DamagedRecord, Fetch, Kept
from crawler.walking.knowledge import NothingKnown
from crawler.walking.visits import Visits, shown
from tests.crawler.spider_bench import Known

URL = "http://www.yun.gov.cn/fz/"


def _visits(known: Known, *, is_full: bool = False) -> Visits:
    return Visits(known, datetime.now(UTC), is_full)


@pytest.mark.parametrize(
    ("values", "is_wanted"),
    [
        ({"due_in_days": 1}, False),
        ({"due_in_days": -1}, True),
        ({"next_due_at": None}, True),
        ({"due_in_days": 1, "is_settled": False}, True),
    ],
)
def test_a_known_page_is_wanted_when_it_is_due_or_was_left_unread(values: dict[str, object], is_wanted: bool) -> None:
    known = Known()
    known.put(URL, **values)  # type: ignore[arg-type]
    assert _visits(known).is_wanted(URL) == is_wanted
    assert _visits(known, is_full=True).is_wanted(URL)
    assert _visits(known).is_wanted(f"{URL}unknown")


def test_a_list_is_wanted_until_it_was_walked_and_then_when_it_is_due() -> None:
    known = Known()
    known.put(URL)
    assert _visits(known).is_list_wanted(URL), "its rows have not all been seen"
    known.walked.add(URL)
    assert not _visits(known).is_list_wanted(URL)
    known.put(URL, due_in_days=-1)
    assert _visits(known).is_list_wanted(URL)


def test_a_full_crawl_trusts_no_earlier_walk() -> None:
    known = Known(walked={URL})
    assert _visits(known).ended_well(URL)
    assert not _visits(known, is_full=True).ended_well(URL)
    assert not _visits(Known()).ended_well(URL)


def test_a_stored_answer_stands_for_a_page_that_is_not_due_and_can_be_read() -> None:
    known = Known()
    known.put(URL, "shell")
    held = _visits(known).not_due(URL)
    assert held is not None
    assert held.body == b"shell"
    for values in ({"due_in_days": -1}, {"next_due_at": None}, {"snapshot": None}):
        known.put(URL, **values)  # type: ignore[arg-type]
        assert _visits(known).not_due(URL) is None
    assert _visits(known).not_due(f"{URL}unknown") is None


def test_an_answer_whose_record_is_damaged_is_asked_for_anew() -> None:
    class Damaged(Known):
        def read_payload(self, snapshot: str) -> Fetch:
            raise DamagedRecord("torn")

    known = Damaged()
    known.put(URL)
    assert _visits(known).not_due(URL) is None


def test_validators_are_sent_only_for_a_page_whose_answer_is_stored() -> None:
    known = Known()
    known.put(URL, etag='"a"')
    assert _visits(known).headers(URL) == {"If-None-Match": '"a"'}
    known.put(URL, last_modified="Fri, 27 Nov 2020 08:00:00 GMT")
    assert _visits(known).headers(URL) == {"If-Modified-Since": "Fri, 27 Nov 2020 08:00:00 GMT"}
    known.put(URL, etag='"a"', snapshot=None)
    assert _visits(known).headers(URL) == {}
    assert _visits(known).headers(f"{URL}unknown") == {}


def test_files_that_are_known_by_their_canonical_address_were_asked_for() -> None:
    known = Known(files={URL: [("http://www.yun.gov.cn:80/a.pdf#page=2", "甲"), ("http://www.yun.gov.cn/b.pdf", "乙")]})
    known.put("http://www.yun.gov.cn/a.pdf", role="attachment")
    assert list(_visits(known).files_never_asked(URL)) == [("http://www.yun.gov.cn/b.pdf", "乙")]


def test_an_answer_304_shows_what_is_stored_and_any_other_itself() -> None:
    known = Known()
    known.put(URL, "stored")
    kept = Kept(f"s:{URL}", "p", is_revisit=True, cleaned=True)
    now = datetime.now(UTC)
    assert shown(known, Fetch(URL, now, b"", 304), kept).body == b"stored"
    assert shown(known, Fetch(URL, now, b"new", 200), kept).body == b"new"
    assert shown(known, Fetch(URL, now, b"", 304), None).body == b""


def test_without_an_archive_nothing_is_known_and_everything_wanted() -> None:
    visits = Visits(NothingKnown(), datetime.now(UTC) + timedelta(days=400))
    assert visits.is_wanted(URL)
    assert visits.is_list_wanted(URL)
    assert not visits.ended_well(URL)
    assert (visits.due("yun"), visits.headers(URL), list(visits.files_never_asked(URL))) == ([], {}, [])
    assert (visits.not_due(URL), visits.stored_file(URL)) == (None, None)
    with pytest.raises(LookupError):
        visits.known.read_payload("s1")

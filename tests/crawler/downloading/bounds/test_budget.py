"""The budget of a portal: an inventing server is left, what was found is kept, and the other portals lose nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import query, start
from tests.crawler.hostile_portals import listing, report
from tests.crawler.loopback_hosts import Answer, Hosts, hosts

GOOD, BAD = "http://www.lan.gov.example", "http://www.wan.gov.example"
ORGANS = ("教育局", "水利局", "司法局")


@pytest.fixture
def lan() -> Iterator[Hosts]:
    with hosts() as served:
        yield served


def tables(tmp_path: Path, bad: str = "", platform: str = "generic") -> tuple[str, ...]:
    toml = tmp_path / "portals.toml"
    toml.write_text(
        f'[lan]\nname = "兰汀区"\nhosts = ["www.lan.gov.example"]\ndivision = "999101"\nplatform = "generic"\n'
        f'sections = ["{GOOD}/fz/"]\n[wan]\nname = "万汀区"\nhosts = ["www.wan.gov.example"]\ndivision = "999102"\n'
        f'platform = "{platform}"\nsections = ["{BAD}/fz/"]\n{bad}\n',
        "utf-8",
    )
    return ("-s", f"PORTAL_TABLES={toml}")


def serve_good(lan: Hosts) -> None:
    lan.table[f"{BAD}/robots.txt"] = Answer(status=404)
    lan.table[f"{GOOD}/fz/"] = listing({f"/art/{n}.html": organ for n, organ in enumerate(ORGANS)})
    lan.table.update({f"{GOOD}/art/{n}.html": report(organ) for n, organ in enumerate(ORGANS)})


def run(lan: Hosts, archive: Path, *options: str, code: int = 0) -> None:
    process = start(lan.proxy_url, archive, *options)
    _, errors = process.communicate()
    assert process.returncode == code, errors
    assert "Traceback" not in errors


def budgets(archive: Path) -> list[str]:
    rows = query(archive, "SELECT detail, portal FROM problems WHERE kind = 'budget'")
    assert {row["portal"] for row in rows} <= {"wan"}
    return [row["detail"] for row in rows]


def good_documents(archive: Path) -> int:
    return len(query(archive, "SELECT 1 FROM documents d JOIN pages p ON p.document = d.id WHERE p.portal = 'lan'"))


def endless_list(url: str) -> Answer | None:
    """A server that knows every address: lists of two new rows and a next page, reports for all else."""
    if not url.startswith(BAD) or url.endswith("robots.txt"):
        return None
    number = int((re.findall(r"\d+", url) or ["0"])[0])
    if "/art/" in url:
        return Answer(report(f"万汀区第{number}局"))
    rows = {f"/art/{2 * number + n}.html": f"万汀区第{2 * number + n}局" for n in (0, 1)}
    return Answer(listing(rows, f'<a href="/fz/list_{number + 1}.html">下一页</a>'))


def endless_columns(url: str) -> Answer | None:
    """A server in whose columns are further columns, without end."""
    if not url.startswith(BAD) or url.endswith("robots.txt"):
        return None
    path = url.removeprefix(BAD).rpartition("/")[0]
    links = "".join(f'<li><a href="{path}/c{n}/">第{n}个栏目</a></li>' for n in range(8))
    return Answer(f"<html><body><ul>{links}</ul></body></html>".encode())


_sessions = itertools.count()


def session_ids(url: str) -> Answer | None:
    """A server that writes a new session id into each address: the same two reports, always new."""
    if not url.startswith(BAD) or url.endswith("robots.txt"):
        return None
    if "/art/" in url:
        return Answer(report("万汀区"))
    sid = f"?sid={next(_sessions):08x}"
    return Answer(listing({f"/art/1.html{sid}": "甲", f"/art/2.html{sid}": "乙"}, f'<a href="/fz/{sid}">下一页</a>'))


def growing_paths(url: str) -> Answer | None:
    """A server whose relative links lead deeper and deeper: a/a/a/a."""
    if not url.startswith(BAD) or url.endswith("robots.txt"):
        return None
    folder = url.rpartition("/")[0]
    return Answer(listing({f"{folder}/a/{len(url)}.html": "甲"}, f'<a href="{folder}/a/">下一页</a>'))


def unlisted_growth(url: str) -> Answer | None:
    """A server that redirects each page to a longer address."""
    if not url.startswith(BAD) or url.endswith("robots.txt"):
        return None
    if url == f"{BAD}/fz/":
        return Answer(listing({f"/art/{n}.html": f"第{n}局" for n in range(40)}))
    return Answer(b"", 302, {"Location": f"{url}/{'a' * 100}"})


INVENTED: dict[str, tuple[Callable[[str], Answer | None], str, str, str]] = {
    "requests": (endless_list, "generic", "max_requests = 40", "more than 40 requests"),
    "bytes": (endless_list, "generic", "max_bytes = 100000", "more than 100000 bytes of answers"),
    "new pages": (endless_list, "generic", "max_new_pages = 30", "more than 30 new pages"),
    "columns": (endless_columns, "nfcms", "max_columns = 25", "more than 25 columns below its sections"),
    "session ids": (session_ids, "generic", "max_new_pages = 30", "more than 30 new pages"),
    "a/a/a/a": (growing_paths, "generic", "max_requests = 40", "more than 40 requests"),
    "growing redirects": (unlisted_growth, "generic", "max_requests = 40", "more than 40 requests"),
}


@pytest.mark.parametrize("name", INVENTED)
def test_an_inventing_server_is_left_with_a_problem_and_the_other_portal_is_complete(
    lan: Hosts, tmp_path: Path, name: str
) -> None:
    invent, platform, limit, words = INVENTED[name]
    serve_good(lan)
    lan.invent = invent
    archive = tmp_path / "archive.db"
    run(lan, archive, *tables(tmp_path, limit, platform))
    (detail,) = budgets(archive)
    assert detail.startswith(words)
    assert good_documents(archive) == len(ORGANS)
    assert len([url for url in lan.log if url.startswith(BAD)]) < 120
    assert query(archive, "SELECT reason FROM runs")[0]["reason"] == "finished"
    assert {row["kind"] for row in query(archive, "SELECT kind FROM problems WHERE portal = 'lan'")} == set()


def test_what_was_found_before_the_budget_was_spent_is_kept_and_the_next_run_goes_on(
    lan: Hosts, tmp_path: Path
) -> None:
    serve_good(lan)
    organs = {f"/art/{n}.html": f"万汀区第{n}局" for n in range(25)}
    lan.table[f"{BAD}/fz/"] = listing(organs)  # all on one page
    lan.table.update({f"{BAD}{path}": report(name) for path, name in organs.items()})
    archive = tmp_path / "archive.db"
    options = tables(tmp_path, "max_new_pages = 10")
    found = []
    for _ in range(4):
        run(lan, archive, *options)
        found.append(len(query(archive, "SELECT 1 FROM pages WHERE portal = 'wan' AND document IS NOT NULL")))
    assert found == [10, 20, 25, 25]
    assert len(budgets(archive)) == 2
    assert {url for url in lan.log if url.startswith(f"{BAD}/art")} == {f"{BAD}{path}" for path in organs}
    assert len([url for url in lan.log if url.startswith(f"{BAD}/art")]) == 25, "no page was asked for twice"


def test_a_list_of_many_pages_is_gone_through_by_runs_of_few_requests(lan: Hosts, tmp_path: Path) -> None:
    serve_good(lan)
    for number in range(6):
        rows = {f"/art/{number}{n}.html": f"万汀区第{number}{n}局" for n in range(4)}
        more = f'<a href="/fz/list_{number + 1}.html">下一页</a>' if number < 5 else ""
        lan.table[f"{BAD}/fz/{f'list_{number}.html' if number else ''}"] = listing(rows, more)
        lan.table.update({f"{BAD}{path}": report(name) for path, name in rows.items()})
    archive = tmp_path / "archive.db"
    options = tables(tmp_path, "max_requests = 12")
    for _ in range(4):
        run(lan, archive, *options)
    assert len(query(archive, "SELECT 1 FROM pages WHERE portal = 'wan' AND document IS NOT NULL")) == 24
    assert len(budgets(archive)) == 3, "the last run had enough"


def test_a_server_that_drips_is_left_after_its_seconds(lan: Hosts, tmp_path: Path) -> None:
    serve_good(lan)
    lan.invent = lambda url: Answer(endless_list(url).body, delay_seconds=0.3) if endless_list(url) else None  # type: ignore[union-attr]
    archive = tmp_path / "archive.db"
    run(lan, archive, *tables(tmp_path, "max_seconds = 3"))
    assert budgets(archive)[0].startswith("more than 3 seconds of answers and pauses")
    assert good_documents(archive) == len(ORGANS)


def test_a_limit_of_zero_is_none_and_the_settings_hold_for_all_portals(lan: Hosts, tmp_path: Path) -> None:
    serve_good(lan)
    lan.invent = endless_list
    archive = tmp_path / "archive.db"
    run(lan, archive, *tables(tmp_path, "max_columns = 0"), "-s", "PORTAL_MAX_REQUESTS=20")
    assert budgets(archive)[0].startswith("more than 20 requests")


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("PAGECOUNT=6", "closespider_pagecount"),
        ("ITEMCOUNT=2", "closespider_itemcount"),
        ("TIMEOUT=1", "closespider_timeout"),
    ],
)
def test_scrapy_s_own_limits_of_a_crawl_work_with_our_exit_code(
    lan: Hosts, tmp_path: Path, setting: str, reason: str
) -> None:
    serve_good(lan)
    lan.invent = endless_list
    archive = tmp_path / "archive.db"
    run(lan, archive, *tables(tmp_path), "-s", f"CLOSESPIDER_{setting}", "-s", "PORTAL_MAX_REQUESTS=0")
    assert query(archive, "SELECT reason FROM runs")[0]["reason"] == reason
    run(lan, archive, *tables(tmp_path, "max_requests = 60"))
    assert good_documents(archive) == len(ORGANS), "the next crawl goes on"

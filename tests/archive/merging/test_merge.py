"""Merging: two archives into one, as if one writer had written all of it."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from archive import Fetch, PageRef, Structure, open_reader, open_writer
from archive.__main__ import main
from archive.database.batch import Batch
from archive.search.search import search
from archive.twins.review import record
from benchmarks.reports import invented
from cleaners.article import Article
from cleaners.structure.indicators import indicators
from cleaners.structure.outline import outline
from tests.archive.conftest import DAY_ONE
from tests.thoroughness import times

FRESH = [report for report in (invented(number, 3) for number in range(60)) if report.plant == "fresh"][:6]


@dataclass(frozen=True)
class Sight:
    """A page that showed a state of a report on a day."""

    day: int
    page: int
    report: int
    state: int  # 0 as it is, 1 with a sentence more, 2 with an annex


def text_of(sight: Sight) -> str:
    text = FRESH[sight.report].text
    return {0: text, 1: text.replace("二、", "年底又查一次。\n二、", 1), 2: text + "\n附件：执法数据。" * 20}[
        sight.state
    ]


def store(path: Path, sights: list[Sight]) -> Path:
    """An archive that saw these sights, each on its day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_writer(path, clock=lambda: DAY_ONE) as writer:
        writer.begin_run("crawl", "all")
        writer.put_portal("jia", "甲县人民政府", "h", "440105")
        for sight in sorted(sights, key=lambda sight: sight.day):
            made, url = FRESH[sight.report], f"http://h/{sight.page}"
            body = f"{sight.report} {sight.state}".encode()
            seen_at = DAY_ONE + timedelta(days=sight.day)
            kept = writer.keep(Fetch(url, seen_at, body), PageRef(url, "detail", "jia"))
            if not kept.cleaned:
                article = Article(text_of(sight), made.title, issuer=made.issuer, report_year=made.year, kind="report")
                nodes = outline(article.text)
                figures = indicators(article.text, report_year=made.year, outline=nodes)
                writer.add(article, kept.snapshot, cleaner_version="1", structure=Structure(nodes, figures))
    return path


def forgets(sights: Iterable[Sight]) -> bool:
    """Whether an archive of these sights forgets a day.

    Of a page that shows what it showed before, the last day alone is known, of each report that it showed.
    """
    by_page: dict[int, list[Sight]] = defaultdict(list)
    for sight in sorted(sights, key=lambda sight: sight.day):
        by_page[sight.page].append(sight)
    return any(
        (before.report, before.state) == (again.report, again.state)
        and any((later.report, later.state) == (again.report, again.state) for later in seen[number:])
        for seen in by_page.values()
        for number, (before, again) in enumerate(pairwise(seen), 2)
    )


def content(path: Path) -> dict[str, object]:
    """All that an archive says, whatever the order in which it came to know it."""
    asked = {
        "pages": "SELECT id, url, portal, role, first_seen_at, last_seen_at, http_status, snapshot, document FROM pages",
        "snapshots": "SELECT id, page, url, fetched_at, payload_digest, document FROM snapshots",
        "documents": "SELECT id, title, issuer, organ_type, organ_class, report_year, text_digest, text, first_seen_at,"
        " structure_version FROM documents",
        "outline": "SELECT * FROM outline",
        "indicators": "SELECT * FROM indicators",
        "locations": "SELECT document, page, portal, first_seen_at, last_seen_at FROM locations",
        "versions": "SELECT page, before, after, seen_at, snapshot, change FROM versions",
        "twins": "SELECT document, canonical FROM twins",
    }
    with open_reader(path) as reader:
        return {name: sorted(map(tuple, reader.db.execute(sql)), key=repr) for name, sql in asked.items()}


SIGHTS = st.builds(Sight, st.integers(0, 30), st.integers(0, 5), st.integers(0, 5), st.integers(0, 2))


@settings(max_examples=times(6))
@given(
    sights=st.lists(SIGHTS, min_size=2, max_size=12, unique_by=lambda sight: sight.day),
    chosen=st.lists(st.booleans(), min_size=12, max_size=12),
)
@example(
    [Sight(0, 0, 1, 1), Sight(1, 0, 1, 0), Sight(2, 0, 0, 0)], [False] * 12
)  # two states, and neither is shown now
@example(
    [Sight(21, 4, 0, 0), Sight(19, 4, 2, 1), Sight(29, 4, 0, 0), Sight(28, 4, 2, 1)],
    [False, False, True, True] + [False] * 8,
)  # one half saw later the same two changes as the other
@example(
    [Sight(0, 5, 5, 2), Sight(1, 5, 0, 0), Sight(11, 5, 5, 2), Sight(12, 5, 0, 0)],
    [False, True, False, False] + [False] * 8,
)  # one half saw the same again on a later day, and the other what came between
def test_two_halves_merged_equal_the_whole(sights: list[Sight], chosen: list[bool]) -> None:
    assume(
        not any(
            forgets(sight for sight, first in zip(sights, chosen, strict=False) if first is half)
            for half in (True, False)
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        halves = [
            store(root / name / "a.db", [sight for sight, first in zip(sights, chosen, strict=False) if first is half])
            for name, half in (("one", True), ("other", False))
        ]
        whole = store(root / "whole" / "a.db", sights)
        main(["merge", str(halves[1]), "--archive", str(halves[0])])
        assert content(halves[0]) == content(whole)
        assert main(["check", str(halves[0])]) == 0


def test_merging_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = store(tmp_path / "one" / "a.db", [Sight(0, 0, 0, 0), Sight(1, 1, 1, 0)])
    other = store(tmp_path / "other" / "a.db", [Sight(2, 0, 0, 1), Sight(3, 2, 1, 2)])
    assert main(["merge", str(other), "--archive", str(one)]) == 0
    before = content(one)
    assert main(["merge", str(other), "--archive", str(one)]) == 0
    assert content(one) == before
    assert capsys.readouterr().err.splitlines()[-1] == "nothing added, 0 conflicts"


def test_a_page_shows_what_the_other_archive_alone_has_cleaned(tmp_path: Path) -> None:
    url = "http://h/4"
    other = store(tmp_path / "other" / "a.db", [Sight(1, 4, 0, 0)])
    one = tmp_path / "one" / "a.db"
    one.parent.mkdir()
    with open_writer(one) as writer:
        writer.begin_run("crawl", "all")
        writer.keep(Fetch(url, DAY_ONE + timedelta(days=2), b"0 0"), PageRef(url, "detail"))
    main(["merge", str(other), "--archive", str(one)])
    with open_reader(one) as reader:
        (row,) = reader.db.execute("SELECT p.document IS d.id AS shown FROM pages p, documents d")
    assert row["shown"]


class Killed(Exception):
    """The merge came to its end before it was done."""


def kill_after(commits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every row be a transaction, and nothing more happen after so many of them."""
    real, left = Batch.commit, iter(range(commits))

    def commit(batch: Batch) -> None:
        real(batch)
        if next(left, None) is None:
            raise Killed

    monkeypatch.setattr(import_module("archive.merging.merge"), "_BATCH_ROWS", 1)  # the function hides the module
    monkeypatch.setattr(Batch, "commit", commit)


def test_a_merge_that_was_killed_anywhere_is_finished_by_another(tmp_path: Path) -> None:
    ours = [Sight(21, 4, 0, 0), Sight(19, 4, 2, 1), Sight(22, 2, 3, 0)]
    theirs = [Sight(18, 4, 0, 0), Sight(17, 4, 2, 1), Sight(20, 2, 3, 1), Sight(23, 1, 2, 0)]
    whole = content(store(tmp_path / "whole" / "a.db", ours + theirs))
    other = store(tmp_path / "other" / "a.db", theirs)
    store(tmp_path / "one" / "a.db", ours)
    for commits in range(1000):
        one = Path(shutil.copytree(tmp_path / "one", tmp_path / f"killed after {commits}")) / "a.db"
        with pytest.MonkeyPatch.context() as monkeypatch, suppress(Killed):
            kill_after(commits, monkeypatch)
            main(["merge", str(other), "--archive", str(one)])
            break
        main(["merge", str(other), "--archive", str(one)])
        assert content(one) == whole, f"killed after {commits} commits"
    assert commits > 20


def test_what_was_merged_is_found_and_can_be_read(tmp_path: Path) -> None:
    one = store(tmp_path / "one" / "a.db", [Sight(0, 0, 0, 0)])
    other = store(tmp_path / "other" / "a.db", [Sight(1, 1, 1, 0)])
    main(["merge", str(other), "--archive", str(one)])
    shutil.rmtree(other.parent)
    assert search(one, FRESH[1].issuer).total >= 1
    with open_reader(one) as reader:
        bodies = {reader.read_payload(stored.id).body for stored in reader.snapshots()}
    assert bodies == {b"0 0", b"1 0"}


def test_twins_of_two_archives_find_each_other(tmp_path: Path) -> None:
    one = store(tmp_path / "one" / "a.db", [Sight(0, 0, 0, 0)])
    other = store(tmp_path / "other" / "a.db", [Sight(1, 1, 0, 1)])
    main(["merge", str(other), "--archive", str(one)])
    assert len(content(one)["twins"]) == 1  # type: ignore[arg-type]


def test_conflicts_are_listed_and_the_older_sight_wins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = []
    for name, day, title in (("one", 5, "新标题"), ("other", 1, "旧标题")):
        path = tmp_path / name / "a.db"
        path.parent.mkdir()
        with open_writer(path) as writer:
            writer.begin_run("crawl", "all")
            url = f"http://h/{name}"
            kept = writer.keep(Fetch(url, DAY_ONE + timedelta(days=day), b"x"), PageRef(url, "detail"))
            writer.add(Article(FRESH[0].text, title, kind="report"), kept.snapshot, cleaner_version="1")
        paths.append(path)
    assert main(["merge", str(paths[1]), "--archive", str(paths[0])]) == 1
    (conflict,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (conflict["table"], conflict["column"]) == ("documents", "title")
    assert (conflict["kept"], conflict["dropped"]) == ("旧标题", "新标题")
    assert search(paths[0], "旧标题").total == 1
    assert search(paths[0], "新标题").total == 0


def test_an_outline_that_one_archive_has_read_is_kept(tmp_path: Path) -> None:
    for name, read_by in (("younger", "other"), ("older", "one")):
        paths = []
        for half, day in (("one", 5), ("other", 1 if name == "older" else 9)):
            path = tmp_path / name / half / "a.db"
            path.parent.mkdir(parents=True)
            with open_writer(path) as writer:
                writer.begin_run("crawl", "all")
                url = f"http://h/{half}"
                kept = writer.keep(Fetch(url, DAY_ONE + timedelta(days=day), b"x"), PageRef(url, "detail"))
                read = Structure(outline(FRESH[0].text)) if half == read_by else None
                writer.add(Article(FRESH[0].text, kind="report"), kept.snapshot, cleaner_version="1", structure=read)
            paths.append(path)
        main(["merge", str(paths[1]), "--archive", str(paths[0])])
        merged = content(paths[0])
        assert len(merged["outline"]) == len(outline(FRESH[0].text)) > 1  # type: ignore[arg-type]
        assert [row[-1] for row in merged["documents"]] == ["1"]  # type: ignore[attr-defined]


def test_verdicts_of_readers_come_along(tmp_path: Path) -> None:
    other = store(tmp_path / "other" / "a.db", [Sight(0, 0, 0, 0), Sight(1, 1, 0, 1)])
    with open_reader(other) as reader:
        one_id, other_id = (row["id"] for row in reader.db.execute("SELECT id FROM documents"))
    record(other, one_id, other_id, "other", "两份报告")
    one = store(tmp_path / "one" / "a.db", [Sight(2, 2, 0, 0), Sight(3, 3, 0, 1)])
    main(["merge", str(other), "--archive", str(one)])
    assert content(one)["twins"] == []
    with open_reader(one) as reader:
        assert [row["remark"] for row in reader.db.execute("SELECT remark FROM review")] == ["两份报告"]


def test_an_archive_is_not_merged_into_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = store(tmp_path / "a.db", [Sight(0, 0, 0, 0)])
    link = tmp_path / "b.db"
    link.symlink_to(path)
    assert main(["merge", str(link), "--archive", str(path)]) == 2
    assert "is the archive itself" in capsys.readouterr().err

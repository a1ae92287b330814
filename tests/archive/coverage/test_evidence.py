"""On what a verdict of coverage rests: the organ's or its government's dated page proves, whatever else tells a bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive import Fetch, PageRef, open_writer
from archive.__main__ import main
from archive.coverage.unplaced import unplaced_reports
from cleaners.article import Article

SCHOOLS = "广州市海珠区教育局"
WORDS = "\n".join(f"{n}、完善制度{n}项，培训人员{n * 7}人次，办理事项{n * 3}件。" for n in range(1, 40))
Show = Callable[..., str]
Ask = Callable[..., Any]


@pytest.fixture
def show(tmp_path: Path) -> Iterator[Show]:
    """Lets a page of a portal show the report of an organ; gives its document."""
    clock = [datetime(2025, 6, 1, tzinfo=UTC)]
    with open_writer(tmp_path / "a.db", clock=lambda: clock[0]) as writer:
        for key, code in (("haizhu", "440105"), ("guangzhou", "440100"), ("paper", None), ("changsha", "430100")):
            writer.put_portal(key, key, key, division_code=code, site_id_code=None, platform="auto")
        writer.begin_run("crawl", "all")

        def do(portal: str | None, organ: str | None = SCHOOLS, *, seen: str = "2025-06-01", **facts: Any) -> str:
            clock[0] = datetime.fromisoformat(f"{seen}T04:00:00+00:00")
            known = {"kind": "report", "report_year": 2024, "title": f"{organ or ''}2024年法治政府建设年度报告"} | facts
            text = known.pop("text", f"2024年，{organ or '本单位'}扎实推进法治建设。\n{WORDS}")
            article = Article(text, issuer=organ, found={"issuer": "title"} if organ else {}, **known)
            url = f"http://{portal or 'file'}/{abs(hash((text, portal, known['title'])))}"
            kept = writer.keep(Fetch(url, clock[0], text.encode()), PageRef(url, "detail", portal))
            return writer.add(article, kept.snapshot, cleaner_version="1").document or ""

        yield do


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    def do(organ: str = SCHOOLS, year: int = 2024) -> tuple[Any, ...] | None:
        columns = "status, published_on, published_by, evidence, days_after_1_april"
        with closing(sqlite3.connect(tmp_path / "a.db")) as db:
            sql = f"SELECT {columns} FROM coverage WHERE organ = ? AND year = ?"
            found: tuple[Any, ...] | None = db.execute(sql, [organ, year]).fetchone()
            return found

    return do


def test_a_late_date_on_the_portal_of_its_government_is_late(show: Show, ask: Ask) -> None:
    show("haizhu", published_at="2025-04-11")
    assert ask() == ("late", "2025-04-11", "2025-04-11", "own_page", 10)


@pytest.mark.parametrize("portal", ["paper", "guangzhou", None])
def test_a_late_date_elsewhere_tells_by_when_it_was_published_and_is_no_verdict(
    show: Show, ask: Ask, portal: str | None
) -> None:
    show(portal, published_at="2025-04-11")
    assert ask() == ("by_then", "2025-04-11", "2025-04-11", "elsewhere", None)


def test_a_repost_before_the_deadline_proves_that_the_report_was_on_time(show: Show, ask: Ask) -> None:
    show("paper", published_at="2025-03-30T10:00:00+08:00")
    assert ask() == ("on_time", "2025-03-30", "2025-03-30", "elsewhere", None)


def test_a_page_that_states_the_site_code_of_its_division_is_its_portals_own(show: Show, ask: Ask) -> None:
    show(None, published_at="2025-04-11", site_id_code="4401050003")
    assert ask() == ("late", "2025-04-11", "2025-04-11", "own_page", 10)


def test_without_a_date_the_first_capture_is_the_bound(show: Show, ask: Ask) -> None:
    show("haizhu", seen="2025-05-20")
    assert ask() == ("undated", None, "2025-05-20", "capture", None)


def test_a_capture_before_the_deadline_proves_that_the_report_was_on_time(show: Show, ask: Ask) -> None:
    show("haizhu", seen="2025-03-20")
    assert ask() == ("on_time", None, "2025-03-20", "capture", None)


def test_an_earlier_repost_takes_the_proof_from_the_later_date_of_the_own_page(show: Show, ask: Ask) -> None:
    show("haizhu", published_at="2025-06-30", text=f"2024年，{SCHOOLS}推进工作。\n{WORDS}")
    show("paper", published_at="2025-04-08", text=f"2024年，{SCHOOLS}推进各项工作，成效明显。\n{WORDS}")
    assert ask() == ("by_then", "2025-04-08", "2025-04-08", "elsewhere", None)


def test_a_portal_of_another_place_is_not_the_organs_own(show: Show, ask: Ask) -> None:
    show("changsha", published_at="2025-04-11")
    assert ask()[0] == "by_then"


@pytest.mark.parametrize("kind", ["periodic_report", "collection", "interpretation"])
def test_what_is_no_report_of_an_organ_and_a_year_counts_for_none(show: Show, ask: Ask, kind: str) -> None:
    show("haizhu", kind=kind, published_at="2025-01-20")
    assert ask() is None


def test_the_same_words_of_two_organs_count_for_each(show: Show, ask: Ask) -> None:
    water = "广州市海珠区水务局"
    text = f"一年来，扎实推进法治政府建设。\n{WORDS}"
    one = show("haizhu", SCHOOLS, text=text, published_at="2025-02-01")
    other = show("haizhu", water, text=text, published_at="2025-05-01")
    assert one != other
    assert ask(SCHOOLS)[0] == "on_time"
    assert ask(water)[0] == "late"


@pytest.mark.parametrize(
    ("organ", "code"),
    [
        ("广东省人民政府", "440000"),
        ("宁夏回族自治区人民政府", "640000"),
        ("宁夏人民政府", "640000"),
        ("新疆维吾尔自治区人民政府", "650000"),
        ("重庆市人民政府", "500000"),
        ("红河州人民政府", "532500"),
        ("云南省红河州金平县人民政府", "532530"),
        ("喀什地区行政公署", "653100"),
        ("广州市海珠区", "440105"),
    ],
)
def test_a_government_has_its_row_without_a_portal_and_by_its_customary_name(
    show: Show, tmp_path: Path, organ: str, code: str
) -> None:
    document = show(None, organ, published_at="2025-03-01")
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        sql = "SELECT division_code, organ, document FROM coverage WHERE is_government = 1 AND year = 2024 AND document <> ''"
        assert db.execute(sql).fetchall() == [(code, organ, document)]
        assert db.execute("SELECT count(*) FROM coverage WHERE is_government = 0").fetchone() == (0,)


def test_an_unread_page_of_half_a_year_keeps_no_year_open(show: Show, ask: Ask, tmp_path: Path) -> None:
    show("haizhu", published_at="2024-02-01", report_year=2023)
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        _walk(db)
        assert ask()[0] == "not_found"
        sql = (
            "INSERT INTO pages (id, url, portal, role, title, first_seen_at, last_seen_at, http_status)"
            " VALUES (?1, ?1, 'haizhu', 'detail', ?2, '2025-06-01', '2025-06-01', 502)"
        )
        db.execute(sql, ["1", f"{SCHOOLS}2024年上半年法治政府建设情况报告"])
        db.execute(sql, ["2", f"《{SCHOOLS}2024年法治政府建设报告》解读"])
        db.commit()
        assert ask()[0] == "not_found"
        db.execute(sql, ["3", f"{SCHOOLS}2024年法治政府建设报告"])
        db.commit()
        assert ask()[0] == "unread"


def _walk(db: sqlite3.Connection) -> None:
    """Make the run a whole walk of the district's portal after the deadline."""
    db.execute("UPDATE runs SET reason = 'finished', started_at = '2025-06-01T00:00:00Z'")
    db.execute(
        "INSERT INTO pages (id, url, portal, role, first_seen_at, last_seen_at)"
        " VALUES ('l', 'l', 'haizhu', 'list', '2025-06-01', '2025-06-01')"
    )
    db.execute(
        "INSERT INTO walks SELECT 'l', id, '2025-06-01T01:00:00Z', '2025-06-01T01:00:00Z', 1, 1 FROM runs LIMIT 1"
    )
    db.commit()


def test_reports_without_year_kind_organ_or_place_are_told_with_what_is_missing(show: Show, tmp_path: Path) -> None:
    show("haizhu", published_at="2025-02-01")
    for number, (portal, organ, facts) in enumerate(
        (
            ("haizhu", SCHOOLS, {"report_year": None, "title": "法治政府建设年度报告"}),
            ("haizhu", None, {}),
            ("paper", "教育局", {}),
            ("haizhu", SCHOOLS, {"kind": "other"}),
            ("paper", None, {"report_year": None}),
            ("haizhu", SCHOOLS, {"kind": "other", "title": "教育局防汛工作总结"}),
            ("haizhu", SCHOOLS, {"kind": "plan"}),
            ("haizhu", SCHOOLS, {"kind": "periodic_report"}),
        )
    ):
        show(portal, organ, text=f"第{number}件：{'一二三四五六七八'[number] * 300}", **facts)
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.row_factory = sqlite3.Row
        told = [(row["missing"], row["found_in"]) for row in unplaced_reports(db)]
        assert sorted(told, key=str) == [
            ("kind", "440105"), ("organ place year", None), ("organ", "440105"), ("place", None), ("year", "440105"),
        ]  # fmt: skip
        assert len(unplaced_reports(db, "4401")) == 3
        assert len(unplaced_reports(db, "43")) == 0
        assert len(unplaced_reports(db, most=2)) == 2


def test_a_text_whose_twin_has_its_row_is_not_missing(show: Show, tmp_path: Path) -> None:
    one = show("haizhu", published_at="2025-02-01")
    other = show("paper", None, text="全然另一段文字。" * 60)
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.row_factory = sqlite3.Row
        assert [row["document"] for row in unplaced_reports(db)] == [other]
        db.execute(
            "INSERT INTO twins (document, canonical, compared_with, judgement, reason, resemblance, containment,"
            " decided_by, decided_at) VALUES (?, ?, ?, 'same', '', 1, 1, 'person', '')",
            [other, one, one],
        )
        assert unplaced_reports(db) == []


def test_the_command_tells_the_unplaced_and_the_reserve(
    show: Show, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "a.db")
    assert main(["coverage", "--unplaced", path]) == 0
    show("guangzhou", published_at="2025-04-11")
    show("haizhu", None, text="全然另一段文字。" * 60)
    capsys.readouterr()
    assert main(["coverage", "--unplaced", "--table", "--division", "海珠区", path]) == 1
    assert "no organ" in capsys.readouterr().out
    assert main(["coverage", "--unplaced", "--csv", path]) == 1
    assert capsys.readouterr().out.startswith("document,title,missing,")
    main(["coverage", "--table", "--year", "2024", path])
    assert "published, by " in capsys.readouterr().out


def test_a_government_has_one_name_in_all_its_rows(show: Show, tmp_path: Path) -> None:
    show("haizhu", "广州市海珠区人民政府", published_at="2023-03-01", report_year=2022)
    show("haizhu", "海珠区人民政府", published_at="2025-03-01", report_year=2024, text=f"2024年，海珠区：\n{WORDS}")
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        sql = "SELECT year, organ, document <> '' FROM coverage WHERE is_government = 1 AND division_code = '440105'"
        assert db.execute(f"{sql} ORDER BY year").fetchall() == [
            (2022, "海珠区人民政府", 1), (2023, "海珠区人民政府", None), (2024, "海珠区人民政府", 1)
        ]  # fmt: skip
        assert db.execute(f"{sql} AND year = 2023").fetchall() == [(2023, "海珠区人民政府", None)]

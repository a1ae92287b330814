"""Bounds of a search: what one query may ask, and how much of a text snippets look at."""

import json
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.__main__ import main
from archive.database import search_index
from archive.search import snippets
from archive.search.search import LONGEST_LABEL, search
from archive.search.snippets import MOST_ANALYSED, MOST_HITS, cut, mark
from archive.text.tokens import MOST, parse_query
from tests.archive.small_archive import document, make_archive

WORDS = [f"词{chr(0x4E00 + n)}" for n in range(100)]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("法治" * 200, "too_long"),
        ("-" * 20_000, "too_long"),
        (" ".join(WORDS[:21]), "too_many_words"),
        (" OR ".join(WORDS[:21]), "too_many_words"),
        ("法治 " + " ".join(f"-{word}" for word in WORDS[:11]), "too_many_excluded"),
        ("甲 乙 丙 丁 戊 己", "too_many_single"),
        ("甲 乙 丙 -丁 -戊 -己", "too_many_single"),
        (" ".join(WORDS[:20]), None),
        ("法治 " + " ".join(f"-{word}" for word in WORDS[:10]), None),
        ("甲 乙 丙 丁 戊 戊", None),
    ],
)
def test_a_query_with_too_much_in_it_asks_for_nothing_and_says_why(query: str, problem: str | None) -> None:
    parsed = parse_query(query)
    assert parsed.problem == problem
    assert (parsed.match == '""') is (problem is not None)


def test_the_limits_themselves_are_allowed() -> None:
    assert parse_query("法" * MOST["too_long"]).problem is None


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_archive(tmp_path_factory.mktemp("archive") / "a.db")
    db = Database(path)
    with db.conn:
        for number, text in enumerate(("水" * 83_000, "山" * 90_000 + "。尽头有一座石桥。" + "川" * 90_000), 6):
            row = document(f"d0000000000000{number}", text, title="题" * 5_000, portal=None)
            names = ", ".join(row)
            values = [number, *row.values()]
            db.execute(f"INSERT INTO documents (seq, {names}) VALUES ({', '.join('?' * len(values))})", values)
        search_index.rebuild(db.conn)
    db.close()
    return path


def test_the_command_line_says_what_is_too_much(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--archive", str(path), *WORDS[:21]]) == 1
    assert "at most 20" in capsys.readouterr().err
    assert main(["search", "--archive", str(path), "长" * 301]) == 1
    assert "at most 300 characters" in capsys.readouterr().err


def test_hits_are_looked_for_in_a_bounded_part_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    found = snippets._hits

    def counted(text: str, query: object) -> list[snippets._Hit]:
        looked_at.append(len(text))
        hits = found(text, query)  # type: ignore[arg-type]
        assert len(hits) <= MOST_HITS
        return hits

    monkeypatch.setattr(snippets, "_hits", counted)
    pieces = cut("水" * 83_000, parse_query("水 水水"))
    assert max(looked_at) <= MOST_ANALYSED
    assert len(pieces) < 300


def test_all_of_a_text_is_marked_up_though_not_every_hit() -> None:
    text = "水" * 83_000
    pieces = mark(text, parse_query("水"))
    assert "".join(piece.text for piece in pieces) == text
    assert sum(piece.is_hit for piece in pieces) == MOST_HITS


def test_a_word_far_down_a_long_text_is_shown(path: Path) -> None:
    (hit,) = search(path, "石桥").hits
    assert "石桥" in [piece.text for piece in hit.snippet if piece.is_hit]
    assert len("".join(piece.text for piece in hit.snippet)) < 300


def test_several_words_are_marked_where_they_stand_together() -> None:
    text = "甲乙。" + "空" * 300 + "甲乙。" + "空" * 300 + "丙丁，甲乙。" + "空" * 300
    hits = {piece.text for piece in cut(text, parse_query("甲乙 丙丁")) if piece.is_hit}
    assert hits == {"甲乙", "丙丁"}


def test_a_title_without_end_is_cut(path: Path) -> None:
    (hit,) = search(path, "石桥").hits
    assert len(hit.label) == LONGEST_LABEL + 1


def test_windows_are_weighed_once_a_hit() -> None:
    compared = 0

    class Counted(int):
        def __le__(self, other: int) -> bool:
            nonlocal compared
            compared += 1
            return int(self) <= int(other)

    hits = [snippets._Hit(n, Counted(n + 1), n % 3) for n in range(MOST_HITS)]
    assert snippets._best_window(hits, 130) == 0
    assert compared <= 3 * MOST_HITS


def test_a_search_command_stays_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--archive", str(path), "--json", "石桥"]) == 0
    assert json.loads(capsys.readouterr().out)["hits"] == ["石桥"]

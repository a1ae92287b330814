"""search(): the right documents, in the right order, shown as printed."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.__main__ import main
from archive.errors import NoSuchArchive, NotAnArchive
from archive.search import hits
from archive.search.query_plan import Question
from archive.search.search import document_label, search
from archive.search.snippets import cut, finder, mark
from archive.text.tokens import fold, parse_query
from tests.archive.small_archive import HOSTILE_TITLE, make_archive

RIVER, FOREST, HOSTILE, SCHOOL, NEWS = (f"d0000000000000{number}" for number in range(1, 6))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive") / "a.db")


def ids(path: Path, query: str, **options: object) -> list[str]:
    return [hit.document for hit in search(path, query, **options).hits]  # type: ignore[arg-type]


def test_a_two_character_word_is_found(path: Path) -> None:
    assert set(ids(path, "法治")) == {RIVER, SCHOOL}


def test_text_spaced_out_by_its_page_is_found(path: Path) -> None:
    assert ids(path, "推进法治政府建设") == [RIVER]


def test_titles_come_before_bodies(path: Path) -> None:
    # HOSTILE is newer and says it twice; SCHOOL says it in its title.
    assert ids(path, "营商环境") == [SCHOOL, HOSTILE, FOREST]


def test_newest_comes_first_and_undated_last(path: Path) -> None:
    assert ids(path, "营商环境", order="newest") == [HOSTILE, SCHOOL, FOREST]


@pytest.mark.parametrize("order", ["best", "newest"])
def test_pages_of_one_hit_make_up_the_whole(path: Path, order: str) -> None:
    whole = ids(path, "营商环境", order=order)
    pages = [ids(path, "营商环境", order=order, limit=1, offset=offset) for offset in range(4)]
    assert [id_ for page in pages for id_ in page] == whole
    assert pages[3] == []


@pytest.mark.parametrize("order", ["best", "newest"])
def test_a_word_too_common_to_sort_gives_the_same_documents(
    path: Path, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = ids(path, "营商环境", order="newest")
    monkeypatch.setattr(hits, "MOST_READ", 1)
    monkeypatch.setattr(hits, "_HITS_ALWAYS_READ", 0)
    monkeypatch.setattr(Question, "cost", lambda *_: 0)
    result = search(path, "营商环境", order=order, limit=1)  # type: ignore[arg-type]
    assert [hit.document for hit in result.hits] == (expected[:1] if order == "newest" else [SCHOOL])
    assert (result.total, result.is_total_exact) == ((1, False) if order == "newest" else (2, False))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"year": 2023}, {RIVER, SCHOOL}),
        ({"issuer": "青禾县林业局"}, {FOREST}),
        ({"kind": "news"}, {NEWS}),
        ({"portal": "qinghe"}, {RIVER, FOREST, HOSTILE, SCHOOL}),
        ({"portal": "qinghe", "year": 2022}, {FOREST}),
        ({"year": 1999}, set()),
        ({}, {RIVER, FOREST, HOSTILE, SCHOOL, NEWS}),
    ],
)
def test_filters_work_without_a_query(path: Path, filters: dict[str, object], expected: set[str]) -> None:
    result = search(path, "", **filters)  # type: ignore[arg-type]
    assert {hit.document for hit in result.hits} == expected
    assert result.total == len(expected)


def test_filters_narrow_a_query(path: Path) -> None:
    assert ids(path, "营商环境", year=2023) == [SCHOOL]
    assert search(path, "营商环境", year=2023).total == 1


def test_a_query_that_only_excludes_finds_nothing_and_says_so(path: Path) -> None:
    result = search(path, "-法治")
    assert result.hits == ()
    assert result.query.problem == "only_excluded"


@given(query=st.text(max_size=20))
def test_no_query_raises(path: Path, query: str) -> None:
    search(path, query)


def test_the_snippet_is_text_as_printed(path: Path) -> None:
    (hit,) = search(path, "推进法治政府建设").hits
    assert [piece.text for piece in hit.snippet if piece.is_hit] == ["推进法 治 政 府建设"]


def test_a_full_width_number_is_marked(path: Path) -> None:
    (hit,) = search(path, "罚款2023元").hits
    assert [piece.text for piece in hit.snippet if piece.is_hit] == ["罚款２０２３元"]


@pytest.mark.parametrize("query", ["推進法治政府建設", "推进法治政府建设", "推進 青禾縣"])
def test_traditional_input_finds_simplified_text(path: Path, query: str) -> None:
    (hit,) = search(path, query).hits
    assert hit.document == RIVER
    assert "推进" in "".join(piece.text for piece in hit.snippet if piece.is_hit)


def test_simplified_input_is_marked_in_traditional_text() -> None:
    pieces = cut("加強法治政府建設，推動普法。", parse_query("法治政府建设"))
    assert [piece.text for piece in pieces if piece.is_hit] == ["法治政府建設"]


def test_a_document_without_title_is_labelled_in_brackets(path: Path) -> None:
    (hit,) = search(path, "", issuer="青禾县林业局").hits
    assert (hit.label, hit.has_title) == ("［青禾县林业局 2022年报告］", False)


def test_a_document_without_anything_is_labelled_by_its_id() -> None:
    assert document_label("d1", None, None, None) == "［无标题文件 d1］"
    assert document_label("d1", "", None, 2020) == "［2020年报告］"


@given(st.text(alphabet="法治 政府，。\n", max_size=300), st.text(alphabet="法治政府", min_size=1, max_size=3))
def test_marking_changes_no_character(text: str, word: str) -> None:
    assert "".join(piece.text for piece in mark(text, parse_query(word))) == text


@given(st.text(alphabet="法治 政府，。\n", max_size=300), st.text(alphabet="法治政府", min_size=1, max_size=3))
def test_a_snippet_is_a_stretch_of_the_text(text: str, word: str) -> None:
    pieces = cut(text, parse_query(word), length=40)
    shown = "".join(piece.text for piece in pieces).strip("…")
    assert shown in text
    assert len(shown) <= 40


def test_the_snippet_shows_the_passage_with_most_different_words() -> None:
    text = "法治。" * 60 + "依法行政与法治并重。" + "行政。" * 60
    pieces = cut(text, parse_query("法治 依法行政"), length=30)
    assert {piece.text for piece in pieces if piece.is_hit} == {"法治", "依法行政"}


def test_a_word_inside_a_longer_word_is_not_marked() -> None:
    assert not any(piece.is_hit for piece in mark("12024件 apple", parse_query("2024 app")))


def test_a_sqlite_connection_can_be_searched(path: Path) -> None:
    db = sqlite3.connect(path)
    assert search(db, "防汛").total == 1
    db.close()


def test_a_missing_file_and_another_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchArchive):
        search(tmp_path / "none.db", "法治")
    (tmp_path / "letter.db").write_text("no database")
    with pytest.raises(NotAnArchive):
        search(tmp_path / "letter.db", "法治")


def test_the_command_writes_one_json_line_a_hit(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--archive", str(path), "营商环境"]) == 0
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["id"] for line in lines] == [SCHOOL, HOSTILE, FOREST]
    assert [line["title"] for line in lines] == ["营商环境专项报告", HOSTILE_TITLE, None]
    assert lines[2]["label"] == "［青禾县林业局 2022年报告］"
    assert err == "3 found, 3 shown\n"


def test_every_filter_can_be_typed(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(shutil.copy(path, tmp_path))
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "UPDATE documents SET admin_level = 'county', organ_class = 'department', organ_type = 'education'"
            " WHERE id = ?",
            [SCHOOL],
        )
        db.commit()
    for typed in (["--level", "county"], ["--organ-class", "department"], ["--organ-type", "education"]):
        assert main(["search", "--archive", str(path), "营商环境", *typed]) == 0
        assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == [SCHOOL]
    assert main(["search", "--archive", str(path), "营商环境", "--level", "city"]) == 1


def test_the_command_tells_that_nothing_was_found(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--archive", str(path), "没有这句话"]) == 1
    assert capsys.readouterr() == ("", "0 found, 0 shown\n")


# Every sign that folding turns into a Chinese character or a space, with those that stand for themselves.
SIGNS = st.sampled_from("法治政府设設⽅方㈠一㍻豈岂ｱアｶﾞガ\u202f\u205f\u3000 \t\n\x0b\u200b\ufe0f，。a1")


@given(st.text(SIGNS, max_size=12), st.text(st.sampled_from("法治政府设方一岂平成"), min_size=1, max_size=2))
def test_a_text_holds_what_its_folded_form_holds(text: str, word: str) -> None:
    ((phrase,),) = parse_query(word).wanted
    is_in = finder(phrase)
    assert is_in is not None
    assert is_in(text) == (word in fold(text))


@given(st.text(max_size=30), st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0xFFEF), min_size=1, max_size=3))
def test_any_text_holds_what_its_folded_form_holds(text: str, words: str) -> None:
    for group in parse_query(words).wanted:
        for phrase in group:
            if is_in := finder(phrase):
                assert is_in(text + words) == (phrase.parts[0] in fold(text + words))


@pytest.mark.parametrize("words", ["2024年", "rule", "法治2024", "か", "法ガ", "각"])
def test_where_words_end_only_the_index_knows(words: str) -> None:
    """And a kana or a syllable of Hangul may be printed as a sign and a mark, which fold() makes one."""
    ((phrase,),) = parse_query(words).wanted
    assert finder(phrase) is None

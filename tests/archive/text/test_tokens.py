"""Chinese search: what is printed is found, what is not printed is not, and no input breaks FTS5."""

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.tokens import CJK, fold, index_text, match_query, parse_query

# Few characters, so that random texts and queries meet.  The punctuation parts runs.
FEW = "法治政府建设年度报告"
texts_of_few = st.text(alphabet=FEW + "，。 \n", max_size=40)
queries_of_few = st.text(alphabet=FEW, min_size=1, max_size=6)
runs_of_any_cjk = st.from_regex(re.compile(f"[{CJK}]{{1,6}}"), fullmatch=True)


def index_of(texts: list[str]) -> sqlite3.Connection:
    """An index as migrations.py declares it, the texts numbered from 0."""
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE documents_fts USING fts5 "
        "(title, text, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    rows = ((number, "", index_text(text)) for number, text in enumerate(texts))
    db.executemany("INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)", rows)
    return db


def found(texts: list[str], query: str) -> set[int]:
    db = index_of(texts)
    sql = "SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?"
    try:
        return {row[0] for row in db.execute(sql, [match_query(query)])}
    finally:
        db.close()


@given(st.lists(texts_of_few, max_size=8), queries_of_few)
def test_a_text_is_found_exactly_when_it_holds_the_query(texts: list[str], query: str) -> None:
    assert found(texts, query) == {number for number, text in enumerate(texts) if query in fold(text)}


@given(st.lists(texts_of_few, max_size=8), st.lists(queries_of_few, min_size=2, max_size=3))
def test_several_words_must_all_occur(texts: list[str], words: list[str]) -> None:
    holding = {number for number, text in enumerate(texts) if all(word in fold(text) for word in words)}
    assert found(texts, " ".join(words)) == holding


@given(st.lists(texts_of_few, max_size=8), queries_of_few, queries_of_few)
def test_or_and_minus_are_union_and_difference(texts: list[str], one: str, other: str) -> None:
    with_one = {number for number, text in enumerate(texts) if one in fold(text)}
    with_other = {number for number, text in enumerate(texts) if other in fold(text)}
    assert found(texts, f"{one} OR {other}") == found(texts, f"{one} 或 {other}") == with_one | with_other
    assert found(texts, f"{one} -{other}") == with_one - with_other


@given(runs_of_any_cjk)
def test_every_cjk_character_can_be_searched(run: str) -> None:
    assert found([f"在{run}，", "在中"], f'"{run}"') == {0}


@given(st.text())
def test_no_query_makes_fts5_raise(query: str) -> None:
    found(["法治政府 rule of law 2024"], query)


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        '"',
        '""',
        "-",
        "- -",
        '-"',
        "OR",
        "或 或",
        "*",
        "法*",
        "title:法治",
        "{title}:x",
        "^法",
        "NEAR(法 治, 2)",
        "(法治",
        "a AND NOT b",
        "\x00",
        "法\x00治",
        "\ud800",
        "'; DROP TABLE documents; --",
        "、",
        "法治 、",
        "🙂",
        "-" * 5000,
        "法 " * 5000,
        "法 OR " * 5000,
        "-法 " * 5000 + "治",
        "“",
    ],
)
def test_nothing_typed_is_fts5_syntax(query: str) -> None:
    found(["法治政府 rule of law 2024"], query)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters()))
def test_any_text_can_be_indexed(text: str) -> None:
    index_of([text]).close()


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("推进法 治　政 府建设", "法治政府"),  # spaced out by the page
        ("法治\u200b政府", "法治政府"),
        ("法治政府", "法 治".replace(" ", "\u200b")),
        ("罚款２０２４元", "2024"),  # full-width digits
        ("罚款2024元", "２０２４"),
        ("2024年度报告", "2024年度"),
        ("2024 年度报告", "2024年"),
        ("落实APP备案", "app"),
        ("落实APP备案", "实app备"),
        ("二〇二四年", "〇二"),
        ("㐀㐁𠀀𠀁", "𠀀"),
        ("县法治办", "办"),  # the last character of a run
        ("依法行政、规范执法", '"依法行政、规范"'),
        ("深化“放管服”改革", "“放管服”改革"),
        ("《办法》(2015-2020年)", "2015-2020年"),
        ("法治政府", "法治 AND 政府"),
    ],
)
def test_what_is_printed_is_found(text: str, query: str) -> None:
    assert found([text], query) == {0}


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("依法，治理", "法治"),  # across punctuation
        ("组织领导\n加强监督", "导加"),  # across paragraphs
        ("执法\t12件", "法12件2"),
        ("政府法治", "法治政府"),
        ("法治建设。政府建设", '"法治 政府"'),
        ("12024年", "2024年"),  # a number is a word
    ],
)
def test_what_is_not_printed_is_not_found(text: str, query: str) -> None:
    assert found([text], query) == set()


def test_or_binds_its_two_neighbours() -> None:
    texts = ["法治 建设", "政府 建设", "法治", "建设"]
    assert found(texts, "法治 或 政府 建设") == {0, 1}


def test_a_quoted_or_is_a_word() -> None:
    assert found(["罚款或者警告", "罚款"], '"或"') == {0}


@pytest.mark.parametrize(("query", "problem"), [("", "empty"), ("、 ！", "empty"), ("-法治", "only_excluded")])
def test_a_query_that_asks_for_nothing_says_why_and_finds_nothing(query: str, problem: str) -> None:
    assert parse_query(query).problem == problem
    assert found(["法治"], query) == set()

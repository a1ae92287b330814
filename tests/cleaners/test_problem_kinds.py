"""The one table of problem kinds: complete, and followed by the code, by health, by the words and by the documents."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.datasette_plugin.words import chinese, english
from cleaners.problem_kinds import (
    WRITERS,
    InHealth,
    ProblemKind,
    http_status_kind,
    kinds_in_health,
    kinds_written_by,
    markdown,
)

ROOT = Path(__file__).parents[2]
# Kinds whose words mean other things as well: roles of pages, kinds of files, columns of tables, outcomes of a visit, keys
# of a table of portals or a template, events of the browser.
AMBIGUOUS = {"robots", "floor", "encrypted", "gone", "ocr", "member", "needs_ocr", "tls", "left_out", "crash"}
NOT_KINDS = "archive/datasette_plugin/words/"  # keys of words


def _code() -> Iterator[tuple[str, ast.AST]]:
    for room in ("cleaners", "archive", "crawler"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if name != "cleaners/problem_kinds.py" and "sample" not in path.parts:
                yield name, ast.parse(path.read_text("utf-8"))


def test_code_names_the_member_never_the_string() -> None:
    """A string would be silent about a slip of the pen."""
    kinds = {kind.value for kind in ProblemKind} - AMBIGUOUS
    found = [
        f"{name}:{node.lineno}: {node.value!r}"
        for name, tree in _code()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and (node.value in kinds or re.fullmatch(r"(refused|http)_\d*\w*", node.value))
        and not name.startswith(NOT_KINDS)
        and node.value not in ("http_status", "http_proxy")
    ]
    assert not found


@pytest.mark.parametrize("function", ["Problem", "Trouble", "problem", "put_problem"])
def test_what_writes_a_problem_is_given_no_string(function: str) -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _code()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and function in (getattr(node.func, "id", None), getattr(node.func, "attr", None))
        and any(isinstance(argument, ast.Constant | ast.JoinedStr) for argument in node.args[:1])
    ]
    assert not found


def test_a_slip_of_the_pen_fails() -> None:
    with pytest.raises(AttributeError):
        ProblemKind.NO_TEKST  # noqa: B018
    with pytest.raises(ValueError, match="no_tekst"):
        ProblemKind("no_tekst")


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_kind_says_what_it_means_and_who_writes_it(kind: ProblemKind) -> None:
    assert kind.name == kind.value.upper()
    assert kind.meaning
    assert kind.english
    assert re.search("[一-鿿]", kind.chinese)
    assert kind.writers
    assert set(kind.writers) <= set(WRITERS)
    assert bool(kind.chinese_meaning) == (kind.in_health is InHealth.EACH)
    assert str(kind) == f"{kind}" == kind == kind.value


def test_kinds_are_found_by_who_writes_and_who_tells_them() -> None:
    assert "list_page" in kinds_written_by("page")
    assert "list_page" not in kinds_written_by("file")
    assert ProblemKind.LIST_PAGE in kinds_in_health(InHealth.IF_MANY)
    assert {kind for way in InHealth for kind in kinds_in_health(way)} == set(ProblemKind)
    assert http_status_kind(502) == "http_502"


@pytest.mark.parametrize("words", [chinese.WORDS, english.WORDS], ids=["chinese", "english"])
def test_pages_have_a_name_for_every_kind(words: dict[str, dict[str, str]]) -> None:
    assert {kind.value for kind in ProblemKind} <= set(words["findings"])
    assert set(words["finding_meanings"]) == set(kinds_in_health(InHealth.EACH))


def test_the_documents_list_every_kind() -> None:
    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == markdown(), "write markdown() to docs/problems.md"

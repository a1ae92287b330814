"""Values of options: known ones with completion by the shell and a hint at the one that was meant."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from archive.errors import ArchiveError

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_SUGGESTED = 100  # more are no help


class OneOf(click.Choice[str]):
    """One of a few words; another one is refused with those that are known, and the nearest of them."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            self.fail(unknown(value, self.choices), param, ctx)
        return value


def unknown(word: str, known: Iterable[str]) -> str:
    """Return a sentence on a *word* that is not among the *known* ones.

    >>> unknown("reprot", ["report", "plan"])
    "'reprot' is not known, did you mean report? Known are report, plan"
    """
    names = list(known)
    near = get_close_matches(word.lower(), names, 1)
    meant = f", did you mean {near[0]}?" if near else ";"
    return f"{word!r} is not known{meant} {'Known' if near else 'known'} are {', '.join(names) or 'none'}"


def complete_portals(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the portals of the archive whose ids begin with *incomplete*; none if it cannot be read."""
    sql = "SELECT id, name FROM portals WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT ?2"
    found = (row for db in _archive(context) for row in db.execute(sql, [incomplete, _SUGGESTED]))
    return [CompletionItem(id, help=name) for id, name in found]


def complete_divisions(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the names and codes of places of the archive that begin with *incomplete*; none if it cannot be read."""
    from archive.coverage.covered_divisions import Divisions

    return [item for db in _archive(context) for item in places(Divisions(db).places(), incomplete)]


def places(held: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    """Return completions for places, each a code and its names from the province down with blanks between."""
    found = []
    for code, names in held:
        name = names.split()[-1]
        if name.startswith(incomplete) and not name.isdecimal():
            found.append(CompletionItem(name, help=f"{code} {names}"))
        elif incomplete and code.startswith(incomplete):
            found.append(CompletionItem(code, help=names))
    return found[:_SUGGESTED]


def _archive(context: click.Context) -> Iterator[sqlite3.Connection]:
    """Yield a connection to the archive that the line names, or none: the shell shows no errors."""
    from archive.reader import open_reader

    path = context.params.get("archive_in_place") or context.params.get("archive")
    try:
        with open_reader(Path(path or "")) as reader:
            yield reader.db
    except (ArchiveError, sqlite3.Error):
        return

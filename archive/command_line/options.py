"""Options that many commands have: the archive, JSON lines or a table, a division."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from archive.command_line.values import Complete, complete_divisions

DEFAULT_ARCHIVE = "data/archive.db"

Function = TypeVar("Function", bound=Callable[..., Any])


def archive_option(function: Function) -> Function:
    """Give a command ``--archive``; it is called with ``archive``, a Path."""
    option = click.option(
        "--archive",
        type=click.Path(path_type=Path),
        default=DEFAULT_ARCHIVE,
        envvar="FAZHI_ARCHIVE",
        show_default=True,
        show_envvar=True,
        help="The archive.",
    )
    return option(function)


def archive_argument(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command ``--archive``, which may be left out before the path: `fazhi check data/archive.db`."""

    @wraps(function)
    def with_one_archive(archive: Path, archive_in_place: Path | None, **options: Any) -> int:
        source = click.get_current_context().get_parameter_source("archive")
        if archive_in_place and source is ParameterSource.COMMANDLINE and archive != archive_in_place:
            raise click.UsageError(f"two archives were given, {archive} and {archive_in_place}")
        return function(archive=archive_in_place or archive, **options)

    path = click.Path(path_type=Path)
    return click.argument("archive_in_place", metavar="[ARCHIVE]", required=False, type=path)(
        archive_option(with_one_archive)
    )


def json_option(function: Function) -> Function:
    """Give a command ``--json`` and ``--table``; it is called with ``as_json``, by default True without a terminal."""
    option = click.option(
        "--json/--table",
        "as_json",
        default=None,
        callback=lambda context, parameter, value: writes_json(value),
        help="JSON lines (the default without a terminal), or a table.",
    )
    return option(function)


def writes_json(asked: bool | None) -> bool:
    """Tell whether to write JSON lines: as *asked*, by default where standard output is no terminal."""
    return not sys.stdout.isatty() if asked is None else asked


def not_blank(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """Refuse an option without a word in it: a script whose variable is unset does not mean everything."""
    given = value if isinstance(value, tuple) else () if value is None else (value,)
    if any(not words.strip() for words in given):
        raise click.BadParameter("is empty; leave it out for everything", context, parameter)
    return value


def place_option(complete: Complete) -> Callable[[Function], Function]:
    """Give a command ``--division``; it is called with ``division``, words or None, for archive.divisions.named."""
    return click.option(
        "--division",
        metavar="PLACE",
        callback=not_blank,
        shell_complete=complete,
        help="A place: its name or a part of it, such as 广州, or the beginning of its code, such as 4401.",
    )


division_option = place_option(complete_divisions)  # a place of the archive


def limit_option(most: int, what: str) -> Callable[[Function], Function]:
    """Give a command ``--limit``; it is called with ``limit``, *most* by default."""
    return click.option(
        "--limit",
        metavar="N",
        type=click.IntRange(min=0),
        default=most,
        show_default=True,
        help=f"{what} shown at most.",
    )

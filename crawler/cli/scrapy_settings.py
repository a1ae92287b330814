"""Scrapy's settings for `fazhi`, and its commands run from any folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.command_line.group import FINE, MISUSE
from crawler.program import PROGRAM

if TYPE_CHECKING:
    from scrapy.settings import Settings

SETTINGS_MODULE = "SCRAPY_SETTINGS_MODULE"  # as Scrapy reads it: another module of settings may be named there
OURS = "settings.base"


def settings_option(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command ``-s NAME=VALUE``; it is called with ``settings``, a tuple of such words."""
    return click.option(
        "-s", "--set", "settings", multiple=True, metavar="NAME=VALUE", callback=_check,
        help="A setting of Scrapy or of ours (docs/portals.md); may be repeated.",
    )(function)  # fmt: skip


def _check(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    if wrong := [words for words in value if "=" not in words]:
        raise click.BadParameter(f"{wrong[0]!r} is no NAME=VALUE")
    return value


def tables_option(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command ``--tables``; it is called with ``tables``, a tuple of paths."""
    return click.option(
        "--tables", multiple=True, metavar="FILE", type=click.Path(exists=True, dir_okay=False),
        help="A portal table to use, instead of those that are installed; may be repeated.",
    )(function)  # fmt: skip


def read_settings(archive: Path, settings: Sequence[str] = (), tables: Sequence[str] = ()) -> Settings:
    """Return Scrapy's settings with ours, the archive, and what the command line sets."""
    os.environ.setdefault(SETTINGS_MODULE, OURS)
    from scrapy.utils.project import get_project_settings

    found = get_project_settings()
    for name, value in _pairs(archive, settings, tables):
        found.set(name, value, priority="cmdline")
    return found


def json_word(as_json: bool) -> str:
    """Return the option that our commands of Scrapy take for JSON lines, or for a table."""
    return "--json" if as_json else "--table"


def run_scrapy(
    words: Sequence[str], archive: Path | None, settings: Sequence[str] = (), tables: Sequence[str] = ()
) -> int:
    """Run a command of Scrapy as `scrapy` runs it in the project; return its exit code."""
    os.environ.setdefault(SETTINGS_MODULE, OURS)
    from scrapy.cmdline import execute

    called = PROGRAM.set(f"fazhi {words[0]}")
    pairs = [f"{name}={value}" for name, value in _pairs(archive, settings, tables)]
    try:
        execute(["fazhi", *words, *(word for pair in pairs for word in ("--set", pair))])
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else MISUSE if stopped.code else FINE
    finally:
        PROGRAM.reset(called)
    return FINE


def _pairs(archive: Path | None, settings: Sequence[str], tables: Sequence[str]) -> list[tuple[str, str]]:
    given = {"ARCHIVE": archive and str(archive), "PORTAL_TABLES": ",".join(tables)}
    return [
        *((name, value) for name, value in given.items() if value),
        *((name, value) for name, _, value in (words.partition("=") for words in settings)),
    ]

"""Completion by the shell of portals and places of the portal tables."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from archive.command_line.values import places
from crawler.cli.scrapy_settings import OURS, SETTINGS_MODULE
from crawler.errors import CrawlError

if TYPE_CHECKING:
    from crawler.portals.tables import Portal


def complete_portals(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the portals of the tables whose ids begin with *incomplete*; none if the tables cannot be read."""
    return [CompletionItem(each.id, help=each.name) for each in _portals(context) if each.id.startswith(incomplete)]


def complete_places(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the names and codes of places of the tables that begin with *incomplete*."""
    from archive.divisions.named import places_of_portals

    held = places_of_portals((each.division, each.name) for each in _portals(context))
    return places(((prefix.ljust(6, "0"), " ".join(names)) for prefix, names in held.items()), incomplete)


def _portals(context: click.Context) -> Iterable[Portal]:
    from crawler.portals.tables import load_portals

    module = os.environ.get(SETTINGS_MODULE) or OURS
    try:
        given = context.params.get("tables") or import_module(module).PORTAL_TABLES
        return sorted(load_portals(given).values(), key=lambda each: each.id)
    except (CrawlError, ImportError, AttributeError):
        return []

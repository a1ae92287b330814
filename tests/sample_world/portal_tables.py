"""Portal tables for crawls of the sample world, made of what its portals say of themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from tests.sample_world.sites.whole import WholeSite


def write_table(path: Path, sites: Iterable[WholeSite]) -> Path:
    """Write one portal table with these portals, without pauses, and return *path*."""
    path.write_text("\n".join(map(_table, sites)), "utf-8")
    return path


def _table(site: WholeSite) -> str:
    portal = site.portal
    urls = [site.section_url(section) for section in portal.sections]
    sections = ", ".join(
        f"{{ url = {_text(url)}, filtered = true }}" if portal.filtered else _text(url) for url in urls
    )
    lines = [
        f"[{portal.key}]",
        f"name = {_text(portal.name)}",
        f"hosts = [{', '.join(map(_text, portal.hosts))}]",
        f"division = {_text(portal.place.code)}",
        f"site_id_code = {_text(portal.site_id_code)}",
        f"sections = [{sections}]",
        "delay_seconds = 0",
        f"floor = {portal.floor}",
        *(["render = true"] if portal.render else []),
    ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)

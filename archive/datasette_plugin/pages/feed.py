"""Atom feed (RFC 4287) of new and changed reports, of all divisions or of one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from archive.coverage.covered_divisions import Division
from archive.datasette_plugin.safety import plain
from archive.rows import Row, rows
from archive.search.search import document_label

ENTRIES = 50
_SUMMARY_CHARACTERS = 200
_LOOKED_AT = 5_000  # of the newest documents, where a division has too many portals to ask one by one
_MAX_PORTALS = 200  # of a division; of one with more the newest documents are looked through (chosen)
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_COLUMNS = "d.id, d.title, d.issuer, d.report_year, d.kind, substr(d.text, 1, 400) AS text"


def entries(db: sqlite3.Connection, places: list[Division] | None) -> list[Row]:
    """Return the newest documents and changes in *places* (None: anywhere), the newest first; *at* tells when."""
    portals = None if places is None else {portal for place in places for portal in place.portals}
    changed = _changed(db, portals)
    held = {(row["id"], row["at"]) for row in changed}  # a text that took another's place is new, but not only that
    found = [*(row for row in _new(db, portals) if (row["id"], row["at"]) not in held), *changed]
    return sorted(found, key=lambda row: (str(row["at"]), row["id"]), reverse=True)[:ENTRIES]


def atom(
    found: list[Row], title: str, own_url: str, page_url: str, document_url: Callable[[str], str], changed: str
) -> bytes:
    """Return the feed of *found*; *changed* is put before the title of a text that took another's place."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", title)
    _add(feed, "id", _iri(own_url))
    _add(feed, "updated", max((str(row["at"]) for row in found), default="1970-01-01T00:00:00Z"))
    _add(feed, "link", rel="self", type="application/atom+xml", href=own_url)
    _add(feed, "link", rel="alternate", type="text/html", href=page_url)
    for row in found:
        _add_entry(feed, row, document_url(row["id"]), changed)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(feed: ET.Element, row: Row, url: str, changed: str) -> None:
    label = document_label(row["id"], row["title"], row["issuer"], row["report_year"])
    entry = _add(feed, "entry")
    _add(entry, "title", f"{changed}{label}" if row["is_change"] else label)
    _add(entry, "id", _iri(f"{url}#changed-{row['at']}" if row["is_change"] else url))
    _add(entry, "updated", str(row["at"]))
    _add(entry, "link", rel="alternate", type="text/html", href=url)
    _add(_add(entry, "author"), "name", row["issuer"] or "-")
    _add(entry, "category", term=str(row["kind"]))
    if row["report_year"]:
        _add(entry, "category", term=str(row["report_year"]))
    _add(entry, "summary", " ".join(str(row["text"]).split())[:_SUMMARY_CHARACTERS])


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", {key: _clean(value) for key, value in attributes.items()})
    if text is not None:
        element.text = _clean(text)
    return element


def _iri(url: str) -> str:
    """Return what names an entry wherever it is read: its URL, or a URN where that is but a path."""
    return f"urn:x-fazhi:{url.lstrip('/').replace('/', ':')}" if url.startswith("/") else url


def _clean(text: str) -> str:
    """Return *text* with nothing that XML forbids and nothing that turns the words around it."""
    return _NOT_XML.sub("\ufffd", plain(text))


def _new(db: sqlite3.Connection, portals: set[str] | None) -> list[Row]:
    select = f"SELECT {_COLUMNS}, d.first_seen_at AS at, 0 AS is_change FROM documents d"
    if portals is None:
        return rows(db, f"{select} ORDER BY d.seq DESC LIMIT ?", [ENTRIES])
    if len(portals) > _MAX_PORTALS:
        newest = rows(db, f"SELECT d.portal, d.id FROM documents d ORDER BY d.seq DESC LIMIT {_LOOKED_AT}")
        ids = [row["id"] for row in newest if row["portal"] in portals][:ENTRIES]
        return rows(db, f"{select} WHERE d.id IN ({', '.join('?' * len(ids))})", ids)
    return list(_newest_of_each(db, select, portals))


def _newest_of_each(db: sqlite3.Connection, select: str, portals: set[str]) -> Iterator[Row]:
    for portal in sorted(portals):  # each walks down the index of portals, which ends with the row's number
        yield from rows(db, f"{select} WHERE d.portal = ? ORDER BY d.rowid DESC LIMIT ?", [portal, ENTRIES])


def _changed(db: sqlite3.Connection, portals: set[str] | None) -> list[Row]:
    sql = (
        "SELECT versions.after, versions.seen_at, d.portal FROM versions JOIN documents d ON d.id = versions.after"
        " ORDER BY versions.rowid DESC LIMIT ?"
    )
    newest = rows(db, sql, [ENTRIES if portals is None else _LOOKED_AT])
    wanted = [row for row in newest if portals is None or row["portal"] in portals][:ENTRIES]
    select = f"SELECT {_COLUMNS}, ? AS at, 1 AS is_change FROM documents d WHERE d.id = ?"
    return [row for each in wanted for row in rows(db, select, [each["seen_at"], each["after"]])]

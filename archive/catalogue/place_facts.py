"""Facts of a place of a document: the day that a page prints, the site code, and how near the page is to the organ.

Pages with one text say different things of it: a newspaper prints the day of its copy, the organ's portal that of the
report.  Each place keeps its own; the nearest is the home of the document (archive.catalogue.homes).  What several
captures or archives say of one place is put together by rules that do not ask who came first.
"""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from archive.catalogue import documents
from archive.catalogue.documents import Cleaning
from archive.divisions.short_names import place_of_portal
from archive.identity import comparable

COLUMNS = ("published_at", "site_id_code", "nearness", "cleaner_version")
_OWN, _OF_ITS_DIVISION, _KNOWN, UNKNOWN = range(4)  # nearness: on the portal of organ or government, ... nothing tells
_WHOLE_DAY = len("2025-03-31")
_FURTHER_PLACE = re.compile("[\u4e00-\u9fff]{2,6}?[县区旗市](?=[\u4e00-\u9fff]{2})")


class PlaceFacts(NamedTuple):
    """What a page says of itself where it shows a document, and which cleaner read it (None: nobody has)."""

    published_at: str | None
    site_id_code: str | None
    nearness: int
    cleaner_version: str | None


def put_facts(db: sqlite3.Connection, cleaning: Cleaning, document: str) -> None:
    """Write what a capture says of the place where it shows *document*."""
    article, sight = cleaning.article, cleaning.sight
    found = PlaceFacts(article.published_at, article.site_id_code, _nearness(db, cleaning), cleaning.cleaner_version)
    held = facts(db, document, sight.page)
    put(db, document, sight.page, together(held, found) if held else found)


def facts(db: sqlite3.Connection, document: str, page: str) -> PlaceFacts | None:
    """What is held of a place; None if the document was never there."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM locations WHERE document = ? AND page = ?"
    row = db.execute(sql, [document, page]).fetchone()
    return PlaceFacts(*row) if row else None


def put(db: sqlite3.Connection, document: str, page: str, known: PlaceFacts) -> None:
    """Write *known* of a place that is there."""
    assignments = ", ".join(f"{name} = ?" for name in COLUMNS)
    db.execute(f"UPDATE locations SET {assignments} WHERE document = ? AND page = ?", [*known, document, page])


def together(one: PlaceFacts, other: PlaceFacts) -> PlaceFacts:
    """What two readings of one place say: that of the newer cleaner, of one cleaner the earliest day.

    The same whichever comes first, however often.

    >>> together(PlaceFacts("2025-04-11", None, 1, "1"), PlaceFacts("2025-03-20", "4401050003", 0, "1"))
    PlaceFacts(published_at='2025-03-20', site_id_code='4401050003', nearness=0, cleaner_version='1')
    """
    if one.cleaner_version != other.cleaner_version:
        return max(one, other, key=lambda facts: _number(facts.cleaner_version))
    codes = [code for code in (one.site_id_code, other.site_id_code) if code]
    return PlaceFacts(
        _earlier(one.published_at, other.published_at),
        min(codes, default=None),
        min(one.nearness, other.nearness),
        one.cleaner_version,
    )


def _nearness(db: sqlite3.Connection, cleaning: Cleaning) -> int:
    article = cleaning.article
    organ = documents.organ(db, cleaning)
    if not article.issuer or not organ.division_code or any("contradiction:" in line for line in organ.evidence):
        return UNKNOWN
    portal = db.execute("SELECT name, division_code FROM portals WHERE id = ?", [cleaning.sight.portal]).fetchone()
    codes = [(article.site_id_code or "")[:6], portal["division_code"] if portal else None]
    if organ.division_code not in codes:
        return _KNOWN
    names = (portal["name"] if portal else None, article.site_name)
    return _OWN if any(is_its_portal(name, article.issuer) for name in names if name) else _OF_ITS_DIVISION


def is_its_portal(portal_name: str, issuer: str) -> bool:
    """Whether a portal of this name is that of *issuer* or of its government, and not of one above.

    >>> is_its_portal("溪山区人民政府", "青禾市溪山区教育局"), is_its_portal("青禾市政府门户网站", "青禾市溪山区教育局")
    (True, False)
    """
    organ, place = comparable(issuer), comparable(place_of_portal(portal_name))
    if organ in comparable(portal_name):
        return True
    before, _, rest = organ.partition(place)
    return len(place) > 1 and before + rest != organ and _FURTHER_PLACE.match(rest) is None


def _number(version: str | None) -> tuple[list[int], str]:
    return [int(part) for part in re.findall(r"\d{1,9}", version or "")], version or ""


def _earlier(one: str | None, other: str | None) -> str | None:
    """The earlier of two days; a month alone is less than a day."""
    return min((day for day in (one, other) if day), key=lambda day: (len(day) < _WHOLE_DAY, day), default=None)

"""`fazhi portals`: the portals that the archive has seen, with platform, division, last look and floor."""

from __future__ import annotations

from pathlib import Path

from archive.command_line.group import FINE, with_example
from archive.command_line.options import archive_argument, division_option, json_option
from archive.command_line.output import Columns, write_rows
from archive.coverage.covered_divisions import Divisions
from archive.reader import open_reader

_SQL = """
    SELECT o.id, o.name, o.host, o.platform, o.division_code,
        (SELECT max(p.last_seen_at) FROM pages p WHERE p.portal = o.id AND p.role = 'list') AS lists_read_at,
        (SELECT count(*) FROM pages p WHERE p.portal = o.id AND p.role = 'detail') AS detail_pages,
        o.floor, o.accepted_tls,
        (SELECT count(*) FROM documents d WHERE d.portal = o.id) AS documents
    FROM portals o WHERE coalesce(o.division_code, '') LIKE ? || '%' ORDER BY o.division_code, o.id
"""
_COLUMNS: Columns = {
    "portal": "id",
    "name": "name",
    "division": "division_code",
    "platform": "platform",
    "lists read": lambda row: (row["lists_read_at"] or "never")[:10],
    "pages": "detail_pages",
    "floor": lambda row: f"{row['floor']}, below" if row["is_below_floor"] else row["floor"],
    "TLS accepted": lambda row: row["accepted_tls"] or "",
}


@with_example("fazhi portals")
@archive_argument
@division_option
@json_option
def command(archive: Path, division: str | None, as_json: bool) -> int:
    """Write the portals by division; ``is_below_floor`` tells which need a person."""
    with open_reader(archive) as reader:
        prefix = Divisions(reader.db).prefix_of_one(division) if division else ""
        found = [dict(row) for row in reader.db.execute(_SQL, [prefix])]
    rows = [row | {"is_below_floor": row["detail_pages"] < row["floor"]} for row in found]
    write_rows(rows, _COLUMNS, as_json)
    return FINE

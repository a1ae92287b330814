"""`fazhi portals`: the portals that the archive has seen, with platform, division, last look and floor."""

from __future__ import annotations

import argparse
import json
import sys

from archive.reader import open_reader

_SQL = """
    SELECT o.id, o.name, o.host, o.platform, o.division_code,
        (SELECT max(p.last_seen_at) FROM pages p WHERE p.portal = o.id AND p.role = 'list') AS lists_read_at,
        (SELECT count(*) FROM pages p WHERE p.portal = o.id AND p.role = 'detail') AS detail_pages,
        o.floor,
        (SELECT count(*) FROM documents d WHERE d.portal = o.id) AS documents
    FROM portals o WHERE coalesce(o.division_code, '') LIKE ? || '%' ORDER BY o.division_code, o.id
"""


def add_portals_arguments(parser: argparse.ArgumentParser) -> None:
    """Which portals."""
    parser.add_argument("--division", default="", metavar="CODE", help="the beginning of a division code, such as 44")


def main_portals(args: argparse.Namespace) -> int:
    """Write the portals as JSON lines by division; ``is_below_floor`` tells which need a person."""
    with open_reader(args.archive) as reader:
        rows = reader.db.execute(_SQL, [args.division]).fetchall()
    for row in rows:
        line = dict(row) | {"is_below_floor": row["detail_pages"] < row["floor"]}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0

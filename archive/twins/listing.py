"""A list of the reports that several documents hold, for readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby

_CLUSTERS = """
    SELECT t.*, d.title, d.issuer, d.report_year FROM twins t JOIN documents d ON d.id = t.canonical
    ORDER BY t.canonical, t.document
"""


def all_clusters(db: sqlite3.Connection) -> Iterator[dict[str, object]]:
    """Yield each report that several documents hold: the one that stands for it, and the others with what was found."""
    for canonical, rows in groupby(db.execute(_CLUSTERS), key=lambda row: str(row["canonical"])):
        twins = list(rows)
        named = ("document", "judgement", "reason", "resemblance", "containment", "decided_by")
        yield {
            "canonical": canonical,
            "title": twins[0]["title"],
            "issuer": twins[0]["issuer"],
            "report_year": twins[0]["report_year"],
            "twins": [{name: twin[name] for name in named} for twin in twins],
        }

import json
import subprocess
import sys
from pathlib import Path

import sqlite_utils

from archive.database.migrations import migrations

ROOT = Path(__file__).parents[3]


def test_portals_are_listed_by_division_with_what_needs_a_person(tmp_path: Path) -> None:
    db = sqlite_utils.Database(tmp_path / "archive.db")
    migrations.apply(db)
    for portal, division, floor in (("yi", "440105", 1), ("jia", "440103", 0), ("bing", "410000", 0)):
        db["portals"].insert(
            {
                "id": portal,
                "name": portal,
                "host": f"www.{portal}.gov.cn",
                "platform": "trs",
                "division_code": division,
                "floor": floor,
            }
        )
    command = [sys.executable, "-m", "archive", "portals", str(tmp_path / "archive.db"), "--division", "44"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["id"], row["is_below_floor"], row["lists_read_at"]) for row in rows] == [
        ("jia", False, None),
        ("yi", True, None),
    ]

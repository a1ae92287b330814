import json
from pathlib import Path

import pytest
import sqlite_utils

from archive.__main__ import main
from archive.database.migrations import migrations


def test_portals_are_listed_by_division_with_what_needs_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
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
    assert main(["portals", str(tmp_path / "archive.db"), "--division", "44"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["id"], row["is_below_floor"], row["lists_read_at"]) for row in rows] == [
        ("jia", False, None),
        ("yi", True, None),
    ]

"""Labelled pages beside the project: what was once reached is a floor.

``floors.json`` holds for each folder the digest of its labels and the pinned scores.  A changed label
changes the digest, and then the floors have to be set anew:

    pytest tests/quality --update-floors                     scores that rose
    pytest tests/quality --lower-floors "reason"             scores that fell, with the reason written down
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.extract import load, mean, ours, run_all

PAGES = Path(__file__).resolve().parents[3] / "shared" / "pages"
FLOORS = Path(__file__).with_name("floors.json")
HIGHER_IS_BETTER = ("F1", "LCS ≥ .98", "exact", "title", "date", "source")
LOWER_IS_BETTER = ("leak", "F1 < .5")
FOLDERS = ("gov", "cwced", "magic")
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the labelled pages are not beside the project")


def digest_of_labels(folder: Path) -> str:
    """The digest of all labels of *folder*, in the order of their names."""
    digest = hashlib.sha256()
    for label in sorted(folder.glob("*.json")):
        digest.update(label.name.encode() + b"\0" + label.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()}"


def reached(folder: Path) -> dict[str, float]:
    """The scores of our cleaner on *folder*, rounded down to what can be pinned."""
    rows, _ = run_all(load(folder), ours, 1)
    scores = {key: mean(rows, key) for key in (*HIGHER_IS_BETTER, *LOWER_IS_BETTER)}
    return {key: round(value, 4) for key, value in scores.items() if value is not None}


def fallen(scores: dict[str, float], floors: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Each score that is worse than its floor, with the floor."""
    worse = {key: scores[key] < floors[key] for key in HIGHER_IS_BETTER if key in floors}
    worse |= {key: scores[key] > floors[key] for key in LOWER_IS_BETTER if key in floors}
    return {key: (scores[key], floors[key]) for key, is_worse in worse.items() if is_worse}


@pytest.mark.parametrize("name", FOLDERS)
def test_no_score_falls_below_its_floor(name: str, request: pytest.FixtureRequest) -> None:
    pinned: dict[str, Any] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    entry = pinned.get(name, {"labels": None, "floors": {}})
    scores, labels = reached(PAGES / name), digest_of_labels(PAGES / name)
    reason = request.config.getoption("--lower-floors", default="")
    worse = fallen(scores, entry["floors"])
    if reason or (request.config.getoption("--update-floors", default=False) and not worse):
        pinned[name] = {"labels": labels, "floors": scores, "lowered": entry.get("lowered", [])}
        if reason and worse:
            pinned[name]["lowered"].append(
                {"reason": reason, "from": {key: floor for key, (_, floor) in worse.items()}}
            )
        FLOORS.write_text(json.dumps(pinned, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        return
    assert labels == entry["labels"], f"the labels of {name} have changed: look at them, then set the floors anew"
    assert not worse, f"{name}: reached and floor of what fell: {worse}"


def test_a_lower_score_and_a_higher_leak_are_noticed() -> None:
    assert fallen({"F1": 0.9, "leak": 0.0}, {"F1": 0.9, "leak": 0.0}) == {}
    assert fallen({"F1": 0.89, "leak": 0.1}, {"F1": 0.9, "leak": 0.0}) == {"F1": (0.89, 0.9), "leak": (0.1, 0.0)}

"""Count the instructions that cleaning a page takes: a measure of speed without noise, whatever else the machine does.

    python benchmarks/instructions.py [FOLDER ...]        millions of instructions a page, by folder
    python benchmarks/instructions.py --guard [...]       the same; fails if a folder takes more than MOST

Needs valgrind.  The pages of a folder are cleaned once and twice; the difference is a round from warm caches.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from benchmarks.extract import default_folders, load  # noqa: E402  the project, when it is run without installation
from cleaners import clean_page  # noqa: E402

# Millions of instructions a page, by folder: some 7 % above what was counted on 2026-11-27
MOST = {"gov": 26.5, "cwced": 46.5, "magic": 55.5, "golden": 8.3}
COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


def main() -> int:
    """Print a line for each folder; 1 if one takes more than MOST and that is asked, 2 without valgrind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--guard", action="store_true", help="fail if a folder takes more than it may")
    parser.add_argument("--rounds", type=int, help=argparse.SUPPRESS)  # of the process that is counted
    options = parser.parse_args()
    folders = options.folders or default_folders()
    if options.rounds:
        clean(folders[0], options.rounds)
        return 0
    if not shutil.which("valgrind"):
        print("valgrind is not installed", file=sys.stderr)
        return 2
    has_failed = False
    for folder in folders:
        count, most = millions_a_page(folder), MOST.get(folder.name)
        print(f"{folder.name}: {count:.1f} million instructions a page", flush=True)
        if options.guard and most is not None and count > most:
            print(f"{folder.name}: found {count:.1f} million, expected at most {most}", file=sys.stderr)
            has_failed = True
    return int(has_failed)


def clean(folder: Path, rounds: int) -> None:
    """Clean the pages of *folder* *rounds* times."""
    pages = load(folder)
    for _ in range(rounds):
        for page in pages:
            clean_page(page.body, page.url)


def millions_a_page(folder: Path) -> float:
    """What one more round over *folder* takes, in millions of instructions a page."""
    return (instructions(folder, 2) - instructions(folder, 1)) / len(load(folder)) / 1e6


def instructions(folder: Path, rounds: int) -> int:
    """All that a process takes which cleans *folder* *rounds* times."""
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={os.devnull}"]
    command += [sys.executable, __file__, str(folder), "--rounds", str(rounds)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    found = COUNTED.search(run.stderr)
    if found is None:
        raise RuntimeError(f"valgrind printed no count of instructions: {run.stderr[-400:]}")
    return int(found[1].replace(",", ""))


if __name__ == "__main__":
    sys.exit(main())

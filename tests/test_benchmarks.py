"""Benchmarks start as their documents print them, from any folder; what they measure is run by hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAMS = sorted(
    path.name for path in (ROOT / "benchmarks").glob("*.py") if "\nif __name__ ==" in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_benchmark_shows_its_help(name: str, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [sys.executable, str(ROOT / "benchmarks" / name), "--help"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage: ")


def test_every_benchmark_that_is_named_is_there_and_each_is_named() -> None:
    texts = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "Makefile", ROOT / "CONTRIBUTING.md"]
    named = {name for path in texts for name in re.findall(r"benchmarks/(\w+\.py)", path.read_text("utf-8"))}
    assert named == set(PROGRAMS)

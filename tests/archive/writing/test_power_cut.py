"""After a power cut the disk holds of each file what was synced; nothing that was reported stored may be missing."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from archive import open_writer
from archive.__main__ import main
from tests.fork_server import ROOT
from tests.thoroughness import times

SOURCE = Path(__file__).with_name("fsync_shadow.c")


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that copies each file aside when it is synced."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("no C compiler here")
    library = tmp_path_factory.mktemp("shim") / "fsync_shadow.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-w", "-o", library, SOURCE, "-ldl"], check=True)
    return library


class Disk:
    """An archive on a disk that loses at a cut what was not synced."""

    def __init__(self, folder: Path, shim: Path) -> None:
        self.before, self.after = folder / "before", folder / "after"
        for each in (self.before, self.after):
            (each / "warc").mkdir(parents=True)
        self.path = self.before / "archive.db"
        self._environment = os.environ | {
            "LD_PRELOAD": str(shim), "ROOT": str(self.before), "SHADOW": str(self.after), "PYTHONPATH": str(ROOT),
        }  # fmt: skip

    def write(self, *arguments: str, steps: int) -> list[list[str]]:
        """Let a writer do so many steps and lose its power; what it said was stored."""
        words = [sys.executable, "-m", "tests.archive.busy_writer", str(self.path), *arguments]
        process = subprocess.Popen(words, env=self._environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        with process.stdout:
            said = [process.stdout.readline() for _ in range(steps)]
            process.kill()
            said += process.stdout.readlines()
        process.wait()
        return [line.split() for line in said if line.endswith("\n")]

    def restart(self) -> Path:
        """The archive as it is after the cut."""
        return self.after / "archive.db"


def _holds_all(path: Path, said: list[list[str]]) -> None:
    open_writer(path).close()
    with closing(sqlite3.connect(path)) as db:
        held = {row[0] for row in db.execute("SELECT id FROM snapshots")}
        files = {row[0] for row in db.execute("SELECT name FROM warc_files")}
    assert {name for kind, name in said if kind == "kept"} <= held
    assert files == {each.name for each in (path.parent / "warc").glob("*.warc.gz")}
    assert main(["verify", str(path)]) == 0
    assert main(["check", str(path)]) == 0


def _cuts() -> Iterator[Any]:
    """Whether somebody reads, steps a batch, steps before; two of them in each run of the tests, all in the drill."""
    for reader, batch, before in product(("nobody reads", "somebody reads"), ("0", "200"), (0, 10)):
        is_worst = reader == "somebody reads" and before
        yield pytest.param(reader, batch, before, marks=() if is_worst else pytest.mark.drill)


@pytest.mark.parametrize(("reader", "batch", "kept_before"), list(_cuts()))
def test_what_was_reported_stored_is_there_after_a_power_cut(
    tmp_path: Path, shim: Path, reader: str, batch: str, kept_before: int
) -> None:
    draw = random.Random(f"{reader} {batch} {kept_before}")
    for attempt in range(times(1)):
        disk = Disk(tmp_path / str(attempt), shim)
        said = disk.write("first", "0", "0", batch, steps=kept_before) if kept_before else []
        if reader == "somebody reads" and not kept_before:
            open_writer(disk.path).close()
            disk.write("nothing", "0", "0", batch, steps=1)
        with closing(sqlite3.connect(disk.path)) as db:
            if reader == "somebody reads":
                db.execute("BEGIN")
                db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            said += disk.write("second", "0", "0", batch, steps=draw.randrange(6, 30))
        _holds_all(disk.restart(), said)


def test_a_file_whose_rows_a_cut_took_is_taken_in_by_the_next_writer(archive_path, fetch, page, rows, warcs) -> None:
    open_writer(archive_path).close()
    old = archive_path.read_bytes()
    with open_writer(archive_path) as writer:
        run = writer.begin_run("crawl", "all")
        kept = writer.keep(fetch(b"body"), page())
    archive_path.write_bytes(old)
    for left in ("-wal", "-shm"):
        archive_path.with_name(archive_path.name + left).unlink(missing_ok=True)
    assert main(["verify", str(archive_path)]) == 1
    open_writer(archive_path).close()
    assert [row["id"] for row in rows("SELECT id FROM snapshots")] == [kept.snapshot]
    (row,) = rows("SELECT id, reason, command FROM runs")
    assert (row["id"], row["reason"], row["command"]) == (run, "killed", "unknown")
    assert main(["verify", str(archive_path)]) == 0


def test_a_warc_file_of_another_program_is_named_and_left_alone(archive_path, capsys) -> None:
    open_writer(archive_path).close()
    foreign = archive_path.parent / "warc" / "wget.warc.gz"
    foreign.write_bytes(b"\x1f\x8b something")
    assert main(["verify", str(archive_path)]) == 1
    assert "wget.warc.gz: no row knows this file of another program" in capsys.readouterr().out
    open_writer(archive_path).close()
    assert foreign.read_bytes() == b"\x1f\x8b something"

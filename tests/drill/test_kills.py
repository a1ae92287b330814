"""Kills of every command that writes, each at random moments, and one run after each: nothing kept stays unread."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.fork_server import run_python, start_python

KILLS = int(os.environ.get("DRILL_KILLS", "10"))  # of each command with each signal
PAGES = 60
Told = Callable[[str, object], None]

pytestmark = pytest.mark.drill


def _report(number: int) -> str:
    body = "".join(
        f"<p>（{n}）第{number}局办理第{n}类事项{number * 31 + n * 7}件，组织培训{n + number}场次。</p>"
        for n in range(1, 30)
    )
    title = f"兰汀区第{number}局2024年法治政府建设年度报告"
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1><div>{body}</div></body></html>'


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Saved pages: half of them for the archive as it is found, half for the command that is killed."""
    folder = tmp_path_factory.mktemp("saved")
    for half in ("first", "second"):
        (folder / half).mkdir()
    for number in range(PAGES):
        (folder / ("first" if number % 2 else "second") / f"{number}.html").write_text(_report(number), "utf-8")
    return folder


@pytest.fixture(scope="module")
def found(saved: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that each kill gets a copy of: an archive, another one to merge, a backup, one of old reading."""
    folder = tmp_path_factory.mktemp("found")
    for half, name in (("first", "data"), ("second", "other")):
        (folder / name).mkdir()
        _done("crawler.cli.main", "ingest", str(saved / half), "--archive", str(folder / name / "archive.db"))
    _done("archive", "backup", str(folder / "backup"), "--archive", str(folder / "data" / "archive.db"))
    with closing(sqlite3.connect(folder / "data" / "archive.db")) as db:
        db.execute("DELETE FROM minhash_keys")
        db.execute("DELETE FROM minhash_keys_recent")
        db.execute("DELETE FROM minhashes")
        db.commit()
    _done("archive", "check", "--accept", str(folder / "data" / "archive.db"), codes=(0, 1))
    return folder


COMMANDS = {
    "ingest": ("crawler.cli.main", "ingest", "{saved}/second", "--archive", "{data}/archive.db"),
    "reclean": ("crawler.cli.main", "reclean", "--archive", "{data}/archive.db"),
    "merge": ("archive", "merge", "{other}/archive.db", "--archive", "{data}/archive.db"),
    "merge of a folder": ("archive", "merge", "{backup}", "--archive", "{data}/archive.db"),
    "twins --rebuild": ("archive", "twins", "--rebuild", "{data}/archive.db"),
    "compact": ("archive", "compact", "{data}/archive.db"),
    "upgrade": ("archive", "upgrade", "{data}/archive.db"),
    "index": ("archive", "index", "{data}/archive.db"),
    "backup": ("archive", "backup", "{data}/copy", "--archive", "{data}/archive.db"),
    "restore": ("archive", "restore", "{backup}", "--replace", "--archive", "{data}/archive.db"),
    "health": ("archive", "health", "{data}/archive.db"),
    "check --accept": ("archive", "check", "--accept", "{data}/archive.db"),
}


def _done(*words: str, codes: tuple[int, ...] = (0,)) -> str:
    done = run_python(*words)
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_kill_at_any_moment_leaves_what_one_run_puts_right(
    saved: Path, found: Path, tmp_path: Path, name: str, number: signal.Signals, record_property: Told
) -> None:
    draw = random.Random(f"{name} {number}")
    seconds = _seconds(saved, found, tmp_path, name)
    ended = 0
    for attempt in range(KILLS):
        words = _words(saved, found, tmp_path / str(attempt), name)
        process = start_python(*words)
        time.sleep(draw.uniform(0, seconds))
        process.send_signal(number)
        _, errors = process.communicate()
        assert "Traceback" not in errors, errors
        ended += process.returncode not in (0, 1)
        _is_put_right_by_one_run(tmp_path / str(attempt), saved)
        shutil.rmtree(tmp_path / str(attempt))
    record_property("said", f"{KILLS} times, {ended} of them before its end; one run later nothing is unread")


def _seconds(saved: Path, found: Path, tmp_path: Path, name: str) -> float:
    began = time.monotonic()
    _done(*_words(saved, found, tmp_path / "whole", name), codes=(0, 1))
    return time.monotonic() - began


def _words(saved: Path, found: Path, place: Path, name: str) -> list[str]:
    shutil.copytree(found, place)
    places = {each: place / each for each in ("data", "other", "backup")}
    return [word.format(saved=saved, **places) for word in COMMANDS[name]]


def _is_put_right_by_one_run(place: Path, saved: Path) -> None:
    archive = str(place / "data" / "archive.db")
    if not Path(archive).exists():  # between two renames of a restore: what lay there has its new name
        _done("archive", "restore", str(place / "backup"), "--archive", archive, codes=(0, 1))
    _done("crawler.cli.main", "ingest", str(saved / "first" / "1.html"), "--archive", archive)
    assert _done("archive", "problems", archive) == ""
    _done("archive", "twins", "--rebuild", archive)
    assert _done("archive", "check", archive) == ""
    assert _done("archive", "verify", archive) == ""
    with closing(sqlite3.connect(archive)) as db:
        unread = "SELECT count(*) FROM snapshots s JOIN pages p ON p.id = s.page WHERE s.cleaner_version IS NULL"
        assert db.execute(unread).fetchone() == (0,)

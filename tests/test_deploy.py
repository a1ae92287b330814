"""What stands in deploy/ works: each line of the crontab as cron runs it, the units as systemd reads them."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parent.parent / "deploy"
CRONTAB = (DEPLOY / "crontab").read_text("utf-8")
JOB = re.compile(r"^(?:# )?((?:\S+\s+){5})(cd .*)$", re.MULTILINE)


def _job(word: str) -> str:
    """The command of the first line in the crontab, commented or not, that has *word* in it."""
    return next(command for _, command in JOB.findall(CRONTAB) if word in command)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder as /srv/fazhi is: an environment, an archive that was never crawled into."""
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (tmp_path / "data").mkdir()
    return tmp_path


def _run(command: str, place: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run *command* as cron does: with /bin/sh, next to nothing in the environment, from somewhere else."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/", "FAZHI": str(place), **more}
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd="/", env=environment, capture_output=True, text=True, check=False
    )


def _archive(place: Path) -> None:
    code = "from archive import open_writer; open_writer('data/archive.db').close()"
    environment = os.environ | {"PYTHONPATH": str(DEPLOY.parent)}
    subprocess.run([sys.executable, "-c", code], cwd=place, env=environment, check=True)


def _crawled_well(place: Path) -> None:
    """Write the row of a crawl that ended well a moment ago."""
    with sqlite3.connect(place / "data" / "archive.db") as db:
        now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
        db.execute(
            "INSERT INTO runs (id, command, selection, started_at, finished_at, reason, software) "
            f"VALUES ('r', 'crawl', '', {now}, {now}, 'finished', '{{}}')"
        )


@pytest.mark.skipif(not shutil.which("crontab"), reason="cron is not installed")
def test_cron_takes_the_crontab_with_and_without_the_lines_for_the_hook(tmp_path: Path) -> None:
    whole = re.sub(r"^# (HOOK=|\d)", r"\1", CRONTAB, flags=re.MULTILINE)
    assert len(re.findall(r"^\d", whole, re.MULTILINE)) == len(re.findall(r"^\d", CRONTAB, re.MULTILINE)) + 1
    for number, text in enumerate((CRONTAB, whole)):
        path = tmp_path / f"crontab{number}"
        path.write_text(text, "utf-8")
        done = subprocess.run(["crontab", "-n", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert "%" not in whole, "cron takes it for the end of a line"


def test_the_line_for_health_is_silent_when_all_is_well_and_speaks_when_not(place: Path) -> None:
    _archive(place)
    bad = _run(_job("fazhi health"), place)
    assert (bad.returncode, bad.stderr) == (1, "")
    assert "no_crawl" in bad.stdout
    _crawled_well(place)
    good = _run(_job("fazhi health"), place)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")


def test_the_line_for_verify_is_silent_when_all_is_well_and_names_what_is_missing(place: Path) -> None:
    _archive(place)
    good = _run(_job("fazhi verify"), place)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    (place / "data" / "warc" / "stray.warc.gz").write_bytes(b"x")
    bad = _run(_job("fazhi verify"), place)
    assert (bad.returncode, bad.stderr) == (1, "")
    assert "no row knows this file" in bad.stdout


@pytest.fixture
def hook() -> Iterator[tuple[str, list[str]]]:
    """An address that takes what is posted, and what came."""
    came: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", came
        server.shutdown()
        thread.join()


@pytest.mark.skipif(not shutil.which("curl", path="/usr/bin:/bin"), reason="curl is not installed")
def test_the_line_for_the_hook_posts_what_health_says_and_nothing_when_all_is_well(
    place: Path, hook: tuple[str, list[str]]
) -> None:
    address, came = hook
    _archive(place)
    done = _run(_job("$HOOK"), place, HOOK=address, no_proxy="*")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(came) == 1
    assert "no_crawl" in came[0]
    _crawled_well(place)
    assert _run(_job("$HOOK"), place, HOOK=address, no_proxy="*").returncode == 0
    assert len(came) == 1


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_the_units(place: Path) -> None:
    names = ("fazhi.service", "fazhi.timer", "fazhi-verify.service", "fazhi-verify.timer")
    for name in names:
        (place / name).write_text((DEPLOY / name).read_text("utf-8").replace("/srv/fazhi", str(place)), "utf-8")
    units = [place / name for name in names]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["fazhi.service", "fazhi-verify.service", "crontab", "Dockerfile"])
def test_what_is_deployed_runs_commands_that_exist(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    commands = set(re.findall(r"(?:\.venv/bin/|fazhi |CMD \[\")(scrapy|fazhi)[\" ,]+(\w+)", text))
    assert commands
    for program, command in commands:
        done = subprocess.run(
            [Path(sys.executable).with_name(program), command, "--help"],
            cwd=DEPLOY.parent, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (program, command, done.stderr)

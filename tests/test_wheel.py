"""What a stranger installs: a wheel, in an environment of its own, used from an empty folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest

import settings
from tests.made_once import made_once

ROOT = Path(__file__).parent.parent
PACKAGES = ("archive", "cleaners", "crawler", "settings")
README = (ROOT / "README.md").read_text("utf-8")
Fazhi = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built of a copy of the project so that nothing is left in it."""

    def build(source: Path) -> None:
        for name in PACKAGES:
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md", "LICENSE", "MANIFEST.in"):
            shutil.copy(ROOT / name, source)
        code = "from setuptools import build_meta; build_meta.build_wheel('.')"
        done = subprocess.run([sys.executable, "-c", code], cwd=source, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    (built,) = made_once(tmp_path_factory, "wheel", build).glob("*.whl")
    return built


@pytest.fixture(scope="module")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was empty, with what the demo left in it, beside an environment that has the wheel.

    The dependencies are found in the environment of the tests.
    """
    if find_spec("pip") is None:
        pytest.skip("pip is not installed, so nothing can be")

    def install(base: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", base / "venv"], check=True)
        (site,) = (base / "venv" / "lib").glob("python*/site-packages")
        # A line in a .pth file adds the folder, and not what .pth files in it add: no editable install of ours.
        (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
        pip = [sys.executable, "-m", "pip", "--python", base / "venv" / "bin" / "python", "install", "--quiet"]
        subprocess.run([*pip, "--no-deps", "--no-index", "--force-reinstall", wheel], check=True)
        (base / "empty").mkdir()
        done = run_fazhi(base / "empty", "demo", "--table", "-s", "DOWNLOAD_TIMEOUT=1800")
        assert done.returncode == 0, done.stderr
        (base / "demo.stdout").write_text(done.stdout, "utf-8")
        (base / "demo.stderr").write_text(done.stderr, "utf-8")

    return made_once(tmp_path_factory, "installed", install) / "empty"


def environment() -> dict[str, str]:
    """What a user's shell has, and nothing that leads to the project's folder."""
    kept = ("PATH", "LANG", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"HOME": "/nonexistent"}


def run_fazhi(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [place.parent / "venv" / "bin" / "fazhi", *words]
    return subprocess.run(command, cwd=place, env=environment(), capture_output=True, text=True, check=False)


@pytest.fixture
def fazhi(place: Path) -> Fazhi:
    """Run the installed console script in the folder of the demo."""
    return partial(run_fazhi, place)


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        metadata = next(archive.read(name) for name in archive.namelist() if name.endswith("METADATA")).decode()
    there = {
        path.relative_to(ROOT).as_posix()
        for name in PACKAGES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == there
    assert {f"{name}/py.typed" for name in PACKAGES} <= held
    assert f"Version: {settings.VERSION}\n" in metadata
    assert "Classifier: Typing :: Typed\n" in metadata
    assert "License-Expression: MIT\n" in metadata


def test_the_installed_packages_are_those_of_the_wheel(place: Path) -> None:
    code = "import archive, cleaners, crawler; print(crawler.__file__, *(p.__version__ for p in (archive, cleaners, crawler)))"
    python = place.parent / "venv" / "bin" / "python"
    done = subprocess.run(
        [python, "-c", code], cwd=place, env=environment(), capture_output=True, text=True, check=True
    )
    path, *versions = done.stdout.split()
    assert Path(path).is_relative_to(place.parent / "venv")
    assert versions == [settings.VERSION] * 3


def test_version_and_help_are_told(fazhi: Fazhi) -> None:
    assert fazhi("--version").stdout == f"fazhi {settings.VERSION}\n"
    told = fazhi("crawl", "--help").stdout
    assert all(option in told for option in ("--portal", "--division", "--full", "--archive", "--tables"))


def test_the_readme_shows_what_the_demo_prints(place: Path) -> None:
    shown = re.search(r"<!-- demo -->\n```\n(.*?)```", README, re.DOTALL)
    assert shown
    assert "crawling" in place.with_name("demo.stderr").read_text("utf-8")  # the progress bar

    def facts(text: str) -> list[list[str]]:
        # Which portal of two that show one report is asked first is chance, and so are the seconds.
        rows = [line.split() for line in re.sub(r" in [0-9.]+ s;", ";", text).strip().splitlines()]
        return [row[:-3] if row[:1] != ["all"] and "".join(row[-1:]).isdecimal() else row for row in rows]

    *printed, browse = facts(place.with_name("demo.stdout").read_text("utf-8"))
    assert printed == facts(shown[1])[:-1]
    assert browse == ["Browse", "it:", "fazhi", "browse"]


def test_the_demo_s_reports_are_found_and_checked(fazhi: Fazhi, tmp_path: Path) -> None:
    found = fazhi("search", "营商环境", "--limit", "3")
    assert [set(json.loads(line)) >= {"id", "title", "snippet"} for line in found.stdout.splitlines()] == [True] * 3
    assert fazhi("check").returncode == 0
    assert fazhi("export", "--format", "csv", "--out", str(tmp_path / "export")).returncode == 0


def test_the_demo_s_archive_is_browsed(place: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [place.parent / "venv" / "bin" / "fazhi", "browse", "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    server = subprocess.Popen(command, cwd=place, env=environment(), text=True, **quiet)
    try:
        while server.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                    assert "法治政府建设报告档案库" in answer.read().decode()
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        assert server.poll() is None, server.stderr.read() if server.stderr else ""
    finally:
        server.terminate()
        server.communicate()

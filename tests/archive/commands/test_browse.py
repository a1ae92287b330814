"""`fazhi browse` and a plain `datasette` give the same pages; what is no archive is refused in one line."""

import argparse
import importlib.metadata
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.commands import browse
from archive.errors import NoSuchArchive, NotAnArchive
from tests.archive.shelf import make_archive

ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(command: list[str], port: int) -> Iterator[str]:
    """Run *command* until its port answers; end it by its process id."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    base = f"http://127.0.0.1:{port}"
    try:
        while True:
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            try:
                urllib.request.urlopen(f"{base}/-/versions.json").close()
                break
            except urllib.error.URLError:
                time.sleep(0.1)  # pytest's own timeout ends a server that never answers
        yield base
    finally:
        process.terminate()
        process.communicate()


def fetch(url: str) -> str:
    with urllib.request.urlopen(url) as response:
        return str(response.read().decode())


def assert_is_our_house(base: str) -> None:
    assert "法治政府建设报告档案库" in fetch(f"{base}/")
    assert "<mark>营商环境</mark>" in fetch(f"{base}/reports/search?q=%E8%90%A5%E5%95%86%E7%8E%AF%E5%A2%83")
    assert "一、主要举措和成效</h2>" in fetch(f"{base}/reports/documents/d00000000000001")
    assert ":root" in fetch(f"{base}/-/fazhi/fazhi.css")


def test_browse_serves_the_archive(tmp_path: Path) -> None:
    archive, port = make_archive(tmp_path / "reports.db"), free_port()
    command = [sys.executable, "-m", "archive", "browse", str(archive), "--port", str(port)]
    with serving(command, port) as base:
        assert_is_our_house(base)


def test_a_plain_datasette_serves_the_same_pages(tmp_path: Path) -> None:
    try:
        importlib.metadata.distribution("fazhi")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the package is not installed, so Datasette cannot know its entry point")
    archive, port = make_archive(tmp_path / "reports.db"), free_port()
    datasette = shutil.which("datasette", path=str(Path(sys.executable).parent)) or "datasette"
    with serving([datasette, "serve", str(archive), "--port", str(port)], port) as base:
        assert_is_our_house(base)


def arguments(path: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    browse.add_browse_arguments(parser)
    return argparse.Namespace(archive=str(path), **vars(parser.parse_args([])))


def test_browse_listens_on_this_machine_alone_unless_told(tmp_path: Path) -> None:
    assert arguments(tmp_path).host == "127.0.0.1"


def test_a_missing_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchArchive):
        browse.main_browse(arguments(tmp_path / "none.db"))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("no database")
    with pytest.raises(NotAnArchive):
        browse.main_browse(arguments(tmp_path / "letter.db"))


def test_the_command_line_says_it_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "archive", "browse", str(tmp_path / "none.db")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "none.db" in done.stderr

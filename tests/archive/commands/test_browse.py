"""`fazhi browse` and a plain `datasette` give the same pages; what is no archive is refused in one line."""

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

from archive.__main__ import main
from tests.archive.small_archive import make_archive

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


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive") / "reports.db")


def test_browse_serves_the_archive(path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "archive", "browse", str(path), "--port", str(port)]
    with serving(command, port) as base:
        assert_is_our_house(base)


def test_a_plain_datasette_serves_the_same_pages(path: Path) -> None:
    try:
        importlib.metadata.distribution("fazhi")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the package is not installed, so Datasette cannot know its entry point")
    port = free_port()
    datasette = shutil.which("datasette", path=str(Path(sys.executable).parent)) or "datasette"
    with serving([datasette, "serve", str(path), "--port", str(port)], port) as base:
        assert_is_our_house(base)


def test_browse_listens_on_this_machine_alone_unless_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr("datasette.cli.cli.main", lambda words, **options: asked.append(words))
    assert main(["browse", "--archive", str(path), "--port", "0", "--open"]) == 0
    (words,) = asked
    assert words[:6] == ["serve", str(path), "--host", "127.0.0.1", "--port", "0"]
    assert words[-1] == "--open"


@pytest.mark.parametrize("name", ["none.db", "letter.db"])
def test_what_is_no_archive_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "letter.db").write_text("no database")
    assert main(["browse", str(tmp_path / name)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert name in told

"""Archives where nothing can be written: a read-only mount, another user's folder."""

import logging
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive import ArchiveError, open_reader
from archive.__main__ import main
from archive.database import connection
from tests.archive.small_archive import make_archive


@pytest.fixture
def writable(tmp_path: Path) -> Path:
    """An archive as a writer leaves it: in WAL mode, all of it in the file."""
    folder = tmp_path / "writable"
    folder.mkdir()
    path = make_archive(folder / "archive.db")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    return path


@pytest.fixture
def sealed(tmp_path: Path, writable: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same where nothing can be written: root needs a mount for that, others a folder without the right."""
    connection._tell_read_only.cache_clear()
    if os.geteuid():
        writable.parent.chmod(0o555)
        yield writable
        writable.parent.chmod(0o755)
        return
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    mount = f"mount --bind {writable.parent} {mounted} && mount -o remount,ro,bind {mounted}"
    if not shutil.which("mount") or subprocess.run(mount, shell=True, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    yield mounted / "archive.db"
    subprocess.run(["umount", "-l", mounted], check=True)


def test_reading_needs_no_right_to_write(sealed: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), open_reader(sealed) as reader:
        assert reader.counts()["documents"] == 5
    assert "it is read as it is, and must not change meanwhile" in caplog.text


@pytest.mark.parametrize(
    "words",
    [
        ["problems"],
        ["portals"],
        ["search", "执法", "--archive"],
        ["coverage", "--archive"],
        ["health"],
        ["check"],
    ],
)
def test_commands_that_read_read_there(sealed: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = main([*words, str(sealed)])
    assert code in (0, 1), capsys.readouterr().err


def test_what_stands_beside_the_file_is_not_left_out_in_silence(writable: Path, sealed: Path) -> None:
    writable.parent.chmod(0o755)
    (writable.parent / "archive.db-wal").write_bytes(b"x" * 5000)
    if os.geteuid():
        writable.parent.chmod(0o555)
    with pytest.raises(ArchiveError, match="copy both into a folder of yours"):
        open_reader(sealed)


def test_browse_serves_what_cannot_be_written_as_an_unchanging_file(
    sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli = pytest.importorskip("datasette.cli").cli
    asked: list[list[str]] = []
    monkeypatch.setattr(cli, "main", lambda arguments, **_: asked.append(arguments))
    assert main(["browse", str(sealed)]) == 0
    assert asked[0][:3] == ["serve", "--immutable", str(sealed)]


def test_an_archive_that_can_be_written_is_read_with_its_log(writable: Path) -> None:
    assert not connection.is_read_only(writable)

"""No room: the writer says so and stops, and what it reported stored is there."""

from __future__ import annotations

import errno
import os
import subprocess
from resource import RLIMIT_FSIZE

import pytest

from archive import DiskFull, open_writer
from archive.__main__ import main

MIB = 1 << 20


def stored_ids(lines):
    return {kind: {line.split()[1] for line in lines if line.startswith(kind)} for kind in ("kept", "added")}


def read_until_full(process):
    """Give the ids that a writer printed before it found no room."""
    *lines, last = process.stdout.read().splitlines()
    assert process.wait() == 2
    assert last.startswith("DiskFull no room for")
    assert "free some space and run again" in last
    printed = stored_ids(lines)
    assert printed["kept"]
    return printed


@pytest.fixture
def all_is_well(rows, warcio_check, archive_path, capsys):
    def check(printed):
        assert rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert printed["kept"] <= {row["id"] for row in rows("SELECT id FROM snapshots")}
        assert printed["added"] <= {row["id"] for row in rows("SELECT id FROM documents")}
        assert warcio_check() == (0, "")
        assert main(["verify", str(archive_path)]) == 0
        assert capsys.readouterr().out == ""

    return check


@pytest.fixture
def little_room(archive_path):
    """Make the archive, which has the table of divisions in it, and leave each of its files a mebibyte to grow."""
    open_writer(archive_path).close()
    return {RLIMIT_FSIZE: archive_path.stat().st_size + MIB}


@pytest.mark.parametrize("ballast", [0, 300_000], ids=["the database first", "a WARC file first"])
def test_a_limit_on_files_ends_the_run_and_loses_nothing(start_writer, all_is_well, rows, ballast, little_room):
    printed = read_until_full(start_writer("seed", 0, ballast, limits=little_room))
    all_is_well(printed)

    assert start_writer("seed", 30, ballast).wait() == 0
    all_is_well(printed)
    assert [row["reason"] for row in rows("SELECT reason FROM runs ORDER BY rowid")] == ["killed", "finished"]


def test_a_batch_that_finds_no_room_keeps_its_evidence(
    start_writer, rows, archive_path, warcio_check, capsys, little_room
):
    printed = read_until_full(start_writer("seed", 0, 0, 25, limits=little_room))
    assert start_writer("other", 30).wait() == 0
    assert printed["kept"] <= {row["id"] for row in rows("SELECT id FROM snapshots")}
    assert warcio_check() == (0, "")
    assert main(["check", str(archive_path)]) == 0
    assert capsys.readouterr().out == ""


@pytest.fixture
def small_disk(archive_path):
    """Makes the archive's folder a file system of 6 MiB; gives a function that makes it larger."""
    folder = archive_path.parent

    def mount(*options):
        return subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False).returncode == 0

    if not mount("-t", "tmpfs", "-o", "size=6m", "none"):
        pytest.skip("mounting a tmpfs is not allowed here")
    yield lambda: mount("-o", "remount,size=64m")
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("ballast", [0, 100_000])
def test_a_full_disk_ends_the_run_and_loses_nothing(small_disk, start_writer, all_is_well, ballast):
    printed = read_until_full(start_writer("seed", 0, ballast))
    assert small_disk()
    all_is_well(printed)
    assert start_writer("seed", 30, ballast).wait() == 0
    all_is_well(printed)


def test_a_disk_that_is_full_from_the_beginning_is_one_clear_line(small_disk, start_writer, archive_path):
    filler = archive_path.with_name("filler")
    room = os.statvfs(filler.parent)
    filler.write_bytes(bytes(room.f_bavail * room.f_frsize))
    process = start_writer("seed")
    assert process.stdout.read().startswith("DiskFull no room for")
    assert process.wait() == 2
    filler.unlink()
    assert start_writer("seed", 1).wait() == 0


def test_a_full_folder_of_temporary_files_is_named(archive_path, tmp_path, monkeypatch):
    from archive.database import connection

    full = tmp_path / "tmp"
    full.mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(full))
    free = {full: 0, archive_path.parent: 1 << 30}
    monkeypatch.setattr(connection, "_free_bytes", lambda folder: free[folder])
    with (
        pytest.raises(DiskFull, match=f"no room for temporary files in {full}"),
        connection.archive_errors(archive_path),
    ):
        raise OSError(errno.ENOSPC, "No space left on device")

"""One file under several names: symbolic links, hard links, a mount somewhere else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archive import ArchiveError, ArchiveLocked, open_writer
from archive.__main__ import main
from archive.database.lock import WriterLock, is_being_written
from archive.evidence.warc_output import warc_folder


@pytest.fixture
def linked(archive_path: Path, tmp_path: Path) -> Path:
    """The archive under a symbolic link in another folder, by way of a second link."""
    open_writer(archive_path).close()
    (tmp_path / "elsewhere").mkdir()
    first = tmp_path / "elsewhere" / "first.db"
    first.symlink_to(archive_path)
    second = tmp_path / "elsewhere" / "second.db"
    second.symlink_to("first.db")
    return second


def test_a_link_lets_no_second_writer_in(archive_path: Path, linked: Path) -> None:
    with open_writer(archive_path), pytest.raises(ArchiveLocked):
        open_writer(linked)
    with open_writer(linked), pytest.raises(ArchiveLocked):
        open_writer(archive_path)


def test_evidence_lies_beside_the_file_itself(archive_path: Path, linked: Path, fetch, page) -> None:
    with open_writer(linked) as writer:
        writer.begin_run("crawl", "all")
        kept = writer.keep(fetch(b"body"), page())
        assert writer.read_payload(kept.snapshot).body == b"body"
    assert warc_folder(linked) == archive_path.parent / "warc"
    assert not (linked.parent / "warc").exists()
    assert [path.name for path in linked.parent.iterdir() if "lock" in path.name] == []
    assert main(["verify", str(archive_path)]) == main(["verify", str(linked)]) == 0


def test_a_link_to_a_folder_is_followed(archive_path: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "data").symlink_to("real")
    with open_writer(tmp_path / "data" / "archive.db"), pytest.raises(ArchiveLocked):
        open_writer(tmp_path / "real" / "archive.db")


def test_a_link_that_leads_nowhere_makes_the_archive_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "archive.db").symlink_to("disk/archive.db")
    open_writer(tmp_path / "archive.db").close()
    assert (tmp_path / "disk" / "warc").is_dir()


def test_a_second_hard_name_is_refused_with_what_to_do(archive_path: Path, tmp_path: Path) -> None:
    open_writer(archive_path).close()
    os.link(archive_path, tmp_path / "other.db")
    with pytest.raises(ArchiveError, match=r"2 names \(hard links\).*mv archive\.db\.own archive\.db"):
        open_writer(archive_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names that go with their process are Linux's")
def test_a_file_that_is_locked_is_locked_wherever_it_is_mounted(archive_path: Path, tmp_path: Path) -> None:
    open_writer(archive_path).close()
    other = tmp_path / "mounted.db"
    other.touch()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "--bind", archive_path, other], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        with WriterLock(archive_path), pytest.raises(ArchiveLocked, match="under another name"):
            WriterLock(other)
    finally:
        subprocess.run(["umount", "-l", other], check=True)


def test_whether_somebody_writes_is_seen_from_outside(archive_path: Path, linked: Path) -> None:
    assert not is_being_written(archive_path)
    with open_writer(archive_path):
        assert is_being_written(linked)
    assert not is_being_written(linked)

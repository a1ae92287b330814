"""An archive that is removed or replaced under its writer ends the run with an error, not with a success."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archive import ArchiveError, open_writer


def _remove_file(path: Path) -> None:
    path.unlink()


def _replace_file(path: Path) -> None:
    shutil.copy(path, f"{path}.copy")
    Path(f"{path}.copy").replace(path)


def _remove_evidence(path: Path) -> None:
    shutil.rmtree(path.parent / "warc")


def _remove_all(path: Path) -> None:
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("take", [_remove_file, _replace_file, _remove_evidence, _remove_all])
@pytest.mark.parametrize("is_batch", [False, True])
def test_it_is_noticed_at_the_next_step_and_at_the_end(tmp_path: Path, fetch, page, take, is_batch: bool) -> None:
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "archive.db"
    writer = open_writer(path)
    run = writer.begin_run("crawl", "all")
    writer.keep(fetch(b"one"), page())
    take(path)
    if is_batch:
        with pytest.raises(ArchiveError, match="was removed or replaced while it was being written"), writer.batch():
            writer.keep(fetch(b"two", day=1), page())
    else:
        with pytest.raises(ArchiveError, match="was removed or replaced while it was being written"):
            writer.keep(fetch(b"two", day=1), page())
    with pytest.raises(ArchiveError):
        writer.end_run(run, "finished", {})
    writer.close()


def test_it_is_noticed_when_nothing_was_written_since(tmp_path: Path, fetch, page) -> None:
    writer = open_writer(tmp_path / "archive.db")
    run = writer.begin_run("crawl", "all")
    writer.keep(fetch(b"one"), page())
    _remove_file(tmp_path / "archive.db")
    with pytest.raises(ArchiveError, match=r"archive\.db was removed or replaced"):
        writer.end_run(run, "finished", {})
    writer.close()

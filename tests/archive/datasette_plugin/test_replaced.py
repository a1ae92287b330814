"""A running server and an archive that is replaced, restored or removed under it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from tests.archive.small_archive import make_archive

PAGE = "/a/documents/d00000000000001"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return make_archive(tmp_path / "a.db")


async def test_a_replaced_archive_is_read_anew(path: Path, tmp_path: Path) -> None:
    datasette = Datasette([str(path)])
    assert (await datasette.client.get(PAGE)).status_code == 200
    other = make_archive(tmp_path / "other.db")
    from sqlite_utils import Database

    Database(other).execute("PRAGMA foreign_keys = OFF")
    with Database(other).conn as db:
        db.execute("UPDATE documents SET title = '换过的标题' WHERE id = 'd00000000000001'")
    other.replace(path)
    for _ in range(5):
        assert "换过的标题" in (await datasette.client.get(PAGE)).text


async def test_an_archive_that_was_removed_is_said_to_be_gone_and_read_when_it_is_back(path: Path) -> None:
    datasette = Datasette([str(path)])
    assert (await datasette.client.get(PAGE)).status_code == 200
    aside = shutil.move(path, path.with_name("aside"))
    answer = await datasette.client.get(PAGE)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert answer.text.startswith("a.db is not there: it was removed, or is being restored")
    shutil.copy(aside, path)
    assert (await datasette.client.get(PAGE)).status_code == 200

"""The process beside the server: what takes too long ends, and the reader is told."""

import os
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from archive.datasette_plugin import beside
from archive.datasette_plugin.beside import NotInTime, ask_beside
from tests.archive.datasette_plugin import slow_questions
from tests.archive.small_archive import make_archive

TWO = "/a/compare?a=d00000000000001&b=d00000000000004"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return make_archive(tmp_path_factory.mktemp("archive") / "a.db")


@pytest.fixture
def datasette(path: Path, monkeypatch: pytest.MonkeyPatch) -> Datasette:
    monkeypatch.setattr(beside, "LIMIT_SECONDS", 1800.0)
    return Datasette([str(path)])


async def test_a_question_is_answered_by_another_process_that_stays(datasette: Datasette) -> None:
    archive = datasette.get_database("a")
    documents, process = await ask_beside(archive, slow_questions.count, 10)
    assert documents == 15
    assert process != os.getpid()
    assert await ask_beside(archive, slow_questions.count, 0) == (5, process)


async def test_what_passes_the_limit_of_processor_time_ends_and_the_next_is_answered(datasette: Datasette) -> None:
    archive = datasette.get_database("a")
    with pytest.raises(NotInTime):
        await ask_beside(archive, slow_questions.pass_the_limit)
    assert (await ask_beside(archive, slow_questions.count, 0))[0] == 5


async def test_a_failure_is_told_and_the_next_is_answered(datasette: Datasette) -> None:
    archive = datasette.get_database("a")
    with pytest.raises(RuntimeError, match="no such thing"):
        await ask_beside(archive, slow_questions.fail)
    assert await ask_beside(archive, slow_questions.print_much) == "answer"


async def test_a_process_that_had_gone_is_started_again(datasette: Datasette) -> None:
    archive = datasette.get_database("a")
    await ask_beside(archive, slow_questions.count, 0)
    child = beside._HELPER._child
    assert child is not None
    child.terminate()
    child.wait()
    child.returncode = 0  # as of one that had gone to sleep
    assert (await ask_beside(archive, slow_questions.count, 0))[0] == 5


@pytest.mark.parametrize(("name", "value"), [("LIMIT_SECONDS", -1.0), ("MOST_WAITING", 0)])
async def test_a_reader_who_cannot_be_answered_in_time_is_told(
    datasette: Datasette, monkeypatch: pytest.MonkeyPatch, name: str, value: float
) -> None:
    assert (await datasette.client.get(TWO)).status_code == 200
    monkeypatch.setattr(beside, name, value)
    response = await datasette.client.get(TWO, headers={"accept-language": "en"})
    assert response.status_code == 503
    assert response.headers["retry-after"] == "10"
    assert "takes too long" in response.text
    data = await datasette.client.get("/a/coverage/unplaced.json", headers={"accept-language": "en"})
    assert data.json()["status"] == 503


async def test_a_page_that_passes_the_time_limit_of_a_query_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive.datasette_plugin.pages import health_facts

    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    monkeypatch.setattr(health_facts, "health", lambda db, now: db.execute(endless).fetchone())
    client = Datasette([str(path)], settings={"sql_time_limit_ms": 20}).client
    assert (await client.get("/a/health")).status_code == 503

"""The console script `fazhi`: what is printed where, and exit codes."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing

import pytest

from archive.__main__ import main
from archive.evidence.cdxj import INDEX_NAME


@pytest.fixture
def stored(show, article, cleaner_problem, writer, archive_path):
    """An archive with one page and one problem, closed."""
    kept, _ = show(b"report" * 50, article("法治", problems=(cleaner_problem("bad_date", "昨天"),)))
    writer.end_run(writer.run, "finished", {"pages": 1})
    writer.close()
    return kept


def test_verify_is_silent_when_all_is_well(stored, archive_path, capsys):
    assert main(["verify", str(archive_path)]) == 0
    assert capsys.readouterr() == ("", "")


def test_verify_names_each_damage(stored, archive_path, warcs, capsys):
    (path,) = warcs()
    data = bytearray(path.read_bytes())
    data[-40] ^= 0xFF
    path.write_bytes(data + b"more")
    assert main(["verify", str(archive_path)]) == 1
    size, digest, record, index = [json.loads(line)["fault"] for line in capsys.readouterr().out.splitlines()]
    assert f"expected {len(data)} bytes, found {len(data) + 4}" in size
    assert "expected a record, found none that is whole" in digest
    assert f"{INDEX_NAME}, line 1: " in index
    assert record.startswith(f"snapshot {stored.snapshot}: ")
    assert path.name in record


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("url", "http://www.yi.gov.cn/", "expected URL http://www.yi.gov.cn/, found http://www.jia.gov.cn/1.html"),
        ("fetched_at", "2020-01-01T00:00:00Z", "expected moment 2020-01-01T00:00:00Z, found 2026-03-01T08:00:00Z"),
        ("payload_digest", "sha256:0", "expected payload sha256:0, found sha256:"),
        ("warc_offset", 0, "found a record without one"),
        ("warc_offset", 7, "expected a record of"),
        ("warc_file", None, "expected a record of"),
    ],
)
def test_verify_compares_rows_with_records(stored, archive_path, rows, capsys, column, value, words):
    with closing(sqlite3.connect(archive_path)) as db:
        if column == "warc_file":
            db.execute("INSERT INTO warc_files (name, opened_at) VALUES ('gone.warc.gz', '')")
            value = "gone.warc.gz"
        if value == 0:  # the place of the warcinfo record, which is whole
            name = rows("SELECT name FROM warc_files")[0]["name"]
            inflate = zlib.decompressobj(31)
            data = (archive_path.parent / "warc" / name).read_bytes()
            inflate.decompress(data)
            db.execute("UPDATE snapshots SET warc_length = ?", [len(data) - len(inflate.unused_data)])
        db.execute(f"UPDATE snapshots SET {column} = ?", [value])
        db.commit()
    assert main(["verify", str(archive_path)]) == 1
    assert words in capsys.readouterr().out


def test_verify_may_run_while_somebody_writes(writer, fetch, page, archive_path, capsys):
    writer.keep(fetch(), page())
    assert main(["verify", str(archive_path)]) == 0


def test_runs_are_json_lines_the_newest_last(stored, archive_path, capsys):
    assert main(["runs", str(archive_path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    run = json.loads(line)
    assert (run["reason"], run["pages"], run["software"]) == ("finished", 1, {"fazhi": "0"})


def test_problems_are_those_of_the_last_run(stored, archive_path, capsys):
    assert main(["problems", str(archive_path)]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["detail"] == "昨天"


def test_no_problems_is_silence(writer, archive_path, capsys):
    assert main(["problems", str(archive_path)]) == 0
    assert capsys.readouterr() == ("", "")


def test_an_unknown_run_is_one_line_and_exit_code_2(stored, archive_path, capsys):
    assert main(["problems", str(archive_path), "--run", "x"]) == 2
    assert "no run x" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["verify", "runs", "problems"])
def test_a_missing_archive_is_one_line_and_exit_code_2(name, tmp_path, capsys):
    assert main([name, str(tmp_path / "none.db")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith(f"fazhi {name}: {tmp_path / 'none.db'} does not exist")


@pytest.mark.parametrize("words", [[], ["nonsense"], ["runs", "--limit", "x"]])
def test_misuse_is_exit_code_2(words, capsys):
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1


def test_search_takes_the_archive_as_an_option(stored, archive_path, capsys):
    assert main(["search", "法治", "--archive", str(archive_path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert "法治" in json.loads(line)["snippet"]

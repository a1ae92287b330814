"""`fazhi` as a whole: what is imported, and what Scrapy is given from any folder."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from archive.command_line.group import LazyGroup
from archive.commands import SECTIONS
from crawler.cli import SECTION, crawl
from crawler.cli.main import main
from crawler.spiders.portal_crawl import PortalCrawl

HEAVY = ("scrapy", "twisted", "datasette", "sqlite_utils", "numpy", "pandas", "opencc", "rapidfuzz", "warcio", "lxml", "selectolax")  # fmt: skip
# What only a crawl needs; lxml comes with Scrapy.
OF_A_CRAWL = (
    *(name for name in HEAVY if name not in ("scrapy", "twisted", "lxml")),
    "archive.writing.writer",
    "cleaners.page",
)
FAZHI = Path(sys.executable).with_name("fazhi")
PAGE = "<html><body><h1>某县2024年法治政府建设情况报告</h1><p>{}</p></body></html>".format(
    "法治政府建设情况如下。" * 40
)


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and nothing of Scrapy in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("SCRAPY_SETTINGS_MODULE", "FAZHI_ARCHIVE"):
        monkeypatch.setenv(name, "")  # so that what is set in the test is taken back
        monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def executed(somewhere: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The words that Scrapy is called with, in place of running it."""
    called: list[list[str]] = []

    def execute(words: list[str]) -> None:
        called.append(words)
        raise SystemExit(1)

    monkeypatch.setattr("scrapy.cmdline.execute", execute)
    return called


def test_help_imports_nothing_heavy() -> None:
    code = f"""
import sys
import archive, cleaners, archive.errors
from archive.commands import SECTIONS
from crawler.cli import SECTION
from crawler.cli.main import main
main(["--help"])
main(["--version"])
for section in (SECTION, *SECTIONS):
    for name in section.commands:
        assert main([name, "--help"]) == 0
        loaded = [module for module in {HEAVY} if module in sys.modules]
        assert not loaded, (name, loaded)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_scrapy_s_own_commands_load_no_cleaner_and_no_writer() -> None:
    code = f"""
import sys
from scrapy.cmdline import execute
try:
    execute(["scrapy", "list"])
except SystemExit as stopped:
    assert not stopped.code
loaded = [module for module in {OF_A_CRAWL} if module in sys.modules]
assert not loaded, loaded
"""
    environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "settings.base"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "portal\n"


def test_names_of_the_faces_are_those_that_type_checkers_see() -> None:
    """What stands under TYPE_CHECKING is what the package gives when it runs."""
    import ast
    from importlib import import_module

    for package in ("archive", "archive.export", "archive.twins", "cleaners"):
        face = import_module(package)
        (block,) = [
            node for node in ast.parse(Path(str(face.__file__)).read_text("utf-8")).body if isinstance(node, ast.If)
        ]
        typed = {
            alias.name: str(node.module)
            for node in block.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assert sorted(typed) == face.__all__
        for name, module in typed.items():
            assert getattr(face, name) is getattr(import_module(module), name)
        with pytest.raises(AttributeError):
            face.no_such_name  # noqa: B018


def test_crawl_gives_the_spider_its_arguments(executed: list[list[str]]) -> None:
    assert (
        main(
            ["crawl", "--portal", "haizhu", "--portal", "xixia", "--division", "广州", "--full", "-s", "LOG_LEVEL=INFO"]
        )
        == 1
    )
    assert main(["crawl", "-O", "out.jsonl", "--jobdir", "job", "--logfile", "a.log", "--archive", "x.db"]) == 1
    assert [" ".join(words) for words in executed] == [
        "fazhi crawl portal -a portal=haizhu,xixia -a division=广州 -a full=1"
        " --set ARCHIVE=data/archive.db --set LOG_LEVEL=INFO",
        "fazhi crawl portal -O out.jsonl --logfile a.log --set ARCHIVE=x.db --set JOBDIR=job",
    ]
    assert os.environ["SCRAPY_SETTINGS_MODULE"] == "settings.base"


def test_every_argument_of_the_spider_is_an_option() -> None:
    told = CliRunner().invoke(crawl.command, ["--help"]).output
    assert not [name for name in PortalCrawl.ARGUMENTS if f"--{name}" not in told]


def test_demo_and_addportal_are_scrapy_s_commands(executed: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text("")
    assert main(["demo", "--day", "1"]) == 1
    assert main(["addportal", "--dry-run", "--id", "lan", "--tables", "my.toml", "http://www.lan.gov.cn/"]) == 1
    assert [" ".join(words) for words in executed] == [
        "fazhi demo --day 1 --json --set ARCHIVE=data/archive.db",
        "fazhi addportal --dry-run --id lan --json http://www.lan.gov.cn/ --set PORTAL_TABLES=my.toml",
    ]


@pytest.mark.parametrize(
    "words", [["crawl", "-s", "LOG_LEVEL"], ["crawl", "portal"], ["crawl", "--tables", "none.toml"], ["ingest"]]
)
def test_misuse_is_one_line(words: list[str], somewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"fazhi {words[0]}: ")


def test_saved_pages_are_ingested_and_cleaned_again_from_any_folder(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (somewhere / "page.html").write_text(PAGE, "utf-8")
    assert main(["ingest", "page.html", "--archive", "a.db", "--table"]) == 0
    assert "1 new and 0 changed pages gave 1 documents" in capsys.readouterr().out
    assert main(["reclean", "--archive", "a.db", "--table"]) == 0
    assert main(["reclean", "--structure", "--archive", "a.db", "--table"]) == 0
    assert capsys.readouterr().out == "unchanged 1\nnothing to clean\n"
    assert main(["reclean", "--archive", "none.db"]) == 2
    assert capsys.readouterr().err.startswith("fazhi reclean: none.db does not exist")
    assert main(["search", "法治", "--archive", "a.db"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "某县2024年法治政府建设情况报告"


def test_the_console_script_runs_a_crawl_from_an_empty_folder(somewhere: Path) -> None:
    table = somewhere / "tables.toml"
    table.write_text(
        '[lan]\nname = "兰县"\nhosts = ["127.0.0.1"]\ndivision = "990100"\nsections = ["http://127.0.0.1:9/"]\n',
        "utf-8",
    )
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = [
        FAZHI,
        "crawl",
        "--tables",
        "tables.toml",
        "--archive",
        "a.db",
        "-s",
        "RETRY_ENABLED=False",
        "--logfile",
        "a.log",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")  # cron mails what a job prints
    done = subprocess.run([*command, "--json"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    told = json.loads(done.stdout)
    assert (told["portal"], told["requests"], told["pages"], told["problems"]) == ("lan", 0, 0, 2)
    with sqlite3.connect("a.db") as db:
        assert db.execute("SELECT command, reason FROM runs").fetchall() == [("crawl", "finished")] * 2
    unknown = subprocess.run([FAZHI, "crawl", "--portal", "lan", "--archive", "a.db"], env=environment, capture_output=True, text=True, check=False)  # fmt: skip
    assert unknown.returncode == 2
    assert unknown.stderr.startswith("fazhi crawl: unknown portal lan; known are ")


def test_a_reader_that_has_read_enough_is_no_error() -> None:
    done = subprocess.run(
        ["sh", "-c", f"({FAZHI} schema; echo $? >&2) | true"], capture_output=True, text=True, check=False
    )
    assert done.stderr == "0\n"


WITHOUT_JSON = {"browse", "schema"}  # a server, and a file in Markdown: docs/commands.md says so


def test_every_command_gives_json_lines_but_for_those_that_the_docs_name() -> None:
    docs = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
    group = LazyGroup((SECTION, *SECTIONS), help="")
    without = set()
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command
        if not any("--json" in parameter.opts for parameter in command.params):
            without.add(name)
    assert without == WITHOUT_JSON
    (told,) = [line for line in docs.splitlines() if line.startswith("| `--json`, `--table`")]
    assert all(f"`{name}`" in told for name in WITHOUT_JSON)


def _lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_pipes_get_json_lines_of_what_an_ingest_and_a_reclean_brought(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (somewhere / "page.html").write_text(PAGE, "utf-8")
    assert main(["ingest", "page.html", "--archive", "a.db"]) == 0
    out, err = capsys.readouterr()
    (told,) = _lines(out)
    assert (told["portal"], told["pages"], told["new"], told["documents"]) == (None, 1, 1, 1)
    assert "1 new and 0 changed pages gave 1 documents" in err
    assert main(["ingest", "page.html", "--archive", "a.db"]) == 0
    assert "Nothing new: 1 file gave 1 pages, 1 of them known (" in capsys.readouterr().err
    with sqlite3.connect("a.db") as db:
        assert (told["run"],) in db.execute("SELECT id FROM runs").fetchall()
    assert main(["reclean", "--archive", "a.db"]) == 0
    out, err = capsys.readouterr()
    (told,) = _lines(out)
    del told["run"]
    nothing = dict.fromkeys(("text_changed", "metadata_changed", "structure_changed", "mended", "problem", "crash"), 0)
    assert told == nothing | {"unchanged": 1}
    assert err == ""


def test_a_reclean_tells_texts_metadata_and_outlines_apart(somewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(4):
        page = PAGE.replace("某县", f"第{number}县")
        (somewhere / f"{number}.html").write_text(
            page.replace("<p>", f"<p>一、主要做法</p><p>本县办理案件{number}00件。", 1), "utf-8"
        )
    assert main(["ingest", ".", "--archive", "a.db"]) == 0
    with sqlite3.connect("a.db") as db:
        (ids,) = zip(*db.execute("SELECT id FROM documents ORDER BY seq"), strict=True)
        db.execute("UPDATE documents SET cleaner_version = 'old'")
        db.execute("UPDATE documents SET report_year = 2001 WHERE id = ?", ids[:1])
        db.execute("DELETE FROM outline WHERE document = ?", ids[1:2])
        db.execute("UPDATE documents SET text = text || '又及。', text_digest = 'x' WHERE id = ?", ids[2:3])
    capsys.readouterr()
    assert main(["reclean", "--archive", "a.db", "--table"]) == 0
    assert capsys.readouterr().out == "text changed 1, metadata changed 1, structure changed 1, unchanged 1\n"
    with sqlite3.connect("a.db") as db:
        last = "SELECT changed, unchanged FROM runs WHERE command = 'reclean'"
        assert db.execute(last).fetchone() == (3, 1)


@pytest.mark.parametrize(
    ("make", "path", "words"),
    [
        (None, "/dev/null", "/dev/null is a device; expected a file or folder to ingest"),
        (lambda: Path("a.html").touch(), "a.html", "a.html is empty; expected saved pages"),
        (lambda: Path("a.warc.gz").touch(), "a.warc.gz", "a.warc.gz is empty; expected saved pages"),
        (
            lambda: Path("saved").mkdir(),
            "saved",
            "folder saved holds nothing to ingest; expected saved pages",
        ),
        (
            lambda: (Path("saved").mkdir(), Path("saved/a.html").touch(), Path("saved/b.txt").touch()),
            "saved",
            "all 2 files in saved are empty; expected saved pages",
        ),
        (lambda: Path("saved").mkdir(), "none", "none does not exist; expected a file or folder"),
    ],
)
def test_what_holds_nothing_to_ingest_is_said_before_an_archive_is_made(
    make: Callable[[], object] | None, path: str, words: str, somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if make:
        make()
    assert main(["ingest", path, "--archive", "a.db"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert words in err
    assert not Path("a.db").exists()


def test_an_empty_file_among_others_is_a_problem_of_its_own(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (somewhere / "saved").mkdir()
    (somewhere / "saved" / "a.html").touch()
    (somewhere / "saved" / "b.html").write_text(PAGE, "utf-8")
    assert main(["ingest", "saved", "--archive", "a.db"]) == 0
    (told,) = _lines(capsys.readouterr().out)
    assert (told["pages"], told["documents"], told["problems"]) == (2, 1, 1)

"""What all commands share: help, misuse, exit codes, the archive, JSON or tables, completion."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

from archive.__main__ import main
from archive.command_line.group import LazyGroup, Section, run, with_example
from archive.commands import SECTIONS
from archive.divisions import organ_types
from archive.divisions.resolve import AdminLevel
from archive.document_fields import FILTERS
from cleaners.article import Kind
from crawler.cli import SECTION
from tests.browser.invented_archive import make_library

ROOT = Path(__file__).parents[3]
GROUP = LazyGroup((SECTION, *SECTIONS), help="All commands.")
NAMES = [name for section in GROUP.sections for name in section.commands]
RUNNING = [  # whose examples need neither network nor a browser, nor an id that only one archive has
    name for section in SECTIONS for name in section.commands if name not in ("browse", "reuse")
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("library") / "archive.db")


@pytest.fixture
def folder(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with an archive where commands look for it."""
    (tmp_path / "data").mkdir()
    shutil.copy(library, tmp_path / "data" / "archive.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FAZHI_ARCHIVE", raising=False)
    return tmp_path


def example_of(name: str) -> list[str]:
    """The words of the example in a command's help, without a redirection."""
    command = GROUP.get_command(click.Context(GROUP), name)
    assert command
    words = re.fullmatch(r"Example: fazhi (.+)", command.epilog or "")
    assert words, name
    return shlex.split(words[1].partition(" > ")[0])


@pytest.mark.parametrize("name", NAMES)
def test_help_is_one_sentence_and_an_example_of_the_command(name: str) -> None:
    told = CliRunner().invoke(GROUP, [name, "--help"])
    assert told.exit_code == 0
    sentence = next(section.commands[name] for section in GROUP.sections if name in section.commands)
    assert sentence in " ".join(told.output.split())
    assert sentence.endswith(".")
    assert ". " not in sentence
    assert example_of(name)[0] == name


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_words_that_the_command_takes(name: str) -> None:
    command = GROUP.get_command(click.Context(GROUP), name)
    assert command
    command.make_context(name, example_of(name)[1:])


@pytest.mark.parametrize("name", RUNNING)
def test_an_example_runs(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if name == "merge":
        shutil.copy(folder / "data" / "archive.db", folder / "other.db")
    if name == "restore":
        (folder / "backup").mkdir()
        shutil.copy(folder / "data" / "archive.db", folder / "backup" / "archive.db")
    assert main(example_of(name)) in (0, 1)
    assert capsys.readouterr().err.count("\n") <= 1


@pytest.mark.parametrize("name", [name for section in SECTIONS for name in section.commands if name != "schema"])
def test_every_command_takes_the_archive_as_an_option(name: str) -> None:
    told = CliRunner().invoke(GROUP, [name, "--help"]).output
    assert "--archive PATH" in told
    assert "FAZHI_ARCHIVE" in told


def test_the_archive_is_the_option_or_the_path_or_the_environment_or_the_usual_place(
    folder: Path, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["runs"]) == 0
    (folder / "data" / "archive.db").rename(folder / "moved.db")
    assert main(["runs"]) == 2
    assert main(["runs", "moved.db"]) == main(["runs", "--archive", "moved.db"]) == 0
    assert main(["runs", "moved.db", "--archive", "moved.db"]) == 0
    assert main(["runs", "moved.db", "--archive", "other.db"]) == 2
    assert "two archives were given, other.db and moved.db" in capsys.readouterr().err
    monkeypatch.setenv("FAZHI_ARCHIVE", "moved.db")
    assert main(["runs"]) == 0
    assert main(["runs", str(library)]) == 0
    assert main(["search", "法治", "--archive", "none.db"]) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "fazhi: Missing command."),
        (["nonsense"], "fazhi: No such command 'nonsense'."),
        (["runs", "--limit", "x"], "fazhi runs: Invalid value for '--limit': 'x' is not a valid integer range."),
        (["search"], "fazhi search: Missing argument 'QUERY...'."),
        (["search", "法治", "--yaer", "2024"], "fazhi search: No such option '--yaer'"),
        (["search", "法治", "--year", "9" * 20], "fazhi search: a number is too large"),
        (["portals", "--division", ""], "fazhi portals: Invalid value for '--division': is empty"),
        (["verify", "a.db", "b.db"], "fazhi verify: Got unexpected extra argument (b.db)"),
        (["review", "d1"], "fazhi review: a verdict needs two documents and what they are"),
        (["review", "d1", "d2"], "fazhi review: a verdict needs two documents and what they are"),
        (["review", "--remark", "one report"], "fazhi review: a verdict needs two documents and what they are"),
        (["coverage", "--csv", "--json"], "fazhi coverage: two forms were asked for: csv, and --json"),
        (["coverage", "--csv", "--table"], "fazhi coverage: two forms were asked for: csv, and --table"),
    ],
)
def test_misuse_is_one_line_and_exit_code_2(
    words: list[str], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(told)
    assert err.count("\n") == 1


class Broken(Exception):
    """An error of a room above."""


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (Broken("the portal\nis gone"), 2, "fazhi probe: the portal is gone\n"),
        (KeyboardInterrupt(), 2, "fazhi probe: stopped before its end\n"),
    ],
)
def test_an_error_of_ours_is_one_line(
    error: BaseException, code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @with_example("fazhi probe")
    def probe() -> int:
        raise error

    monkeypatch.setattr(LazyGroup, "get_command", lambda self, ctx, name: probe)
    assert run(LazyGroup((Section("Test", "tests", {"probe": "Fail."}),), help="Fail."), ["probe"], Broken) == code
    assert capsys.readouterr().err.strip() == told.strip()


def test_a_file_that_may_not_be_read_is_told_with_what_to_do() -> None:
    program = """
from archive.command_line.group import LazyGroup, Section, run, with_example
@with_example("fazhi probe")
def probe():
    raise PermissionError(13, "Permission denied", "/data/warc/a.warc.gz")
LazyGroup.get_command = lambda self, ctx, name: probe
raise SystemExit(run(LazyGroup((Section("Test", "tests", {"probe": "Fail."}),), help="Fail."), ["probe"], ValueError))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    expected = "fazhi probe: /data/warc/a.warc.gz: Permission denied; give this user the right to it\n"
    assert (done.stderr, done.returncode) == (expected, 2)


def test_words_of_a_search_need_no_quotes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "法治政府 建设", "--json"])
    quoted = capsys.readouterr().out
    main(["search", "法治政府", "建设", "--json"])
    assert capsys.readouterr().out == quoted != ""
    assert main(["search", "法治政府", "-建设"]) == 1
    assert capsys.readouterr().out == ""


def test_output_that_cannot_be_written_is_one_line(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "archive", "schema"]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr


def test_json_lines_where_there_is_no_terminal_and_a_table_where_it_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["portals"])
    assert {"id", "is_below_floor"} <= set(json.loads(capsys.readouterr().out.splitlines()[0]))
    main(["portals", "--table"])
    assert capsys.readouterr().out.splitlines()[0].split()[:2] == ["portal", "name"]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    main(["portals"])
    assert capsys.readouterr().out.splitlines()[0].split()[:2] == ["portal", "name"]
    main(["portals", "--json"])
    assert json.loads(capsys.readouterr().out.splitlines()[0])["id"]


@pytest.mark.parametrize("name", ["search", "coverage", "portals", "problems", "runs", "twins", "health"])
def test_a_table_takes_80_places(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from archive.text.terminal import places

    main([name, *(["法治"] if name == "search" else []), "--table"])
    assert max(map(places, capsys.readouterr().out.splitlines()), default=0) <= 80


def test_a_place_may_be_a_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, words in (("portals", []), ("search", ["法治"]), ("coverage", [])):
        by_code = main([name, *words, "--division", "990102"])
        coded = capsys.readouterr().out
        assert main([name, *words, "--division", "青禾市溪山区"]) == by_code
        assert capsys.readouterr().out == coded
        assert main([name, *words, "--division", "禾"]) == 2
        assert "2 places that may be meant, 990100 青禾市, 990102 青禾市 青禾市溪山区" in capsys.readouterr().err


def test_the_shell_completes_commands_without_importing_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LazyGroup, "get_command", lambda self, ctx, name: pytest.fail("imported"))
    assert [item.value for item in GROUP.shell_complete(click.Context(GROUP), "co")] == ["coverage", "compact"]


def test_the_line_for_bash_of_the_docs_is_click_s_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
    assert '\neval "$(_FAZHI_COMPLETE=bash_source fazhi)"\n' in docs
    monkeypatch.setenv("_FAZHI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "fazhi ver")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        main([])
    assert capsys.readouterr().out == "plain,verify\n"


def test_every_field_that_chooses_documents_is_an_option_of_search() -> None:
    command = GROUP.get_command(click.Context(GROUP), "search")
    assert command
    options = {option for parameter in command.params for option in parameter.opts}
    assert {f"--{name.replace('_', '-')}" for name in FILTERS} <= options


def _completed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str, typed: str) -> set[str]:
    """Return what bash is offered for the word *typed* after *words*."""
    line = f"fazhi {words} {typed}"
    monkeypatch.setenv("_FAZHI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
    with pytest.raises(SystemExit):
        run(GROUP, line.split()[1:])
    return {line.removeprefix("plain,") for line in capsys.readouterr().out.split()}


@pytest.mark.parametrize(
    ("words", "typed", "offered"),
    [
        ("search 法治 --kind", "re", {"report"}),
        ("search 法治 --level", "c", {"city", "county"}),
        ("search 法治 --organ-class", "dep", {"department"}),
        ("search 法治 --portal", "xis", {"xishan"}),
        ("search 法治 --division", "青禾市", {"青禾市", "青禾市溪山区"}),
        ("coverage --division", "9901", {"990100", "990102"}),
        ("export --kind", "p", {"plan", "personal_report", "periodic_report"}),
        ("search 法治 --archive none.db --division", "青", set()),
        ("crawl --portal", "haiz", {"haizhu"}),
        ("crawl --division", "海珠", {"海珠区"}),
        ("crawl --division", "44010", {"440103", "440105"}),
    ],
)
def test_the_shell_completes_values(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: str,
    typed: str,
    offered: set[str],
) -> None:
    found = _completed(monkeypatch, capsys, words, typed)
    assert found >= offered
    assert all(value.startswith(typed) for value in found), found
    assert offered or not found


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["search", "法治", "--kind", "reprot"], "'reprot' is not known, did you mean report? Known are report, "),
        (["search", "法治", "--kind", "Report"], "did you mean report?"),
        (["search", "法治", "--kind", "年报"], "'年报' is not known; known are report, "),
        (["search", "法治", "--level", "citty"], "did you mean city? Known are province, city, county, township"),
        (["search", "法治", "--organ-class", "goverment"], "did you mean government?"),
        (["search", "法治", "--portal", "xisan"], "did you mean xishan?"),
        (["export", "--kind", "plans"], "did you mean plan?"),
    ],
)
def test_an_unknown_value_is_refused_with_those_that_are_known(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert told in err


def test_values_of_fields_are_those_that_are_written() -> None:
    assert FILTERS["kind"].values == get_args(Kind)
    assert FILTERS["level"].values == get_args(AdminLevel)
    assert set(FILTERS["organ_class"].values) == {each.organ_class for each in organ_types().values()}

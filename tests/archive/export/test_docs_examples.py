"""Each example of docs/export.md and docs/structure.md runs, and the tables there are those of the code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import archive
from archive import api
from archive.commands.export import command as export_command
from archive.export import FORMATS
from cleaners.structure.indicators import VOCABULARY

DOCS = Path(__file__).resolve().parents[3] / "docs"
EXPORT, STRUCTURE = (DOCS / f"{name}.md" for name in ("export", "structure"))
LEAST_LINES = 2


def examples(path: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", path.read_text("utf-8"), re.M | re.S)


@pytest.mark.parametrize("code", examples(EXPORT), ids=["pandas", "duckdb", "datasets", "sqlite_utils", "archive"])
def test_an_example_of_the_export_page_runs(
    code: str,
    demo_archive: Path,
    demo_release: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    module = re.findall(r"^(?:import|from) (\w+)", code, re.M)[-1]
    pytest.importorskip(module)
    (tmp_path / "data").mkdir()
    shutil.copy(demo_archive, tmp_path / "data" / "archive.db")
    shutil.copytree(demo_release, tmp_path / "export")
    if module == "archive":
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(archive, "open", api.open, raising=False)
        exec(compile(code, str(EXPORT), "exec"), {})
        assert len(capsys.readouterr().out.splitlines()) >= LEAST_LINES
        return
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= (1 if module == "datasets" else LEAST_LINES)


def test_the_recipes_for_sqlite_utils_run_one_after_the_other(demo_archive: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(demo_archive, tmp_path / "data" / "archive.db")
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    commands = [
        line for block in re.findall(r"^```sh\n(.*?)^```", EXPORT.read_text("utf-8"), re.M | re.S)
        for line in block.splitlines() if line.startswith("sqlite-utils ")
    ]  # fmt: skip
    assert {command.split()[1] for command in commands} == {"tables", "rows", "query", "insert"}
    for command in commands:
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False, env={"PATH": path}
        )
        assert (done.returncode, done.stderr) == (0, ""), command
        assert len(done.stdout.splitlines()) >= LEAST_LINES or "insert" in command or ">" in command, command


def test_the_example_of_the_structure_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = examples(STRUCTURE)
    exec(compile(code, str(STRUCTURE), "exec"), {})
    out = capsys.readouterr().out
    assert "2 二、 2025年工作打算 plans" in out
    assert "review.accepted 12 件 ≈ 全年受理行政复议案件约12件。" in out


def test_the_table_of_indicators_is_the_vocabulary() -> None:
    counts = r"(?: (?:–|\d+ / \d+ / \d+) \|){3}"
    rows = re.findall(rf"^(\| `[\w.]+` \| .*? \|){counts}$", STRUCTURE.read_text("utf-8"), re.MULTILINE)
    assert rows == [
        f"| `{t.id}` | {t.label} | {t.unit} | {t.description} {t.meaning} | {'；'.join(t.traps)} |"
        for t in VOCABULARY.values()
    ]


def test_every_format_and_option_is_described() -> None:
    text = EXPORT.read_text("utf-8")
    options = [option for parameter in export_command.params for option in parameter.opts if option.startswith("--")]
    assert "--since" in options
    for word in (*FORMATS, *(option for option in options if option != "--json")):
        assert word in text, word

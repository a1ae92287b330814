"""What the documents say is true: commands, settings, tables, the output that the README shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import settings.base
from archive.commands import SECTIONS
from crawler.cli import SECTION

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCS = {path.name: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")}


def _scrapy_commands() -> set[str]:
    return {path.stem for path in (ROOT / "crawler" / "commands").glob("*.py")} - {"__init__"}


def test_every_command_stands_in_the_readme() -> None:
    scrapy = {f"scrapy {name}" for name in _scrapy_commands() - {"crawl"}} | {"scrapy crawl portal"}
    missing = (
        scrapy
        | {f"fazhi {name}" for name in SECTION.commands}
        | {f"fazhi {name}" for section in SECTIONS for name in section.commands}
    )
    assert not {command for command in missing if f"`{command}" not in README}


def test_every_setting_of_ours_is_described() -> None:
    source = (ROOT / "settings" / "base.py").read_text("utf-8")
    own = source.partition("# --- our own")[2].partition("# --- manners")[0]
    names = re.findall(r"^([A-Z_]+) =", own, re.MULTILINE)
    assert len(names) >= 5
    assert all(hasattr(settings.base, name) for name in names)
    assert not [name for name in names if f"`{name}`" not in DOCS["portals.md"]]


def test_links_between_documents_lead_somewhere() -> None:
    for name, text in {"README.md": README, **{f"docs/{name}": text for name, text in DOCS.items()}}.items():
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name} links to {target}"


@pytest.mark.parametrize("command", sorted(_scrapy_commands()))
def test_the_help_of_a_command_shows_an_example(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", command, "-h"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert f"Example: scrapy {command}" in " ".join(done.stdout.split())


def test_the_readme_shows_what_the_demo_prints(tmp_path: Path) -> None:
    shown = re.search(r"<!-- demo -->\n```\n(.*?)```", README, re.DOTALL)
    assert shown
    done = subprocess.run(
        [Path(sys.executable).with_name("fazhi"), "demo", "--archive", str(tmp_path / "archive.db")],
        cwd=ROOT, env=os.environ | {"SCRAPY_SETTINGS_MODULE": "settings.base"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    printed = done.stdout.replace(str(tmp_path), "data")
    assert "crawling" in done.stderr  # the progress bar

    def facts(text: str) -> list[list[str]]:
        # Which portal of two that show one report is asked first is chance, and so are the seconds.
        rows = [line.split() for line in re.sub(r" in [0-9.]+ s;", ";", text).strip().splitlines()]
        return [row[:-3] if row[:1] != ["all"] and "".join(row[-1:]).isdecimal() else row for row in rows]

    assert facts(printed) == facts(shown[1])

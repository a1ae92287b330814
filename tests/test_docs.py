"""What the documents say is true: commands, settings, tables, the output that the README shows."""

import re
from importlib import import_module
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
    told = import_module(f"crawler.commands.{command}").Command().long_desc()
    assert f"Example: scrapy {command}" in told


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_every_path_that_the_guides_name_is_there(name: str) -> None:
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", (ROOT / name).read_text("utf-8"))
    assert len(named) > 20
    assert not [path for path in named if not (ROOT / path).exists()]


def test_the_picture_of_the_rooms_shows_every_package() -> None:
    picture = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```")[1]
    packages = [
        path.parent.name for room in ("cleaners", "archive", "crawler") for path in (ROOT / room).glob("*/__init__.py")
    ]
    assert not [name for name in packages if not re.search(rf"\b{name}\b", picture)]

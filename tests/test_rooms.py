"""Imports run one way; docs/design: crawler -> cleaners, archive, settings."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("cleaners", "archive", "crawler", "settings")
SQL = ("sqlite3", "sqlite_utils")
HTML = ("lxml", "bs4", "selectolax")
FORBIDDEN = {
    "settings": ("cleaners", "archive", "crawler", "scrapy"),
    "cleaners": ("archive", "crawler", "settings", "scrapy", "socket", "urllib.request", "random", *SQL),
    "archive": ("cleaners", "crawler", "settings", "scrapy", *HTML),
    "crawler": (*SQL, *HTML),
    "crawler/sample": ("cleaners", "archive", "crawler.platforms", *SQL, *HTML),
    "crawler/platforms": ("scrapy", "archive", "cleaners"),
}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_room_imports_nothing_that_is_not_its_business(room: str) -> None:
    modules = sorted((ROOT / room).rglob("*.py"))
    assert modules, f"no modules in {room}"
    wrong = [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules
        for name in sorted(_imports(module))
        if any(name == bad or name.startswith(f"{bad}.") for bad in FORBIDDEN[room])
    ]
    assert not wrong


def test_the_cleaners_read_no_clock_and_no_file() -> None:
    for module in (ROOT / "cleaners").rglob("*.py"):
        calls = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in ast.walk(ast.parse(module.read_text("utf-8")))
            if isinstance(node, ast.Call)
        }
        assert not calls & {"open", "now", "utcnow", "today", "time", "urlopen"}, module.name

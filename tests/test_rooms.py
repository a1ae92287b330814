"""Imports run one way: crawler -> archive -> cleaners, and inside a room from the upper package to the lower one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import LONG

ROOT = Path(__file__).parent.parent
SQL = ("sqlite3", "sqlite_utils")
HTML = ("lxml", "bs4", "selectolax")
FORBIDDEN = {
    "settings": ("cleaners", "archive", "crawler", "tests", "scrapy"),
    "cleaners": ("archive", "crawler", "settings", "tests", "scrapy", "socket", "urllib.request", "random", *SQL),
    "archive": ("crawler", "settings", "tests", "scrapy", *HTML),
    "crawler": ("tests", *SQL, *HTML),
    "crawler/sample": ("cleaners", "archive", "crawler.platforms", *SQL, *HTML),
    "crawler/platforms": ("scrapy", "archive", "cleaners"),
}
ALLOWED = {
    "crawler/platforms": ("cleaners.patterns", "cleaners.problem_kinds")
}  # what is known of dates, endings, kinds
# The packages and modules of a room, the lowest first; what stands in one line may not import each other.
FLOORS = {
    "cleaners": """
        lazy_names
        problem_kinds
        addresses article errors
        fields
        origins patterns
        parsing
        metadata
        body
        text_dump structure files
        page
        __init__
    """,
    "archive": """
        errors types timestamps rows document_fields
        text
        divisions
        identity
        database
        evidence
        reader
        twins
        catalogue
        search
        coverage reuse consistency export
        merging
        writing
        care
        api
        datasette_plugin
        command_line
        commands
        __main__
    """,
    "crawler": """
        errors program urls sample signals
        page_redirects page_text
        command_base
        platforms
        downloading
        portals
        walking
        intake
        spiders
        commands
        cli
    """,
}
FLOORS_OF_FOLDERS = {  # inside a package of a room
    "cleaners/files": """
        errors
        parts
        limits optional_packages
        containers
        kinds
        result
        plain_text office layout
        dispatch
        file_text
        attempts
        __init__ __main__
    """,
}
IMPORTERS = ("import_module", "__import__")
MOST_MODULES = 16  # of a folder, without __init__.py: what a reader takes in at one look
# Folders of like things, where a module is found by the name that its user types, or by that of a platform.
CATALOGUES = ("commands", "cli", "sites")


def _modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    """Yield the dotted names that *path* imports, by a statement anywhere or by import_module("...")."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        yield from _imported_by(node)


def _imported_by(node: ast.AST) -> Iterator[str]:
    """Yield what one node imports; of ``from a import b`` the name a.b where that is a module, else a."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert not node.level, f"line {node.lineno} imports from a neighbour: name the room"
        assert node.module
        for alias in node.names:
            name = f"{node.module}.{alias.name}"
            yield name if _is_module(name) else node.module
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in IMPORTERS:
        yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant))


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or path.is_dir() or name.split(".")[0] not in {*FLOORS, "settings"}


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_room_imports_nothing_that_is_not_its_business(room: str) -> None:
    modules = sorted((ROOT / room).rglob("*.py"))
    assert modules, f"no modules in {room}"
    wrong = [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules
        for name in sorted(set(_imports(module)))
        if any(name == bad or name.startswith(f"{bad}.") for bad in FORBIDDEN[room])
        and not name.startswith(ALLOWED.get(room, "-"))
    ]
    assert not wrong


@pytest.mark.parametrize("room", [*FLOORS, *FLOORS_OF_FOLDERS])
def test_imports_inside_a_room_run_down(room: str) -> None:
    lines = (FLOORS | FLOORS_OF_FOLDERS)[room].strip().splitlines()
    floors = {part: floor for floor, line in enumerate(lines) for part in line.split()}
    inside = room.replace("/", ".") + "."
    wrong = []
    for module in _modules(ROOT / room):
        here = module.relative_to(ROOT / room).with_suffix("").parts[0]
        assert here == "__init__" or here in floors, f"{room}/{here} stands on no floor: add it to FLOORS"
        for name in set(_imports(module)):
            there = name.removeprefix(inside).split(".")[0] if name.startswith(inside) else here
            if there != here and floors[there] >= floors.get(here, len(floors)):
                wrong.append(f"{module.relative_to(ROOT)} imports {name}")
    assert not wrong


@pytest.mark.parametrize("room", FLOORS)
def test_no_modules_import_each_other_in_a_circle(room: str) -> None:
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in _modules(ROOT / room)}
    below = {name: {other for other in _imports_at_load(path) if other in names} for name, path in names.items()}
    while leaves := {name for name, others in below.items() if not others}:
        below = {name: others - leaves for name, others in below.items() if name not in leaves}
    assert not below, "these import each other, or something in a circle"


def _imports_at_load(path: Path) -> Iterator[str]:
    """Yield what is imported when the module is loaded: neither for types alone nor inside functions."""
    waiting: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        yield from _imported_by(node)
        is_later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if not is_later and not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            waiting += ast.iter_child_nodes(node)


def test_a_folder_holds_what_one_look_takes_in() -> None:
    crowded = {}
    for room in FLOORS:
        for folder in {path.parent for path in _modules(ROOT / room)}:
            modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
            if len(modules) > MOST_MODULES and folder.name not in CATALOGUES:
                crowded[str(folder.relative_to(ROOT))] = len(modules)
    assert not crowded


def test_every_package_says_what_is_in_it() -> None:
    packages = [path for room in FLOORS for path in _modules(ROOT / room) if path.name == "__init__.py"]
    folders = {path.parent for room in FLOORS for path in _modules(ROOT / room)}
    assert folders == {path.parent for path in packages}
    assert not [str(path.relative_to(ROOT)) for path in packages if not ast.get_docstring(ast.parse(path.read_text()))]


def test_a_name_of_a_module_means_one_thing() -> None:
    """Modules of the same name are told apart only by their folder, which a reader of an import does not see."""
    shared = {"__init__", "__main__", "errors"}  # one a room, by convention
    places: dict[str, list[str]] = {}
    for room in FLOORS:
        for path in _modules(ROOT / room):
            if path.stem not in shared and path.parent.name not in CATALOGUES:
                places.setdefault(path.stem, []).append(str(path.relative_to(ROOT)))
    assert not {name: paths for name, paths in places.items() if len(paths) > 1}


def test_the_simulated_portals_share_no_code_with_the_readers_of_pages() -> None:
    """Their agreement means something only so; the modules that compare the two sides are left out."""
    compare = {"confusion", "platform_table", "platforms", "visitor"}
    readers = ("cleaners", "archive", "crawler.platforms", "crawler.walking")
    modules = [path for path in (ROOT / "tests" / "sample_world").rglob("*.py") if path.stem not in compare]
    assert len(modules) > 20
    assert not [
        f"{path.name} imports {name}" for path in modules for name in _imports(path) if name.startswith(readers)
    ]


def test_no_module_knows_a_host_of_the_sample() -> None:
    """The hosts of the demo's portals are data; what is special about them, settings or a general rule tells."""
    modules = [path for room in (*FLOORS, "settings") for path in (ROOT / room).rglob("*.py")]
    assert not [str(path.relative_to(ROOT)) for path in modules if "gov.example" in path.read_text("utf-8")]


def test_the_cleaners_read_no_clock_and_no_file() -> None:
    for module in (ROOT / "cleaners").rglob("*.py"):
        calls = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in ast.walk(ast.parse(module.read_text("utf-8")))
            if isinstance(node, ast.Call)
        }
        assert not calls & {"open", "now", "utcnow", "today", "time", "urlopen"}, module.name


def test_every_file_that_is_to_begin_first_is_there() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert [name for name in LONG if names.count(name) != 1] == []

"""The work of every pattern and of every reader grows with its input and not faster, whatever the input.

Measured as processor time at sizes that grow fourfold: linear work grows fourfold, quadratic work sixteenfold.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleaners
from tests.cleaners.hostile_inputs import find_all, match_start, steep_input

_ROOM = Path(cleaners.__file__).parent
_SOURCES = {path: path.read_text("utf-8") for path in _ROOM.rglob("*.py")}
_ANCHORED = {"match", "fullmatch"}


def _patterns() -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern of the room by where it stands, each once; and those written in a call of ``re``."""
    found: dict[re.Pattern[Any], str] = {}
    for info in pkgutil.walk_packages(cleaners.__path__, "cleaners."):
        if info.name.rpartition(".")[2] != "__main__":
            for name, value in vars(importlib.import_module(info.name)).items():
                for pattern, place in _inside(value, f"{info.name}.{name}"):
                    found.setdefault(pattern, place)
    return {place: pattern for pattern, place in found.items()} | dict(_written_in_calls())


def _inside(value: object, place: str, depth: int = 0) -> Iterator[tuple[re.Pattern[Any], str]]:
    """The patterns in *value*: itself, or those in its items or attributes."""
    if isinstance(value, re.Pattern):
        yield value, place
    elif depth > 4 or isinstance(value, type):
        return
    elif isinstance(value, list | tuple | set | frozenset):
        for i, item in enumerate(value):
            yield from _inside(item, f"{place}[{i}]", depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(item, f"{place}[{key!r}]", depth + 1)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _inside(getattr(value, field.name, None), f"{place}.{field.name}", depth + 1)


def _written_in_calls() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for path, source in _SOURCES.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                called, first = node.func, node.args[0]
                is_re = isinstance(called.value, ast.Name) and called.value.id == "re" and called.attr != "compile"
                if is_re and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"{path.relative_to(_ROOM)}:{node.lineno}.{called.attr}", re.compile(first.value)


def _is_anchored(place: str) -> bool:
    """Whether the pattern at *place* is only matched at a start, nowhere searched for."""
    module, _, name = place.rpartition(".")
    if name in _ANCHORED:
        return True
    own = _ROOM.parent / (module.replace(".", "/") + ".py")
    sources = [_SOURCES.get(own, "")] if name.startswith("_") else _SOURCES.values()
    uses = {use for source in sources for use in re.findall(rf"\b{re.escape(name)}\.(\w+)\(", source)}
    return bool(uses) and uses <= _ANCHORED


_PATTERNS = _patterns()


def test_all_patterns_are_found() -> None:
    compiled = sum(source.count("re.compile(") for source in _SOURCES.values())
    assert len(_PATTERNS) > compiled


@pytest.mark.parametrize("place", sorted(_PATTERNS))
def test_work_of_a_pattern_grows_with_its_input(place: str) -> None:
    steep = steep_input(_PATTERNS[place], match_start if _is_anchored(place) else find_all)
    assert steep is None, f"{place} on {steep[0]!r}: {steep[1]:.0f} times the work at four times the size"

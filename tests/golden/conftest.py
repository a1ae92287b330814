"""Golden pages: what the cleaners make of saved pages, written down and reviewed like code."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected.json from what the cleaners give now")

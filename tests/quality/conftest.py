"""The quality gate: floors may rise freely; lowering one takes a flag and a reason."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("quality")
    group.addoption("--update-floors", action="store_true", help="raise the floors to what is reached now")
    group.addoption("--lower-floors", default="", metavar="REASON", help="write what is reached even if it is lower")

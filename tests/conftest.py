"""What all tests share: no time limit for what a property's examples take, two workers, programs that start quickly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import fork_server

# On a busy machine no example fails for the time it took, and none for the time that it took to make.
settings.register_profile(
    "project", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("project")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Take a worker for each core where folders are asked for; a few files are through before workers have started."""
    asked = [Path(str(argument).partition("::")[0]) for argument in config.args]
    return None if any(path.is_dir() for path in asked) else 0


def pytest_sessionfinish() -> None:
    """End the fork server of this worker."""
    fork_server.close()

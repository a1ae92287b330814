"""What all tests share: no time limit for a property's examples, workers, the longest first, programs that start quickly."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import fork_server
from tests.browser.invented_archive import make_library
from tests.made_once import made_once

# On a busy machine no example fails for the time it took, and none for the time that it took to make.
settings.register_profile(
    "project", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("project")


# Files with tests of five seconds and more, begun first: at the end, one of them would leave the other workers idle.
LONG = (
    "test_whole_country.py", "test_rendering.py", "test_merge.py", "test_interrupted_crawls.py", "test_real_pages.py",
    "test_wheel.py", "test_whole_crawl.py", "test_recognition.py", "test_file_reader.py", "test_docs_examples.py",
    "test_cleaning_of_the_sample.py", "test_care.py", "test_ocr.py", "test_attached_texts.py",
)  # fmt: skip


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Take a worker for each core where folders are asked for, and one for when the others wait for a browser or a pause.

    A few files are through before workers have started.
    """
    asked = [Path(str(argument).partition("::")[0]) for argument in config.args]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + 1 if any(path.is_dir() for path in asked) else 0


@pytest.hookimpl(tryfirst=True)  # a random order shuffles them afterwards
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files before all others."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


def pytest_sessionfinish() -> None:
    """End the fork server of this worker."""
    fork_server.close()


@pytest.fixture(scope="session")
def demo_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the demo, crawled from the sample portals on their first day; no test changes it."""

    def crawl(folder: Path) -> None:
        options = ("-s", f"ARCHIVE={folder / 'archive.db'}", "-s", "DOWNLOAD_TIMEOUT=1800")
        done = fork_server.run_python(
            "scrapy", "demo", *options, environment={"SCRAPY_SETTINGS_MODULE": "settings.base"}
        )
        assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "demo", crawl) / "archive.db"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of invented reports of two governments and their organs over four years; no test changes it."""
    return made_once(tmp_path_factory, "library", lambda folder: make_library(folder / "library.db")) / "library.db"

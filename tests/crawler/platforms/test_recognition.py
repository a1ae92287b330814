"""Every page is taken for its own content system, or for none that is known; never for a wrong one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.platforms import recognise
from tests.made_once import made_once
from tests.sample_world.confusion import (
    EXPECTED,
    PAGES,
    SECTIONS,
    confusion,
    of_sample,
    of_sections,
    real_pages,
)

needs_pages = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not here")


@pytest.fixture(scope="module")
def taken_for(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """The platform that each real page is taken for, and by what mark."""

    def make(folder: Path) -> None:
        found = {name: recognise(page) for name, page in real_pages()}
        names = {name: (platform.name, mark) for name, (platform, mark) in found.items()}
        (folder / "found.json").write_text(json.dumps(names), "utf-8")

    stored = made_once(tmp_path_factory, "recognised", make) / "found.json"
    return {name: (platform, mark) for name, (platform, mark) in json.loads(stored.read_text("utf-8")).items()}


@needs_pages
def test_no_real_page_is_taken_for_a_wrong_platform(taken_for: dict[str, tuple[str, str]]) -> None:
    wrong = {
        name: found for name, found in taken_for.items() if found[0] not in (EXPECTED.get(name, "generic"), "generic")
    }
    assert wrong == {}


@needs_pages
def test_nearly_every_real_page_of_a_known_platform_is_recognised(taken_for: dict[str, tuple[str, str]]) -> None:
    known = {name: found for name, (found, _) in taken_for.items() if EXPECTED.get(name, "generic") != "generic"}
    missed = [name for name, found in known.items() if found == "generic"]
    assert len(missed) <= len(known) // 20, missed


@pytest.mark.skipif(not SECTIONS.is_file(), reason="the table of real sections is not here")
def test_no_real_address_alone_is_taken_for_a_wrong_platform() -> None:
    assert {(right, found) for right, found in confusion(of_sections()) if found not in (right, "generic")} == set()


def test_every_page_of_the_sample_world_is_taken_for_its_own_platform_or_for_none() -> None:
    table = confusion(of_sample())
    assert {(right, found) for right, found in table if found not in (right, "generic")} == set()
    assert {right for right, found in table if right == found} == {right for right, _ in table}

"""Every page is taken for its own content system, or for none that is known; never for a wrong one."""

from __future__ import annotations

import pytest

from crawler.platforms import recognise
from tests.sample_world.confusion import (
    EXPECTED,
    PAGES,
    SECTIONS,
    confusion,
    of_real_pages,
    of_sample,
    of_sections,
    real_pages,
)

needs_pages = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not here")


@needs_pages
def test_no_real_page_is_taken_for_a_wrong_platform() -> None:
    wrong = {
        name: (found[0].name, found[1])
        for name, page in real_pages()
        if (found := recognise(page))[0].name not in (EXPECTED.get(name, "generic"), "generic")
    }
    assert wrong == {}


@needs_pages
def test_nearly_every_real_page_of_a_known_platform_is_recognised() -> None:
    table = confusion(of_real_pages())
    known = sum(count for (right, _), count in table.items() if right != "generic")
    missed = sum(count for (right, found), count in table.items() if right != "generic" and found == "generic")
    assert missed <= known // 20, table


@pytest.mark.skipif(not SECTIONS.is_file(), reason="the table of real sections is not here")
def test_no_real_address_alone_is_taken_for_a_wrong_platform() -> None:
    assert {(right, found) for right, found in confusion(of_sections()) if found not in (right, "generic")} == set()


def test_every_page_of_the_sample_world_is_taken_for_its_own_platform_or_for_none() -> None:
    table = confusion(of_sample())
    assert {(right, found) for right, found in table if found not in (right, "generic")} == set()
    assert {right for right, found in table if right == found} == {right for right, _ in table}

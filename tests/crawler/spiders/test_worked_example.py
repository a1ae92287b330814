"""What docs/platforms.md shows of adding a platform is what stands in the project."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from crawler.platforms import PLATFORMS

ROOT = Path(__file__).parents[3]
DOC = (ROOT / "docs" / "platforms.md").read_text("utf-8")


def test_the_module_of_the_worked_example_is_the_file_itself() -> None:
    [shown] = re.findall(r"```python\n(.*?)```", DOC, re.S)
    assert shown == (ROOT / "crawler" / "platforms" / "showlist.py").read_text("utf-8")


def test_it_is_a_small_platform() -> None:
    files = {name: inspect.getsourcefile(platform.recognise) for name, platform in PLATFORMS.items()}
    sizes = {name: Path(file).stat().st_size for name, file in files.items() if file}
    assert sizes["showlist"] < sorted(sizes.values())[len(sizes) // 3]


def test_each_step_of_it_is_named_and_done() -> None:
    for path in (
        "crawler/platforms/showlist.py",
        "crawler/platforms/__init__.py",
        "tests/sample_world/sites/showlist.py",
        "tests/sample_world/markups.py",
        "tests/sample_world/portals/yicen.toml",
    ):
        assert f"`{path}`" in DOC
        assert "showlist" in (ROOT / path).read_text("utf-8").lower()


def test_the_portal_of_the_worked_example_is_the_file_itself() -> None:
    [shown] = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "sample-portals.md").read_text("utf-8"), re.S)
    assert shown == (ROOT / "tests" / "sample_world" / "portals" / "yicen.toml").read_text("utf-8")


def test_every_platform_stands_in_both_tables() -> None:
    head = DOC[: DOC.index("## Adding a platform")]
    assert {name: head.count(f"| `{name}`") for name in PLATFORMS if name != "generic"} == {
        name: 2 for name in PLATFORMS if name != "generic"
    }

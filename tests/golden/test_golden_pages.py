"""Every golden page gives exactly the Article written down beside it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

import cleaners

HERE = Path(__file__).parent
CASES = sorted({path.parent for path in HERE.glob("*/*/meta.json") if any(path.parent.glob("body.*"))})


def read_case(folder: Path) -> cleaners.Article:
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    dump = folder / "body.txt"
    if dump.exists():
        return cleaners.clean_text(dump.read_bytes(), meta["url"])
    return cleaners.clean_page((folder / "body.html").read_bytes(), meta["url"], meta["headers"])


def as_json(article: cleaners.Article) -> dict[str, Any]:
    fields = {field.name: getattr(article, field.name) for field in dataclasses.fields(article)}
    fields["text"] = article.paragraphs
    fields["found"] = dict(article.found)
    for name in ("attachments", "tables", "problems"):
        fields[name] = [dataclasses.asdict(item) for item in fields[name]]
    return json.loads(json.dumps({name: value for name, value in fields.items() if value not in (None, [], (), {})}))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_golden_page_gives_what_is_written_beside_it(folder: Path, request: pytest.FixtureRequest) -> None:
    got = as_json(read_case(folder))
    expected = folder / "expected.json"
    if request.config.getoption("--update-golden", default=False):
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    assert expected.exists(), f"{expected} is missing; run pytest tests/golden --update-golden and review it"
    assert got == json.loads(expected.read_text("utf-8"))


def test_pages_of_one_article_join_to_its_whole_text() -> None:
    first, second = (read_case(HERE / "trs_pages" / name) for name in ("page_1", "page_2"))
    whole = cleaners.join_pages([first, second])
    assert first.further_pages == ("http://www.ninghu.example.cn/xxgk/202503/t20250320_88012_1.html",)
    assert second.further_pages == ("http://www.ninghu.example.cn/xxgk/202503/t20250320_88012.html",)
    assert whole.paragraphs == first.paragraphs + second.paragraphs
    assert (whole.signature, whole.signed_on) == ("宁湖市人民政府", "2025-02-22")
    assert whole.title == first.title
    assert whole.further_pages == ()


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_cleaning_the_text_of_a_golden_page_again_keeps_it(folder: Path) -> None:
    text = read_case(folder).text
    if text:
        assert cleaners.clean_text(text).text == text

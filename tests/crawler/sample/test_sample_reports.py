"""Generated reports and files: stable, unlike each other, really readable."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from itertools import combinations
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sample.figures import draw_figures, rate
from crawler.sample.files import DOCX, PDF, write_file
from crawler.sample.grammar import Deck, fill, phrases
from crawler.sample.institutions import BUREAUS, bureau, government, street
from crawler.sample.portal_files import place_of
from crawler.sample.portal_model import File
from crawler.sample.reports import amend, chinese_date, compose
from tests.sample_world.world import World

LANTING, YANZE = place_of("lanting"), place_of("yanze")

MOST_ALIKE = 0.3  # Jaccard of character 5-grams


def grams(text: str) -> set[str]:
    folded = re.sub(r"\s", "", text)
    return {folded[n : n + 5] for n in range(len(folded) - 4)}


def test_different_reports_share_little() -> None:
    shingles = [grams(text) for text in sorted(World().expected(0).texts)]
    alike = max(len(a & b) / len(a | b) for a, b in combinations(shingles, 2))
    assert alike < MOST_ALIKE


def test_a_changed_report_is_nearly_the_same() -> None:
    report = compose(bureau(LANTING, "农业农村局"), 2024, date(2025, 2, 1))
    changed = amend(report)
    before, after = grams("".join(report.paragraphs)), grams("".join(changed.paragraphs))
    assert 0.9 < len(before & after) / len(before | after) < 1


@pytest.mark.parametrize("organ", [government(YANZE), bureau(YANZE, "水务局"), street(YANZE, "峋梁镇")])
def test_a_report_is_the_same_each_time(organ: object) -> None:
    assert compose(organ, 2024, date(2025, 3, 3)) == compose(organ, 2024, date(2025, 3, 3))  # type: ignore[arg-type]
    assert compose(organ, 2024, date(2025, 3, 3)) != compose(organ, 2023, date(2025, 3, 3))  # type: ignore[arg-type]


@given(st.sampled_from(sorted(BUREAUS)), st.integers(2015, 2030))
def test_every_report_is_well_formed(name: str, year: int) -> None:
    report = compose(bureau(YANZE, name), year, date(year + 1, 2, 14))
    text = "\n".join(report.paragraphs)
    assert str(year) in report.title
    assert not re.search(r"[\[\]{}|]", text)  # no slot and no alternative is left
    assert not re.search(r"[，。；：]{2}", text)
    assert all(line == line.strip() and line for line in report.paragraphs)
    marks = re.findall(r"^([一二三四五六七八九十]+)、", text, re.M)
    assert marks == ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三"][: len(marks)]
    assert len(marks) >= 3


@given(st.integers(), st.sampled_from(["government", "street", "water"]))
def test_figures_agree_with_each_other(seed: int, domain: str) -> None:
    figures = {name: float(value) for name, value in draw_figures(Random(seed), domain).items()}
    assert figures["review.received"] >= figures["review.accepted"] >= figures["review.closed"]
    assert figures["litig.total"] == figures["litig.first"] + figures["litig.second"]
    assert figures["litig.lost"] <= figures["litig.total"]
    assert figures["mediate.ok"] <= figures["mediate.total"]
    assert 0 < figures["mediate.rate"] <= 100


def test_rates_are_printed_without_idle_zeros() -> None:
    assert [rate(1, 3), rate(1, 2), rate(4, 4), rate(0, 0)] == ["33.33", "50", "100", "0"]


def test_dates_in_chinese_numerals() -> None:
    assert chinese_date(date(2025, 2, 18)) == "二〇二五年二月十八日"
    assert chinese_date(date(2020, 10, 30), "○") == "二○二○年十月三十日"
    assert chinese_date(date(2019, 12, 5)) == "二〇一九年十二月五日"


def test_choices_and_slots_are_filled() -> None:
    rng = Random(1)
    assert fill("{who}[来|到]{3-3}次", rng, {"who": "甲"}) in ("甲来3次", "甲到3次")
    assert fill("{who}", rng, {"who": ["甲", "乙"]}) in ("甲", "乙")
    with pytest.raises(KeyError):
        fill("{nobody}", rng, {})


def test_a_deck_deals_each_phrase_once_before_any_comes_again() -> None:
    pool = list("abcdef")
    deck = Deck(Random(3))
    assert sorted(deck.draw(pool) for _ in pool) == sorted(deck.draw(pool) for _ in pool) == pool


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in strings(part)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["work", "domains", "frame"])
def test_every_slot_of_the_phrases_has_a_word(name: str) -> None:
    known = {
        "organ",
        "self",
        "short",
        "year",
        "next",
        "obj",
        "law",
        "place",
        "partner",
        "unit",
        "case",
        "level",
        "village",
    }
    known |= {f"f.{each}" for each in draw_figures(Random(0), "water")}
    slots = {slot for text in strings(phrases(name)) for slot in re.findall(r"\{([^{}]*)\}", text)}
    assert slots
    assert {slot for slot in slots if not re.fullmatch(r"\d+-\d+", slot)} <= known


def test_every_phrase_closes_its_brackets() -> None:
    for text in strings([phrases("work"), phrases("domains"), phrases("frame")]):
        assert text.count("[") == text.count("]")
        assert text.count("{") == text.count("}")


TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], max_codepoint=0xFFFD)), max_size=5
)


@given(TEXTS.map(tuple))
def test_docx_opens_and_holds_its_paragraphs(paragraphs: tuple[str, ...]) -> None:
    body, media_type = write_file(File("a.docx", paragraphs, "docx"))
    assert (body[:4], media_type) == (b"PK\x03\x04", DOCX)
    with zipfile.ZipFile(BytesIO(body)) as archive:
        assert archive.testzip() is None
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert tuple("".join(node.itertext()) for node in tree.iter(f"{word}p")) == paragraphs


@given(TEXTS.map(tuple))
def test_pdf_has_a_true_cross_reference_table_and_its_text(paragraphs: tuple[str, ...]) -> None:
    body, media_type = write_file(File("a.pdf", paragraphs))
    assert (body[:8], media_type) == (b"%PDF-1.4", PDF)
    assert body.endswith(b"%%EOF\n")
    start = int(re.search(rb"startxref\n(\d+)\n", body)[1])  # type: ignore[index]
    assert body[start : start + 4] == b"xref"
    offsets = [int(line[:10]) for line in re.findall(rb"\d{10} 00000 n ", body[start:])]
    assert len(offsets) == int(re.search(rb"/Size (\d+)", body)[1]) - 1  # type: ignore[index]
    for number, offset in enumerate(offsets, 1):
        assert body[offset:].startswith(b"%d 0 obj\n" % number)
    shown = re.findall(rb"<([0-9A-F]*)> Tj", body)
    assert "".join(bytes.fromhex(line.decode()).decode("utf-16-be") for line in shown) == "".join(paragraphs)
    for length, stream in re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", body, re.S):
        assert int(length) == len(stream)


def test_attachments_of_the_world_are_what_they_say() -> None:
    files = [file for report in World().expected(0).reports.values() for file in report.attachments]
    pages = World().pages(0)
    first = {"application/pdf": b"%PDF", DOCX: b"PK\x03\x04"}
    assert {file.media_type for file in files} == set(first)
    for file in files:
        answer = pages[file.url]
        assert answer.media_type == file.media_type  # type: ignore[union-attr]
        assert answer.body.startswith(first[file.media_type])  # type: ignore[union-attr]
        assert file.paragraphs

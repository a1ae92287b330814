"""Entries of sample portals: reports of organs, and notices that are no reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from crawler.sample.answers import CHINA
from crawler.sample.grammar import fill, phrases
from crawler.sample.institutions import Organ
from crawler.sample.portal_model import Entry
from crawler.sample.reports import Block, Report, compose


def _office_hour(rng: Random, first: datetime, days: int) -> datetime:
    """A moment on a working day within *days* from *first*, 8:30 to 17:30."""
    day = first + timedelta(days=rng.randrange(days))
    day -= timedelta(days=max(0, day.weekday() - 4))
    return day.replace(hour=8, minute=30) + timedelta(seconds=rng.randrange(9 * 3600))


def published(organ: Organ, year: int) -> datetime:
    """When the report on *year* went online: mostly by the end of March, some late, few before the year is over."""
    rng = Random(f"{organ.name}/{year}/published")
    start, days = {0: ((year + 1, 4, 3), 11), 1: ((year, 12, 12), 15)}.get(rng.randrange(14), ((year + 1, 1, 8), 82))
    return _office_hour(rng, datetime(*start, tzinfo=CHINA), days)


def report_entry(make_entry: type[Entry], organ: Organ, year: int, length: tuple[int, int] | None = None) -> Entry:
    """The entry of an organ's report, without a key; *length* is the range of its characters, if not the usual one."""
    moment = published(organ, year)
    report = compose(organ, year, moment.date(), length)
    return make_entry("", report.title, moment, report, blocks=report.blocks, source=organ.name)


def with_head(entry: Entry, serial: int, series: str = "008", mark: str = "府", days: int = 4) -> Entry:
    """The entry with 索引号, 成文日期 and, of a government, 文号, for pages that have a head list.

    成文日期 is the day of the signature, blank if that is a month only; without a signature, *days* before publication.
    """
    assert entry.report
    organ, moment = entry.report.organ, entry.published
    signed_on = entry.report.signed_on or (moment - timedelta(days=days)).date().isoformat()
    number = f"{organ.place.name[0]}{mark}〔{moment.year}〕{serial % 40 + 1}号"
    return replace(
        entry,
        index_number=f"{organ.place.code}{series}/{moment.year}-{serial:05d}",
        document_number=number if organ.domain == "government" else None,
        written_on=signed_on if len(signed_on) == len("2025-02-18") else None,
    )


def with_paragraph(report: Report, text: str) -> Report:
    """The report with one paragraph more before its first heading."""
    head = next(number for number, block in enumerate(report.blocks) if block.kind == "h1")
    return replace(report, blocks=(*report.blocks[:head], Block("p", text), *report.blocks[head:]))


def notice_entry(make_entry: type[Entry], organ: Organ, kind: str, template: str, moment: datetime) -> Entry:
    """A notice that is no report, without a key: *template* makes its title."""
    rng = Random(f"{organ.name}/{kind}/{template}/{moment}")
    words = {
        "organ": organ.name,
        "place": organ.place.name,
        "village": phrases("frame")["places"],
        "year": str(moment.year - 1),
        "next": str(moment.year),
        "unit": organ.place.unit,
        "obj": phrases("domains")[organ.domain]["objects"],
    }
    bodies = rng.sample(phrases("frame")["notices"]["bodies"], 4)
    blocks = [Block("p", fill(body, rng, words)) for body in bodies]
    if rng.random() < 0.5:
        blocks += [Block("signature", organ.name), Block("date", f"{moment.year}年{moment.month}月{moment.day}日")]
    return make_entry("", fill(template, rng, words), moment, kind=kind, blocks=tuple(blocks), source=organ.name)

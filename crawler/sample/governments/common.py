"""Entries as every sample government makes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from crawler.sample.answers import CHINA
from crawler.sample.grammar import fill, phrases
from crawler.sample.keys import post_key
from crawler.sample.model import Entry, Why
from crawler.sample.names import Organ
from crawler.sample.reports import Block, compose


def office_hour(rng: Random, first: datetime, days: int) -> datetime:
    """A moment on a working day within *days* from *first*, 8:30 to 17:30."""
    day = first + timedelta(days=rng.randrange(days))
    day -= timedelta(days=max(0, day.weekday() - 4))
    return day.replace(hour=8, minute=30) + timedelta(seconds=rng.randrange(9 * 3600))


def published(organ: Organ, year: int) -> datetime:
    """When the report on *year* went online: mostly by the end of March, some late, few before the year is over."""
    rng = Random(f"{organ.name}/{year}/published")
    start, days = {0: ((year + 1, 4, 3), 11), 1: ((year, 12, 12), 15)}.get(rng.randrange(14), ((year + 1, 1, 8), 82))
    return office_hour(rng, datetime(*start, tzinfo=CHINA), days)


def report_entry(organ: Organ, year: int, key: str = "", source: str | None = "", **more: object) -> Entry:
    """The entry of an organ's report; *source* is the organ itself unless given, *key* a post id."""
    moment = published(organ, year)
    report = compose(organ, year, moment.date())
    entry = Entry(
        key or post_key(report.title, moment),
        report.title,
        moment,
        report,
        blocks=report.blocks,
        source=organ.name if source == "" else source,
    )
    return replace(entry, **more)  # type: ignore[arg-type]


def failing_entry(title: str, moment: datetime, why: Why, url: str | None = None) -> Entry:
    """A row behind which no article stands."""
    return Entry(post_key(title, moment), title, moment, why=why, url=url)


def notice_entry(organ: Organ, kind: str, template: str, moment: datetime, key: str) -> Entry:
    """A notice that is no report: *template* makes its title."""
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
    return Entry(key, fill(template, rng, words), moment, kind=kind, blocks=tuple(blocks), source=organ.name)

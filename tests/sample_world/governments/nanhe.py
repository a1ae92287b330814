"""楠河县: the misfortunes, each behind a row of its own, so that the other portals stay clean.

No two refusals follow each other in the list: a crawler that gives a portal up after some in a row gets through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest

from crawler.sample.keys import post_key
from crawler.sample.model import Column, Entry, Portal
from crawler.sample.names import NANHE, bureau, government, street
from tests.sample_world.expected import Why
from tests.sample_world.governments.section import short_entry

_WHY: tuple[Why, ...] = ("412", "404", "521", "403", "loop", "soft_404", "cut_off", "empty")


def portal() -> Portal:
    """The portal of 楠河县; robots.txt forbids its second section."""
    forbidden = tuple(short_entry(bureau(NANHE, name), 2025) for name in ("统计局", "财政局"))
    return Portal(
        key="nanhe",
        name="楠河县人民政府",
        place=NANHE,
        platform="trs",
        site_id_code="9994030001",
        section=Column("法治政府建设", "/zwgk/fzzfjs/", tuple(_entries())),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.nanhe.gov.example",),
        icp="泓ICP备99940301号",
        page_size=6,
        robots="User-agent: *\nDisallow: /zwgk/nbfzzf/\n",
        look="plain",
        more=(Column("内部法治政府建设", "/zwgk/nbfzzf/", forbidden, forbidden=True),),
    )


def _entries() -> Iterator[Entry]:
    """Good rows and bad ones by turns, one a day."""
    moment = short_entry(government(NANHE), 2025).published.replace(month=3, day=30)
    for number, pair in enumerate(zip_longest(_good(), _bad())):
        for half, entry in enumerate(pair):
            if entry:
                day = moment - timedelta(days=2 * number + half)
                yield replace(entry, published=day, key=post_key(entry.title, day))


def _good() -> Iterator[Entry]:
    """Reports that are reached, some of them not at once."""
    yield short_entry(government(NANHE), 2022)
    yield short_entry(government(NANHE), 2023, slow_seconds=1.2)
    yield short_entry(government(NANHE), 2024, hop="refresh")
    yield short_entry(bureau(NANHE, "水务局"), 2025, busy=True)
    yield short_entry(bureau(NANHE, "教育局"), 2025, hop="script")
    yield short_entry(street(NANHE, "沙棠镇"), 2025, cookie=True)
    yield short_entry(street(NANHE, "青埠镇"), 2025)
    yield short_entry(bureau(NANHE, "民政局"), 2024)


def _bad() -> Iterator[Entry]:
    """Reports that are not reached; where it matters, their text is there."""
    names = ("生态环境局", "应急管理局", "农业农村局", "交通运输局", "自然资源局", "人力资源和社会保障局")
    organs = [*(bureau(NANHE, name) for name in names), street(NANHE, "雁回镇"), street(NANHE, "蓼花镇")]
    for why, organ in zip(_WHY, organs, strict=True):
        entry = short_entry(organ, 2025)
        yield replace(entry, report=None, why=why)

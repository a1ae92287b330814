"""筠泽市: a Hanweb portal of the new generation; it shows two reports of its counties once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from crawler.sample.keys import post_key
from crawler.sample.model import Column, Entry, Portal
from crawler.sample.names import HANLAN, MEIXU, YUNZE, Place, government
from tests.sample_world.governments.section import section_entries, short_entry


def portal() -> Portal:
    """The portal of 筠泽市."""
    entries = (*section_entries(YUNZE, serial=5), _county_report(HANLAN, 2023), _county_report(MEIXU, 2025))
    return Portal(
        key="yunze",
        name="筠泽市人民政府",
        place=YUNZE,
        platform="hanweb_jpaas",
        site_id_code="9995000001",
        section=Column("法治政府建设", "/zwgk/fzzfjs/", entries),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.yunze.gov.example",),
        icp="筠ICP备99950001号",
        page_size=6,
        validators=False,
    )


def _county_report(place: Place, year: int) -> Entry:
    """A county's report, some days after the county showed it, under another title."""
    entry = short_entry(government(place), year)
    later = entry.published + timedelta(days=5, minutes=31)
    title = f"{place.name}{year}年法治政府建设情况报告（全文）"
    return replace(entry, key=post_key(title, later), title=title, published=later, source=place.name)

"""柳湲县: a TRS portal; one report stands in a second column too, and rows lead there by ``../../``."""

from __future__ import annotations

from dataclasses import replace

from crawler.sample.model import Column, Entry, Portal
from crawler.sample.names import LIUYUAN, government
from tests.sample_world.governments.section import section_entries, short_entry


def portal() -> Portal:
    """The portal of 柳湲县."""
    entries = (*section_entries(LIUYUAN, serial=0), _second_home())
    return Portal(
        key="liuyuan",
        name="柳湲县人民政府",
        place=LIUYUAN,
        platform="trs",
        site_id_code="9994010001",
        section=Column("法治政府建设", "/zwgk/fzzfjs/", entries),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.liuyuan.gov.example",),
        icp="泓ICP备99940101号",
        page_size=5,
        robots="User-agent: *\nDisallow: /was5/web/search\n",
        look="pages_first",
    )


def _second_home() -> Entry:
    """The government's report on 2024 once more, as a notice."""
    entry = short_entry(government(LIUYUAN), 2024)
    return replace(entry, key=str(int(entry.key) + 7), folder="/xwzx/tzgg/")

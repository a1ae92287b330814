"""菱湾县: a portal that shows nothing before its scripts have run."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import LINGWAN
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 菱湾县."""
    return Portal(
        key="lingwan",
        name="菱湾县人民政府",
        place=LINGWAN,
        platform="scripted",
        site_id_code="9999050001",
        section=Column("法治政府建设", "/zwgk/fzzfjs/", section_entries(LINGWAN, serial=17)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.lingwan.gov.example",),
        icp="沣ICP备99990501号",
        page_size=5,
    )

"""菡岚县: a Hanweb portal whose list asks for groups of three pages and gets XML."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import HANLAN
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 菡岚县."""
    return Portal(
        key="hanlan",
        name="菡岚县人民政府",
        place=HANLAN,
        platform="hanweb_jpage",
        site_id_code="9995010001",
        section=Column("法治政府建设", "/col/col1229143380/", section_entries(HANLAN, serial=2)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.hanlan.gov.example",),
        icp="筠ICP备99950101号",
        page_size=6,
        look="xml",
    )

"""谷箐县: a system of its own, all in GBK; its robots.txt is the home page."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import GUQING
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 谷箐县."""
    return Portal(
        key="guqing",
        name="谷箐县人民政府",
        place=GUQING,
        platform="generic",
        site_id_code="9999030001",
        section=Column("法治政府建设", "/NewsList.aspx?ClassID=12", section_entries(GUQING, serial=16)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.guqing.gov.example",),
        icp="沣ICP备99990301号",
        page_size=5,
        stamp="second",
        validators=False,
    )

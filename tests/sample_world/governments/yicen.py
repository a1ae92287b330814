"""漪岑县: a showList portal."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import YICEN
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 漪岑县."""
    return Portal(
        key="yicen",
        name="漪岑县人民政府",
        place=YICEN,
        platform="showlist",
        site_id_code="9998020001",
        section=Column("法治政府建设", "/OpennessContent/showList/784/34502/", section_entries(YICEN, serial=12)),
        trail=(("首页", "/"), ("信息公开", "/Openness/")),
        hosts=("www.yicen.gov.example",),
        icp="漪ICP备99980201号",
        page_size=5,
    )

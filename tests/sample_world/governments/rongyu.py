"""榕滪县: a Jeecms portal."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import RONGYU
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 榕滪县."""
    return Portal(
        key="rongyu",
        name="榕滪县人民政府",
        place=RONGYU,
        platform="jeecms",
        site_id_code="9997020001",
        section=Column("法治政府建设", "/fzzfjs/", section_entries(RONGYU, serial=15)),
        trail=(("首页", "/"), ("信息公开", "/xxgk/")),
        hosts=("www.rongyu.gov.example",),
        icp="滪ICP备99970201号",
        page_size=5,
        stamp="second",
    )

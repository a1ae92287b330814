"""雁汜县: a system of its own whose list lies in a frame."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import YANSI
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 雁汜县."""
    return Portal(
        key="yansi",
        name="雁汜县人民政府",
        place=YANSI,
        platform="generic",
        site_id_code="9999040001",
        section=Column("法治政府建设", "/Class.aspx?ID=31", section_entries(YANSI, serial=21)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.yansi.gov.example",),
        icp="沣ICP备99990401号",
        page_size=5,
        stamp="second",
        look="framed",
        validators=False,
    )

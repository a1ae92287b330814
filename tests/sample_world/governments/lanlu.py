"""岚麓县: a VSB portal whose page files count down."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import LANLU
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 岚麓县."""
    return Portal(
        key="lanlu",
        name="岚麓县人民政府",
        place=LANLU,
        platform="vsb",
        site_id_code="9997010001",
        section=Column("法治政府建设", "/zwgk/fzzf.htm", section_entries(LANLU, serial=10)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.lanlu.gov.example",),
        icp="滪ICP备99970101号",
        page_size=5,
    )

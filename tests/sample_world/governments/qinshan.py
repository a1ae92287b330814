"""沁杉市: a portal of the UCAP cloud."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import QINSHAN
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 沁杉市."""
    return Portal(
        key="qinshan",
        name="沁杉市人民政府",
        place=QINSHAN,
        platform="ucap_cloud",
        site_id_code="9996000001",
        section=Column("法治政府建设", "/qssrmzf/fzzfjs/pc/list.html", section_entries(QINSHAN, serial=7)),
        trail=(("首页", "/"), ("政务公开", "/qssrmzf/zwgk/")),
        hosts=("www.qinshan.gov.example",),
        icp="沁ICP备99960001号",
        page_size=5,
        validators=False,
    )

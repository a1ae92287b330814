"""朔沅县: a UCAP portal that hides its rows in a comment and has a JSON service behind it."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import SHUOYUAN
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 朔沅县."""
    return Portal(
        key="shuoyuan",
        name="朔沅县人民政府",
        place=SHUOYUAN,
        platform="ucap",
        site_id_code="9996020001",
        section=Column("法治政府建设", "/syx/c112794/", section_entries(SHUOYUAN, serial=9, head=True)),
        trail=(("首页", "/"), ("政府信息公开", "/syx/")),
        hosts=("www.shuoyuan.gov.example",),
        icp="沁ICP备99960201号",
        page_size=5,
        look="comment",
    )

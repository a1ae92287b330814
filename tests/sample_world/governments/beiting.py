"""北汀县: a UCAP portal with page files."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import BEITING
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 北汀县."""
    return Portal(
        key="beiting",
        name="北汀县人民政府",
        place=BEITING,
        platform="ucap",
        site_id_code="9996010001",
        section=Column("法治政府建设年报", "/btxxxgk/fzzfjsnb/", section_entries(BEITING, serial=8)),
        trail=(("首页", "/"), ("政务公开", "/btxxxgk/")),
        hosts=("www.beiting.gov.example",),
        icp="沁ICP备99960101号",
        page_size=5,
        stamp="minute",
        look="static",
    )

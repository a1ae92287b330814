"""渡茳县: a TRS portal whose pager has a quoted first argument and counts from 1; its stem is not index."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import DUJIANG
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 渡茳县."""
    return Portal(
        key="dujiang",
        name="渡茳县人民政府",
        place=DUJIANG,
        platform="trs",
        site_id_code="9994040001",
        section=Column("法治政府建设", "/zwgk/fzzfjs/", section_entries(DUJIANG, serial=17)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.dujiang.gov.example",),
        icp="泓ICP备99940401号",
        page_size=5,
        look="quoted",
    )

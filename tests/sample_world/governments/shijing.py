"""石泾区: a TRS portal with rows written by scripts, records before pages, and older details."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import SHIJING
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 石泾区."""
    return Portal(
        key="shijing",
        name="石泾区人民政府",
        place=SHIJING,
        platform="trs",
        site_id_code="9994020001",
        section=Column("法治政府建设年度报告", "/zwgk/zdgk/fzzfjsndbg/", section_entries(SHIJING, serial=1)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.shijing.gov.example",),
        icp="泓ICP备99940201号",
        page_size=5,
        look="records_first",
    )

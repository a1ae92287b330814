"""楸滩县: a TRS portal with countPage in a script, and .htm."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import QIUTAN
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 楸滩县."""
    return Portal(
        key="qiutan",
        name="楸滩县人民政府",
        place=QIUTAN,
        platform="trs",
        site_id_code="9994050001",
        section=Column("依法行政", "/zwgk/yfxz/", section_entries(QIUTAN, serial=18)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.qiutan.gov.example",),
        icp="泓ICP备99940501号",
        page_size=5,
        look="count_page",
    )

"""桐陂县: a TRS portal with all rows on one page."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import TONGPO
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 桐陂县."""
    return Portal(
        key="tongpo",
        name="桐陂县人民政府",
        place=TONGPO,
        platform="trs",
        site_id_code="9994070001",
        section=Column("法治政府建设报告", "/gongkai/fzzfjsbg/", section_entries(TONGPO, serial=20)),
        trail=(("首页", "/"), ("政务公开", "/gongkai/")),
        hosts=("www.tongpo.gov.example",),
        icp="泓ICP备99940701号",
        page_size=100,
        look="one_page",
    )

"""汐滢区: a TRS portal whose pages nothing leads to: list.html, list_2.html."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import XIYING
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 汐滢区."""
    return Portal(
        key="xiying",
        name="汐滢区人民政府",
        place=XIYING,
        platform="trs",
        site_id_code="9994060001",
        section=Column("法治政府建设", "/ztzl/fzzfjs/", section_entries(XIYING, serial=19)),
        trail=(("首页", "/"), ("专题专栏", "/ztzl/")),
        hosts=("www.xiying.gov.example",),
        icp="泓ICP备99940601号",
        page_size=5,
        look="no_call",
    )

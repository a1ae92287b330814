"""沣槿区: a portal of the Shaanxi system; nothing tells how many pages there are."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import FENGJIN
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 沣槿区."""
    return Portal(
        key="fengjin",
        name="沣槿区人民政府",
        place=FENGJIN,
        platform="shaanxi",
        site_id_code="9999010001",
        section=Column("法治政府建设", "/ztzl/fzzfjs/", section_entries(FENGJIN, serial=13)),
        trail=(("首页", "/"), ("专题专栏", "/ztzl/")),
        hosts=("www.fengjin.gov.example",),
        icp="沣ICP备99990101号",
        page_size=5,
    )

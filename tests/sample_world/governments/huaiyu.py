"""淮峪区: a Lonsun portal; pages after the first come from a label."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import HUAIYU
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 淮峪区."""
    return Portal(
        key="huaiyu",
        name="淮峪区人民政府",
        place=HUAIYU,
        platform="lonsun",
        site_id_code="9998010001",
        section=Column(
            "法治政府建设",
            "/public/column/6596035?type=4&catId=7011301&action=list&nav=3",
            section_entries(HUAIYU, serial=11, head=True),
        ),
        trail=(("首页", "/"), ("政府信息公开", "/public/")),
        hosts=("www.huaiyu.gov.example",),
        icp="漪ICP备99980101号",
        page_size=5,
    )

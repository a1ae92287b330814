"""吴茭区: an Epoint portal; its rows are JSON."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import WUJIAO
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 吴茭区."""
    return Portal(
        key="wujiao",
        name="吴茭区人民政府",
        place=WUJIAO,
        platform="epoint",
        site_id_code="9999020001",
        section=Column(
            "法治政府建设", "/govxxgk/WJ0/category/029/029001/govlist.html", section_entries(WUJIAO, serial=14)
        ),
        trail=(("首页", "/"), ("政府信息公开", "/govxxgk/")),
        hosts=("www.wujiao.gov.example",),
        icp="吴ICP备99990201号",
        page_size=5,
        stamp="day",
    )

"""淞坞区: the disclosure catalogue of a Hanweb portal; its rows come from a search."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import SONGWU
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 淞坞区."""
    return Portal(
        key="songwu",
        name="淞坞区人民政府",
        place=SONGWU,
        platform="hanweb_xxgk",
        site_id_code="9995030001",
        section=Column("法治政府建设年报", "/col/col1550/index.html", section_entries(SONGWU, serial=4, head=True)),
        trail=(("首页", "/"), ("政府信息公开", "/zfxxgk/")),
        hosts=("www.songwu.gov.example",),
        icp="筠ICP备99950301号",
        page_size=5,
        validators=False,
    )

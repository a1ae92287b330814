"""湄溆县: a Hanweb portal whose list asks page by page and gets script text."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import MEIXU
from tests.sample_world.governments.section import section_entries


def portal() -> Portal:
    """The portal of 湄溆县."""
    return Portal(
        key="meixu",
        name="湄溆县人民政府",
        place=MEIXU,
        platform="hanweb_jpage",
        site_id_code="9995020001",
        section=Column("依法行政", "/col/col84242/", section_entries(MEIXU, serial=3)),
        trail=(("首页", "/"), ("政府信息公开", "/zfxxgk/")),
        hosts=("www.meixu.gov.example",),
        icp="筠ICP备99950201号",
        page_size=5,
        robots="User-agent: *\nDisallow: /module/search/\n",
        look="script",
    )

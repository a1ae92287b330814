"""碧汎区: a Hanweb portal that shows the first page of its list only; the rest is sealed."""

from __future__ import annotations

from crawler.sample.model import Column, Portal
from crawler.sample.names import BIFAN, bureau, government
from tests.sample_world.governments.section import short_entry


def portal() -> Portal:
    """The portal of 碧汎区, as far as it can be seen."""
    entries = [short_entry(government(BIFAN), year) for year in (2022, 2023, 2024, 2025)]
    entries += [short_entry(bureau(BIFAN, name), 2025) for name in ("水务局", "教育局")]
    return Portal(
        key="bifan",
        name="碧汎区人民政府",
        place=BIFAN,
        platform="hanweb_jpage",
        site_id_code="9995040001",
        section=Column("法治政府建设", "/col/col71230/", tuple(entries)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/")),
        hosts=("www.bifan.gov.example",),
        icp="筠ICP备99950401号",
        page_size=6,
        look="sealed",
        validators=False,
    )

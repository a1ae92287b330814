"""栖岚区: an NFCMS portal with one flat section of three pages, and a clock in its banner that stands still."""

from __future__ import annotations

from dataclasses import replace

from crawler.sample.governments.common import report_entry
from crawler.sample.model import Column, Entry, Portal
from crawler.sample.names import QILAN, bureau, government, street, zone

_SECTION = "/xxgk/fzzfjs/"
_BUREAUS = {
    2024: ("教育局", "住房和城乡建设局", "交通运输局", "人力资源和社会保障局", "生态环境局"),
    2025: ("教育局", "水务局", "文化广电旅游体育局", "民政局", "统计局", "司法局", "卫生健康局"),
}


def portal() -> Portal:
    """The district's portal; it answers under its bare host too, and one row leads there."""
    return Portal(
        key="qilan",
        name="澄洲市栖岚区人民政府",
        place=QILAN,
        platform="nfcms",
        site_id_code="9991020003",
        section=Column("法治政府建设年度报告", _SECTION, tuple(_entries())),
        trail=(("首页", "/"), ("信息公开", "/xxgk/")),
        hosts=("www.qilan.gov.example", "qilan.gov.example"),
        icp="澄ICP备99910202号",
        page_size=8,
        stamp="minute",
        look="banner",
    )


def _entries() -> list[Entry]:
    entries = [report_entry(government(QILAN), year, source=None) for year in (2022, 2023, 2024, 2025)]
    entries += [report_entry(bureau(QILAN, name), year) for year, names in _BUREAUS.items() for name in names]
    entries += [report_entry(street(QILAN, name), 2025, source=name) for name in ("竹洼街道", "麦垄镇")]
    entry = report_entry(zone(QILAN, "云岫高新区"), 2025)
    return [*entries, replace(entry, url=f"http://qilan.gov.example{_SECTION}content/post_{entry.key}.html")]

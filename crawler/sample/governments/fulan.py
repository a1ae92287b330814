"""涪岚市 and its county 芷棠县: two portals of the Suining system; the city shows the county's reports once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from crawler.sample.governments.common import published, report_entry
from crawler.sample.keys import hex_key
from crawler.sample.model import Column, Entry, Portal
from crawler.sample.names import FULAN, ZHITANG, Organ, bureau, government, street


def _entry(organ: Organ, year: int, serial: int, **more: str) -> Entry:
    """The entry of a report with its head list; 成文日期 is the day of the signature, blank if that is a month only."""
    moment = published(organ, year)
    entry = report_entry(organ, year, key=hex_key(organ.name, year))
    assert entry.report
    signed_on = entry.report.signed_on or (moment - timedelta(days=4)).date().isoformat()
    number = f"{organ.place.name[0]}府〔{moment.year}〕{serial % 40 + 1}号" if organ.domain == "government" else None
    entry = replace(
        entry,
        index_number=f"{organ.place.code}008/{moment.year}-{serial:05d}",
        document_number=number,
        written_on=signed_on if len(signed_on) == len("2025-02-18") else None,
    )
    return replace(entry, **more)  # type: ignore[arg-type]


def county() -> Portal:
    """芷棠县: three list pages, no article tags; one title does not name the organ."""
    entries = [_entry(government(ZHITANG), year, year - 2000) for year in (2022, 2023, 2024, 2025)]
    for number, (name, year) in enumerate(
        [("水务局", 2024), ("住房和城乡建设局", 2024), ("卫生健康局", 2025), ("生态环境局", 2025), ("自然资源局", 2025)]
    ):
        entries.append(_entry(bureau(ZHITANG, name), year, 100 + number))
    entries.append(_entry(bureau(ZHITANG, "民政局"), 2024, 120, title="2024年度法治政府建设情况报告"))
    entries += [_entry(street(ZHITANG, name), 2025, 200 + number) for number, name in enumerate(("沙棠镇", "隽桐镇"))]
    return Portal(
        key="zhitang",
        name="芷棠县人民政府",
        place=ZHITANG,
        platform="suining",
        site_id_code="9993010001",
        section=Column("法治政府建设", "/gongkai/kuozhan/10047.html", tuple(entries)),
        trail=(("首页", "/"), ("政府信息公开", "/gongkai/")),
        hosts=("www.zhitang.gov.example",),
        icp="涪ICP备99930101号",
        page_size=5,
        look="pager",
        validators=False,
    )


def city() -> Portal:
    """涪岚市: its own reports and, some days later, those of the county's government."""
    entries = [_entry(government(FULAN), year, year - 2000) for year in (2023, 2024, 2025)]
    entries += [
        _entry(bureau(FULAN, name), 2025, 300 + n) for n, name in enumerate(("交通运输局", "农业农村局", "统计局"))
    ]
    for year in (2023, 2024):
        organ = government(ZHITANG)
        entry = _entry(organ, year, 400 + year - 2000)
        entries.append(
            replace(
                entry,
                key=hex_key("fulan", organ.name, year),
                title=f"{organ.name}{year}年法治政府建设情况报告（全文）",
                published=entry.published + timedelta(days=6, minutes=47),
                source="芷棠县",
                document_number=None,
            )
        )
    return Portal(
        key="fulan",
        name="涪岚市人民政府",
        place=FULAN,
        platform="suining",
        site_id_code="9993000001",
        section=Column("法治政府建设年度报告", "/gongkai/kuozhan/10033.html", tuple(entries)),
        trail=(("首页", "/"), ("政府信息公开", "/gongkai/")),
        hosts=("www.fulan.gov.example",),
        icp="涪ICP备99930000号",
        page_size=5,
        look="tags",
        validators=False,
    )

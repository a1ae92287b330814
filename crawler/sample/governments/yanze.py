"""砚泽县: a portal of the Henan system without a section of its own: the reports lie among all other notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from crawler.sample.answers import CHINA
from crawler.sample.governments.common import notice_entry, office_hour, published, report_entry
from crawler.sample.grammar import phrases
from crawler.sample.model import Column, Entry, File, Portal
from crawler.sample.names import BUREAUS, YANZE, Organ, bureau, government, street

_REPORTS = {
    2024: ("水务局", "城市管理和综合执法局", "文化广电旅游体育局", "应急管理局", "财政局"),
    2025: ("农业农村局", "市场监督管理局", "交通运输局", "人力资源和社会保障局"),
}
_NOTICES = 3  # of each title of everyday notices


def portal() -> Portal:
    """The county's portal."""
    entries = [*_reports(), *_near_misses(), *_everyday()]
    return Portal(
        key="yanze",
        name="砚泽县人民政府",
        place=YANZE,
        platform="henan",
        site_id_code="9992010002",
        section=Column("公示公告", "/xwzx/gsgg/", tuple(entries)),
        trail=(("首页", "/"), ("新闻中心", "/xwzx/")),
        hosts=("www.yanze.gov.example",),
        icp="淇ICP备99920101号",
        page_size=20,
        robots="User-agent: *\nDisallow: /search\nAllow: /\n",
        filtered=True,
    )


def _key(organ: Organ, what: object, moment: datetime) -> str:
    days = (moment - datetime(2020, 1, 1, tzinfo=CHINA)).days
    return str(120_000 + days * 97 + Random(f"{organ.name}/{what}").randrange(97))


def _report(organ: Organ, year: int, **more: object) -> Entry:
    return report_entry(organ, year, key=_key(organ, year, published(organ, year)), **more)  # type: ignore[arg-type]


def _reports() -> Iterator[Entry]:
    for year in (2022, 2023, 2024, 2025):
        yield _report(government(YANZE), year, source="砚泽县司法局")
    for year, names in _REPORTS.items():
        for name in names:
            entry = _report(bureau(YANZE, name), year)
            if name == "财政局":
                assert entry.report
                form = File("公开稿.docx", (entry.title, *entry.report.paragraphs), "docx")
                entry = replace(entry, files=(form,))
            yield entry
    yield _report(street(YANZE, "峋梁镇"), 2025, source="峋梁镇")


def _near_misses() -> Iterator[Entry]:
    """Rows that speak of rule-of-law work and are no reports."""
    notices = phrases("frame")["notices"]
    organs = [bureau(YANZE, name) for name in ("司法局", "教育局", "民政局")]
    for kind in ("interpretation", "personal_report", "foi_report", "plan", "news", "case_statistics"):
        for number, template in enumerate(notices[kind] * (2 if kind in ("foi_report", "news") else 1)):
            organ = organs[number % len(organs)]
            moment = office_hour(Random(f"{kind}/{number}"), datetime(2024 + number % 3, 1, 10, tzinfo=CHINA), 75)
            yield notice_entry(organ, kind, template, moment, _key(organ, kind + template, moment))


def _everyday() -> Iterator[Entry]:
    templates, names = phrases("frame")["notices"]["other"], list(BUREAUS)
    for number in range(len(templates) * _NOTICES):
        organ = bureau(YANZE, names[number % len(names)])
        moment = datetime(2023, 3, 6, 9, 12, 31, tzinfo=CHINA) + timedelta(days=27 * number, minutes=7 * number)
        template = templates[number % len(templates)]
        yield notice_entry(organ, "other", template, moment, _key(organ, f"{template}{number}", moment))

"""A section as most of the further portals have it: ten reports in ten forms, and the rows that spoil a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from random import Random

from crawler.sample.answers import CHINA
from crawler.sample.entries import report_entry, with_head
from crawler.sample.grammar import phrases
from crawler.sample.institutions import BUREAUS, Organ, Place, bureau, government, street
from crawler.sample.keys import post_key
from crawler.sample.reports import amend, compose
from tests.sample_world.expected import Why
from tests.sample_world.model import VARIANTS, Entry, File, Variant

SHORT = (1300, 1800)  # characters of a report
_MEASURES = ("年度任务清单", "1.完成裁量基准修订", "2.完成执法案卷互评", "3.完成法律顾问考核")
_FILES = (
    File("附件1：年度任务清单.pdf", _MEASURES),
    File("附件2：统计表.docx", _MEASURES, "docx"),
    File("附件3：工作台账.wps", (), "wps"),
    File("附件4：版式文件.ofd", _MEASURES, "ofd"),
    File("附件5：全部附件.zip", _MEASURES, "zip"),
    File("附件6：任务分解表.docx", _MEASURES, "docx", naming="gbk"),
    File("附件7：责任清单.pdf", _MEASURES, naming="utf8"),
    File("附件8：补充说明.pdf", _MEASURES, fault="404"),
    File("附件9：情况说明.docx", _MEASURES, "docx", fault="html"),
)
_OTHER_HOST = "http://www.shengting.gov.example/zwgk/202502/t20250211_4410.html"  # nobody answers there


def short_entry(organ: Organ, year: int) -> Entry:
    """The entry of an organ's short report."""
    entry = report_entry(Entry, organ, year, SHORT)
    return replace(entry, key=post_key(entry.title, entry.published))


def _failing_entry(title: str, moment: datetime, why: Why, url: str) -> Entry:
    """A row behind which no article stands."""
    return Entry(post_key(title, moment), title, moment, why=why, url=url)


def _with_head(entry: Entry) -> Entry:
    """The entry with 索引号, 文号 and 成文日期, for pages that have a head table."""
    if not entry.report:
        return entry
    serial = Random(f"{entry.report.organ.name}/{entry.report.year}/serial").randrange(1, 400)
    return with_head(entry, serial, series="010", mark="政", days=3)


def ten_forms(place: Place, *, serial: int, head: bool = False) -> tuple[Entry, ...]:
    """Everything that stands in the section of *place*.

    *serial* decides which form which report has and which files are offered; with *head* the pages have head tables.
    """
    reports = sorted(_reports(place, serial), key=lambda entry: entry.published, reverse=True)
    shaped = [_shaped(entry, VARIANTS[(number + serial) % 10]) for number, entry in enumerate(reports)]
    shaped = _with_files(shaped, serial)
    shaped = _changing(shaped)
    oldest = replace(shaped[-1], pinned=True)
    again = replace(shaped[-1], again=True)
    entries = (*shaped[:-1], oldest, again, *_spoilers(place, serial))
    return tuple(_with_head(entry) for entry in entries) if head else entries


def _reports(place: Place, serial: int) -> Iterator[Entry]:
    rng = Random(f"{place.name}/section")
    for year in (2022, 2023, 2024, 2025):
        yield short_entry(government(place), year)
    names = [name for name in BUREAUS if name != "司法局"]  # its report comes on day 1
    for number, name in enumerate(rng.sample(names, 4)):
        yield short_entry(bureau(place, name), 2024 + number % 2)
    for name in rng.sample(phrases("frame")["places"], 2):
        yield short_entry(street(place, f"{name}镇"), 2025)


def _shaped(entry: Entry, variant: Variant) -> Entry:
    assert entry.report
    if variant == "gbk":
        return replace(entry, variant=variant, charset="gb2312")
    if variant == "only_file":
        text = (entry.title, *entry.report.paragraphs)
        return replace(entry, variant=variant, blocks=(), files=(File(f"{entry.title}.pdf", text),))
    return replace(entry, variant=variant)


def _with_files(entries: list[Entry], serial: int) -> list[Entry]:
    """Two reports with files; three files a portal, all sorts over three portals."""
    chosen = [_FILES[(3 * serial + number) % len(_FILES)] for number in range(3)]
    first, second = [number for number, entry in enumerate(entries) if not entry.files][1:3]
    files = {first: tuple(chosen[:2]), second: (chosen[2],)}
    return [replace(entry, files=files.get(number, entry.files)) for number, entry in enumerate(entries)]


def _changing(entries: list[Entry]) -> list[Entry]:
    """On day 1 the text of one report is another one, and one report is gone."""
    for number, entry in enumerate(entries[1:-1], 1):
        try:
            amended = amend(entry.report) if entry.blocks and entry.report else None
        except ValueError:
            continue
        if amended:
            gone = number - 1 if number > 1 else number + 1
            entries[number] = replace(entry, amended=amended)
            entries[gone] = replace(entries[gone], until=1)
            return entries
    raise ValueError("no report of the section states a figure that can be corrected: choose other organs")


def _spoilers(place: Place, serial: int) -> Iterator[Entry]:
    """The rows to WeChat, to another host and to a file, and the report that day 1 brings."""
    moment = datetime(2025, 2, 11, 10, 20, 30, tzinfo=CHINA)
    letters = "".join(Random(f"{place.name}/weixin").choices("abcdefghkmnpqrstuvwxyz", k=22))
    picture = f"一图读懂{place.name}2025年法治政府建设"
    yield _failing_entry(picture, moment.replace(year=2026), "off_site", f"https://mp.weixin.qq.com/s/{letters}")
    yield _failing_entry(f"省厅转发{place.name}2024年法治政府建设经验", moment, "off_site", _OTHER_HOST)
    organ = government(place)
    report = compose(organ, 2021, moment.date(), SHORT)
    file = File(f"{report.title}.pdf", (report.title, *report.paragraphs))
    day = datetime(2023, 1, 12, 9, 0, 20, tzinfo=CHINA)
    yield Entry(post_key(file.name, day), report.title, day, report, files=(file,), file_row=True)
    new = short_entry(bureau(place, "司法局"), 2025)
    moment = datetime(2026, 4, 21, 8, 40 + serial % 20, 12, tzinfo=CHINA)
    yield replace(new, since=1, published=moment, key=post_key(new.title, moment))

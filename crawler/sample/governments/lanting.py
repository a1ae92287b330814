"""澜汀区: an NFCMS portal with a section nested three deep, and the district's 司法局 with a small site of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crawler.sample.answers import CHINA
from crawler.sample.governments.common import failing_entry, notice_entry, report_entry
from crawler.sample.grammar import phrases
from crawler.sample.keys import post_key
from crawler.sample.model import Column, Entry, File, Portal
from crawler.sample.names import LANTING, bureau, government, street
from crawler.sample.reports import Block, amend

_ROOT = "/zwgk/zdlyxxgk/fzzfjs/"
_BUREAUS = {
    2023: ("水务局", "教育局", "民政局", "司法局"),
    2024: ("城市管理和综合执法局", "卫生健康局", "农业农村局", "财政局", "统计局", "市场监督管理局", "司法局"),
    2025: ("水务局", "城市管理和综合执法局", "交通运输局", "应急管理局", "自然资源局", "市场监督管理局", "司法局"),
}
_STREETS = {2023: ("芦汀街道", "槐柳街道"), 2024: ("芦汀街道", "凤溆街道"), 2025: ("芦汀街道", "榆渚街道", "橘塘镇")}


def portal() -> Portal:
    """The district's portal."""
    columns = (
        _years(
            "区政府",
            "qzf",
            {year: [report_entry(government(LANTING), year, source="澜汀区司法局")] for year in _BUREAUS},
        ),
        _years("部门", "bm", {year: _departments(year) for year in _BUREAUS}),
        _years("街道", "jd", {year: _streets(year) for year in _STREETS}),
    )
    reports = Column("年度报告", f"{_ROOT}ndbg/", columns=columns)
    news = Column("工作动态", f"{_ROOT}gzdt/", entries=_news())
    return Portal(
        key="lanting",
        name="澄洲市澜汀区人民政府门户网站",
        place=LANTING,
        platform="nfcms",
        site_id_code="9991010001",
        section=Column("法治政府建设", _ROOT, columns=(reports, news)),
        trail=(("首页", "/"), ("政务公开", "/zwgk/"), ("重点领域信息公开", "/zwgk/zdlyxxgk/")),
        hosts=("www.lanting.gov.example",),
        icp="澄ICP备99910101号-1",
        page_size=6,
        robots="User-agent: *\nDisallow: /zwgk/nbzl/\n",
        stamp="second",
        look="district",
    )


def _years(name: str, path: str, years: dict[int, list[Entry]]) -> Column:
    base = f"{_ROOT}ndbg/{path}/"
    return Column(
        name,
        base,
        columns=tuple(
            Column(f"{year}年", f"{base}{year}/", tuple(years[year])) for year in sorted(years, reverse=True)
        ),
    )


def _departments(year: int) -> list[Entry]:
    entries = {name: report_entry(bureau(LANTING, name), year) for name in _BUREAUS[year]}
    moment = datetime(year + 1, 3, 2, 9, 15, 20, tzinfo=CHINA)
    if year == 2023:
        title = "澜汀区档案馆2023年法治政府建设年度报告"
        return [*entries.values(), failing_entry(title, moment, "404")]
    if year == 2024:
        entries["财政局"] = _only_a_file(entries["财政局"])
        entries["卫生健康局"] = _with_files(entries["卫生健康局"])
        entries["农业农村局"] = _amended(entries["农业农村局"])
        return [
            *entries.values(),
            _second_home(report_entry(street(LANTING, "凤溆街道"), 2024)),
            _forbidden(moment),
            failing_entry("澜汀区审计局2024年度法治政府建设情况报告", moment.replace(hour=10), "500"),
        ]
    weixin = "https://mp.weixin.qq.com/s/Zx8sAmPleAb12cd34ef56g"
    return [
        *entries.values(),
        report_entry(
            bureau(LANTING, "住房和城乡建设局"), year, since=1, published=datetime(2026, 4, 21, 8, 50, 11, tzinfo=CHINA)
        ),
        failing_entry("一图看懂澜汀区2025年法治政府建设成绩单", moment, "off_site", weixin),
    ]


def _streets(year: int) -> list[Entry]:
    entries = [report_entry(street(LANTING, name), year) for name in _STREETS[year]]
    if year == 2023:
        entries[1] = replace(entries[1], until=1)
    if year == 2024:
        moment = datetime(2025, 2, 20, 15, 1, 2, tzinfo=CHINA)
        entries.append(failing_entry("澜汀区苇塘街道办事处2024年法治政府建设年度报告", moment, "soft_404"))
        entries.append(
            failing_entry("澜汀区乌桕街道办事处2024年法治政府建设年度报告", moment.replace(hour=16), "empty")
        )
    if year == 2025:
        entries[1] = replace(entries[1], busy=True)
    return entries


def _second_home(entry: Entry) -> Entry:
    """The same report as a second post: another column, another number."""
    return replace(entry, key=post_key("second home", entry.published))


def _amended(entry: Entry) -> Entry:
    """The report whose text is another one on day 1."""
    assert entry.report
    return replace(entry, amended=amend(entry.report))


def _forbidden(moment: datetime) -> Entry:
    """A report below a path that robots.txt forbids."""
    url = "http://www.lanting.gov.example/zwgk/nbzl/content/post_6400001.html"
    report = report_entry(bureau(LANTING, "民政局"), 2024)
    entry = failing_entry("澜汀区民政局关于2024年度法治政府建设情况的报告", moment, "robots", url)
    return replace(entry, blocks=report.blocks)


def _only_a_file(entry: Entry) -> Entry:
    assert entry.report
    return replace(entry, blocks=(), files=(File(f"{entry.title}.pdf", (entry.title, *entry.report.paragraphs)),))


def _with_files(entry: Entry) -> Entry:
    """The text on the page, the same text as PDF, and a list of measures as DOCX."""
    assert entry.report
    measures = File(
        "附件：年度任务清单.docx",
        ("年度任务清单", "1.完成裁量基准修订", "2.完成执法案卷互评", "3.完成法律顾问考核"),
        "docx",
    )
    return replace(entry, files=(File(f"{entry.title}.pdf", (entry.title, *entry.report.paragraphs)), measures))


def _news() -> tuple[Entry, ...]:
    organ, titles = bureau(LANTING, "司法局"), phrases("frame")["notices"]["news"]
    moments = [datetime(2026, 3, 12, 17, 20, 5, tzinfo=CHINA), datetime(2025, 9, 4, 9, 2, 44, tzinfo=CHINA)]
    return tuple(
        notice_entry(organ, "news", title, moment, post_key(title, moment))
        for title, moment in zip(titles, moments, strict=True)
    )


def _old(entry: Entry) -> Entry:
    """The report with characters that GBK has and GB2312 has not."""
    assert entry.report
    block = Block("p", "在镕汀路、堃塘里等地增设法律援助联络点4个，由律师轮流值守，方便群众就近咨询。")
    head = next(number for number, block in enumerate(entry.blocks) if block.kind == "h1")
    blocks = (*entry.blocks[:head], block, *entry.blocks[head:])
    return replace(entry, report=replace(entry.report, blocks=blocks), blocks=blocks)


def bureau_portal() -> Portal:
    """The site of the district's 司法局: three reports that the district's portal has too, and an old page in GBK."""
    organ = bureau(LANTING, "司法局")
    entries = []
    for year in _BUREAUS:
        entry = report_entry(organ, year)
        later = entry.published.replace(hour=17, minute=40, second=0)
        entries.append(
            replace(
                entry,
                key=post_key("sfj", later),
                published=later,
                title=f"{organ.name}关于报送{year}年法治政府建设情况的报告",
            )
        )
    entries.append(_old(report_entry(organ, 2017, charset="gb2312")))
    return Portal(
        key="lanting-sfj",
        name="澄洲市澜汀区司法局",
        place=LANTING,
        platform="nfcms",
        site_id_code="9991010012",
        section=Column("法治政府建设", "/fzzfjs/", tuple(entries)),
        trail=(("首页", "/"), ("信息公开", "/xxgk/")),
        hosts=("sfj.lanting.gov.example",),
        icp="澄ICP备99910101号-2",
        robots="User-agent: *\nAllow: /\n",
        stamp="day",
        look="bureau",
    )

"""An archive of invented reports for the tests of pages: written by the real writer, so that evidence, versions and
walks are as a crawl leaves them.  Nothing in it exists.

Two governments of one city and a county of another province: years, departments, a changed page, a report that two
portals show, a portal whose list could not be read, and documents that try to break the pages.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive import Fetch, PageRef, Writer, open_writer
from archive.types import Structure
from cleaners.article import Article, Attachment
from cleaners.structure.indicators import indicators
from cleaners.structure.outline import outline

FIRST_RUN = datetime(2026, 4, 20, 2, 0, tzinfo=UTC)
CITY, DISTRICT, COUNTY = "青禾市人民政府", "青禾市溪山区人民政府", "云泽县人民政府"
CHANGED_URL = "http://www.xishan.example/fzzf/water-2024.html"
GOVERNMENT_URL = "http://www.xishan.example/fzzf/gov-{}.html"
HOSTILE_URL = "http://www.xishan.example/fzzf/hostile.html"
HOSTILE_TITLE = '<script>document.title="owned"</script><img src=x onerror="document.title=1">\u202e告报"\'</title>'
HOSTILE_TEXT = "\n".join(
    [
        "</p></article><script>document.body.remove()</script>",
        "一、<b onmouseover=alert(1)>标题</b>",
        '=HYPERLINK("http://evil.example","点这里")\t+1\t-2\t@SUM(A1)',
        "文字\u202e反转\u2066隔离\u0000空\x08退 \ufffd\ufffe 法治政府建设。",
        "{{ 7*7 }} {% raw %} ${7*7} <!-- --> ]]> &lt;script&gt; javascript:alert(1)",
    ]
)
_WORKS = (
    "健全重大行政决策程序，召开专题会议{0}次，审查合同{1}份，提出意见{2}条",
    "推进行政执法三项制度，办理行政处罚案件{1}件，开展案卷评查{0}次",
    "优化营商环境，梳理政务服务事项{2}项，办件提速{0}个工作日",
    "畅通行政复议渠道，受理申请{0}件，调解结案{1}件",
    "组织法治宣传活动{0}场，发放资料{2}份，覆盖群众{1}人次",
    "加强法律顾问队伍建设，出具法律意见书{1}份，参与重大事项论证{0}次",
)
_FIXED = "全面贯彻依法治国基本方略，认真落实上级关于法治政府建设的各项部署，把权力运行纳入制度轨道。"


def report(issuer: str, year: int, **columns: Any) -> Article:
    """Return the report of an organ for a year: five parts, figures that follow from its name, one table."""
    seed = sum(map(ord, issuer)) + 7 * year
    works = [
        f"（{'一二三四五六'[n]}）{line.format(seed % 23 + n + 2, seed % 91 + 3 * n + 5, seed % 311 + 10 * n + 20)}。"
        f"在此基础上，{issuer}结合本地实际逐项细化举措，第{seed % 9 + n + 1}次调度时已全部落地，群众反映良好。"
        for n, line in enumerate(_WORKS)
    ]
    text = [
        f"{year}年，{issuer}{_FIXED}现将有关情况报告如下。",
        "一、主要举措和成效",
        *works,
        f"指标\t{year - 1}年\t{year}年",
        f"行政检查\t{seed % 77 + 40}\t{seed % 83 + 44}",
        f"行政处罚\t{seed % 19 + 3}\t{seed % 17 + 5}",
        "二、党政主要负责人履行推进法治建设第一责任人职责情况",
        f"主要负责人带头学法，主持研究法治议题{seed % 7 + 2}个。{_FIXED}",
        "三、存在的问题",
        f"基层执法力量仍显不足，{issuer}的数字化监管尚待加强。",
        f"四、{year + 1}年工作打算",
        "持续推进严格规范公正文明执法，不断提升依法行政能力和水平。",
        issuer,
        f"{year + 1}年1月15日",
    ]
    title = f"{issuer}{year}年度法治政府建设情况报告"
    known = {"title": title, "issuer": issuer, "report_year": year, "kind": "report", "signature": issuer} | columns
    return Article("\n".join(text), found={"issuer": "signature", "report_year": "title"}, **known)


def make_library(path: Path) -> Path:
    """Return *path*, now an archive after two crawls and with WARC files beside it."""
    clock = [FIRST_RUN]
    with open_writer(path, software={"fazhi": "0"}, clock=lambda: clock[0]) as writer:
        _put_portals(writer)
        run = writer.begin_run("crawl", "")
        for url, portal, article in _first_pages():
            _show(writer, clock, url, portal, article)
        _walk(writer, clock)
        writer.problem(run, "no_rows", "the list has no rows", url="http://www.yunze.example/list/", portal="yunze")
        writer.problem(run, "http_404", "answered with status 404", url="http://www.xishan.example/x", portal="xishan")
        writer.end_run(run, "finished", {"pages": 20, "documents": 18, "problems": 2})
        clock[0] += timedelta(days=2)
        run = writer.begin_run("crawl", "")
        _show(writer, clock, CHANGED_URL, "xishan", _changed_report())
        _walk(writer, clock)
        writer.problem(run, "no_rows", "the list has no rows", url="http://www.yunze.example/list/", portal="yunze")
        writer.end_run(run, "finished", {"pages": 20, "changed": 1, "problems": 1})
    return path


def _put_portals(writer: Writer) -> None:
    for key, name, code in (
        ("qinghe", CITY, "990100"),
        ("xishan", DISTRICT, "990102"),
        ("yunze", COUNTY, "980121"),
    ):
        writer.put_portal(key, name, f"www.{key}.example", division_code=code, site_id_code=None, platform="generic")


def _first_pages() -> list[tuple[str, str, Article]]:
    district = DISTRICT.removeprefix("青禾市")
    pages = [
        (GOVERNMENT_URL.format(year), "xishan", report(district, year, published_at=f"{year + 1}-{day}"))
        for year, day in ((2022, "03-20"), (2023, "04-10"), (2024, "01-30"), (2025, "03-31"))
    ]
    for year in (2023, 2025):
        url = f"http://www.qinghe.example/fzzf/{year}.html"
        pages.append((url, "qinghe", report(CITY, year, published_at=f"{year + 1}-04-01")))
    for organ, key in (("溪山区教育局", "education"), ("溪山区水务局", "water")):
        for year in (2024, 2025):
            url = f"http://www.xishan.example/fzzf/{key}-{year}.html"
            pages.append((url, "xishan", report(organ, year, published_at=f"{year + 1}-02-17T09:30:00+08:00")))
    pages.append(("http://www.qinghe.example/copy.html", "qinghe", report(district, 2025, published_at="2026-03-31")))
    pages.append(("http://www.yunze.example/2024.html", "yunze", report(COUNTY, 2024, published_at="2025-03-01")))
    attached = (
        Attachment('<b>附件</b>"', "javascript:alert(1)"),
        Attachment("附件1.pdf", "http://www.xishan.example/1.pdf"),
    )
    hostile = {
        "title": HOSTILE_TITLE,
        "issuer": '=cmd|"/c calc"!A1',
        "report_year": 2024,
        "kind": "report",
        "source": "javascript:alert(1)",
    }
    pages.append((HOSTILE_URL, "xishan", Article(HOSTILE_TEXT * 3, attachments=attached, **hostile)))
    return pages


def _changed_report() -> Article:
    article = report("溪山区水务局", 2024, published_at="2025-02-17T09:30:00+08:00")
    text = article.text.replace("优化营商环境，", "持续优化营商环境，").replace(
        "三、存在的问题", "经复核，上述数据已作订正。\n三、存在的问题"
    )
    return replace(article, text=text)


def _show(writer: Writer, clock: list[datetime], url: str, portal: str, article: Article) -> None:
    body = f"<html><meta charset=utf-8><h1>{article.title}</h1><pre>{article.text}</pre>".encode("utf-8", "replace")
    fetch = Fetch(url, clock[0], body, headers=(("Content-Type", "text/html; charset=utf-8"),))
    kept = writer.keep(fetch, PageRef(url, "detail", portal, "法治政府建设", article.title))
    nodes = outline(article.text)
    structure = Structure(nodes, indicators(article.text, report_year=article.report_year, outline=nodes))
    writer.add(article, kept.snapshot, cleaner_version="1", structure=structure)
    clock[0] += timedelta(seconds=3)


def _walk(writer: Writer, clock: list[datetime]) -> None:
    """Walk the lists of the city and its district; that of the county cannot be read."""
    for key in ("qinghe", "xishan"):
        url = f"http://www.{key}.example/list/"
        writer.keep(Fetch(url, clock[0], b"<ul></ul>"), PageRef(url, "list", key, "法治政府建设"))
        writer.put_walk(url, pages=1, rows=9, is_complete=True)

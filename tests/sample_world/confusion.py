"""Which platform each page is taken for, against the one that it is of.

Three tables: the pages of the sample world (sections, list pages, reports), the real pages, and the addresses of real
sections and details, of which no bytes are at hand.  The last two need the folder of real pages beside the project.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.error import HTTPError

from crawler.platforms import ListPage, PageRequest, recognise
from tests.sample_world.visitor import Visitor, visit

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PAGES, SECTIONS = SHARED / "pages", SHARED / "portals" / "sections.tsv"
Pairs = Iterable[tuple[str, ListPage]]  # the platform that a page is of, and the page

# Written by reading the pages (the marks in their source, the shape of their addresses), not by running the code.
# Pages that stand in no line are of systems that have no module.
_KNOWN = {
    "trs": """
        gk.tj.gov.cn-c8134621.html kjj.cq.gov.cn-e53c76fd.html sw.wuhan.gov.cn-9d8bab3f.html
        swt.fujian.gov.cn-d51b52a3.html whlyj.beijing.gov.cn-29d3aa9c.html whlyw.cq.gov.cn-04828e0c.html
        www.ggzyzx.jl.gov.cn-270917f8.html www.ggzyzx.jl.gov.cn-b5b0a418.html www.gxzf.gov.cn-1e5d6d05.html
        www.honghu.gov.cn-0016ed93.html www.hongshan.gov.cn-900b2db8.html www.saic.gov.cn-2f6f6430.html
        www.saic.gov.cn-9b5009ed.html www.shaanxi.gov.cn-614b47ff.html www.wuhan.gov.cn-908e00ec.html
        www.yn.gov.cn-ae111ef3.html bynr.html ccgp.html moe.html shanxi.html wjw-hubei.html 500b350d.html
        39dd62c5ba88.html 9c642bd57e7c.html""",
    "hanweb_jpage": """
        fgw.yancheng.gov.cn-5ed951a0.html jnwl.jinan.gov.cn-549829d6.html kjt.jiangxi.gov.cn-97fa658f.html
        swj.yancheng.gov.cn-13562c1a.html www.jinan.gov.cn-2b2e34ca.html zcom.zj.gov.cn-0e8e8402.html
        zj-fgw.html""",
    "hanweb_jpaas": "www.miit.gov.cn-b4962dd1.html",
    "nfcms": """
        wtl.sz.gov.cn-375bef97.html www.by.gov.cn-1d98efe2.html www.foshan.gov.cn-9873a072.html gz.html""",
    "ucap": """
        sctcm.sc.gov.cn-abe1ebcd.html swt.sc.gov.cn-55fc78dc.html www.gov.cn-38633352.html
        www.gov.cn-7c07669d.html www.gov.cn-af47e548.html www.gov.cn-b7f19613.html www.sc.gov.cn-0e289b1a.html
        www.sc.gov.cn-ab349c94.html www.sc.gov.cn-c9a6b9d0.html gov-gongbao.html""",
    "vsb": """
        SYSU_home_page-c90d0415.html WHU_home_page-12ab1bfb.html nzwart.ruc.edu.cn-1532f9cc.html
        www.al.gov.cn-26b0583b.html www.al.gov.cn-3e3bbf6c.html www.al.gov.cn-4dd6fa0e.html
        www.al.gov.cn-4e005c6b.html www.al.gov.cn-52d86a09.html www.al.gov.cn-60ed34a5.html
        www.al.gov.cn-c077395f.html www.al.gov.cn-f5af626b.html wyu.edu.cn-26d0b04f.html
        wyu.edu.cn-362eea84.html wyu.edu.cn-5d039cb9.html wyu.edu.cn-8f0c2127.html wyu.edu.cn-a5ecdc01.html
        wyu-1194.html""",
    "lonsun": "fzggw.ah.gov.cn-e1e09621.html jyt.ah.gov.cn-5cca3bb0.html",
    "henan": "hnsswt.henan.gov.cn-0d85dd82.html www.henan.gov.cn-b6831d12.html",
    "shaanxi": "www.xa.gov.cn-eb095562.html",
}  # fmt: skip
EXPECTED = {name: platform for platform, names in _KNOWN.items() for name in names.split()}
_SECTION_PLATFORMS = {
    "trs-wcm": "trs",
    "hanweb-jcms": "hanweb_jpage",
    "ucap-cloud": "ucap_cloud",
    "vsb-egovinfo": "vsb",
}
_NO_MODULE = {
    "changzhou-class", "channels-contents", "content-id", "hex32-html", "html-col-date", "list-n-uuid-htm", "numeric-id",
    "openness-hex24", "p1-date-id", "php-detail-id", "shanghai-nw",
}  # fmt: skip


def of_sample() -> Iterator[tuple[str, ListPage]]:
    """Yield every section, list page and report of the sample world that is asked for by its address alone."""
    with visit() as (portals, visitor):
        for portal in portals:
            lists = [page.url for page in portal.lists if page.method == "GET" and not page.headers]
            reports = {report.url for report in portal.reports}
            for url in dict.fromkeys([*lists, *reports]):
                # A Hanweb article does not tell by which of its modules the list is read.
                is_hanweb = url in reports and portal.platform.startswith("hanweb")
                page = _fetch(visitor, PageRequest(url.partition("#")[0]))
                yield "hanweb_jpage" if is_hanweb else portal.platform, page


def _fetch(visitor: Visitor, request: PageRequest) -> ListPage:
    """Return the page; some reports of the sample world are not there at the first request."""
    try:
        return visitor.fetch(request)
    except HTTPError:
        return visitor.fetch(request)


def real_pages() -> Iterator[tuple[str, ListPage]]:
    """Yield the file name of every real page, and the page."""
    with (PAGES / "wild" / "manifest.tsv").open(encoding="utf-8") as lines:
        told = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}
    for path in sorted(PAGES.glob("*/*")):
        if path.parent.name == "wild" and path.name in told:
            row = told[path.name]
            url = row["url"] if row["url"].startswith("http") else f"http://{row['host']}/a/b/"
        elif path.suffix == ".html":
            gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
            url = gold.get("url") or "http://unknown.example/a/b/"
        else:
            continue
        yield path.name, ListPage(url, path.read_bytes())


def of_real_pages() -> Iterator[tuple[str, ListPage]]:
    for name, page in real_pages():
        yield EXPECTED.get(name, "generic"), page


def of_sections() -> Iterator[tuple[str, ListPage]]:
    """Yield the address of a detail, or else of the section, of every real section; the pages are empty."""
    with SECTIONS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            name = row["platform"]
            platform = "generic" if name in _NO_MODULE else _SECTION_PLATFORMS.get(name, name)
            if url := row["detail_example"] or row["section_url"]:
                yield platform, ListPage(url, b"")


def confusion(pairs: Pairs) -> Counter[tuple[str, str]]:
    """Return how many pages of each platform are taken for which."""
    return Counter((platform, recognise(page)[0].name) for platform, page in pairs)


def lines(table: Counter[tuple[str, str]]) -> Iterator[str]:
    """Yield the table as text: a platform, its pages, and what they are taken for."""
    for platform in sorted({right for right, _ in table}):
        taken = {found: count for (right, found), count in table.items() if right == platform}
        words = ", ".join(f"{found} {count}" for found, count in sorted(taken.items(), key=lambda item: -item[1]))
        yield f"{platform:<14}{sum(taken.values()):>6}   {words}\n"


def tables() -> Iterator[str]:
    """Yield the tables for which there are pages, as text."""
    for title, pairs, is_here in (
        ("sample world", of_sample(), True),
        ("real pages", of_real_pages(), PAGES.is_dir()),
        ("real addresses, without their pages", of_sections(), SECTIONS.is_file()),
    ):
        if is_here:
            yield f"\n{title}: platform, pages, taken for\n"
            yield from lines(confusion(pairs))

"""A portal whose addresses are as editors of old portals write them: GBK in queries, backslashes, odd host names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import crawl, query
from tests.crawler.loopback_hosts import Answer, Hosts, hosts

HAN = "www.云溪县.政务.cn"
ASCII = "www.xn--9kq19jwx1a.xn--zfr164b.cn"
UNDERSCORE = "fz_gov.yunxi.gov.example"


@pytest.fixture
def served() -> Iterator[Hosts]:
    with hosts() as world:
        yield world


def page(organ: str, year: int, *, charset: str = "utf-8", more: str = "") -> bytes:
    title = f"{organ}{year}年法治政府建设年度报告"
    text = "".join(f"<p>{year}年，{organ}坚持依法行政，第{number}项工作已经完成。</p>" for number in range(12))
    head = f'<meta charset="{charset}"><title>{title}</title>'
    html = f'<html><head>{head}</head><body><h1>{title}</h1><div id="zoom">{text}{more}</div></body></html>'
    return html.encode("gb18030" if charset == "gb2312" else charset)


def listing(rows: list[tuple[str, str]], charset: str = "utf-8") -> bytes:
    items = "".join(f'<li><a href="{href}">{title}</a><span>2025-02-03</span></li>' for href, title in rows)
    html = f'<html><head><meta charset="{charset}"></head><body><ul>{items}</ul></body></html>'
    return html.encode("gb18030" if charset == "gb2312" else charset)


def write_table(folder: Path, names: list[str], sections: list[str]) -> str:
    path = folder / "portals.toml"
    path.write_text(
        f'[yunxi]\nname = "云溪县人民政府"\nhosts = {names!r}\ndivision = "999101"\nplatform = "generic"\n'
        f"sections = {sections!r}\n".replace("'", '"'),
        "utf-8",
    )
    return f"PORTAL_TABLES={path}"


def titles(archive: Path) -> set[str]:
    return {row["title"] for row in query(archive, "SELECT title FROM documents")}


def test_two_reports_whose_names_stand_in_gbk_in_the_query_are_both_asked_and_stored(
    served: Hosts, tmp_path: Path
) -> None:
    host = f"http://{UNDERSCORE}"
    water, grain = "云溪县水利局", "云溪县粮食局"
    rows = [
        ("/show.asp?t=%CB%AE%C0%FB", f"{water}2024年法治政府建设年度报告"),
        (f"/show.asp?t={grain}", f"{grain}2024年法治政府建设年度报告"),
    ]
    served.table |= {
        f"{host}/fz/": listing(rows, "gb2312"),
        f"{host}/show.asp?t=%CB%AE%C0%FB": page(water, 2024, charset="gb2312"),
        f"{host}/show.asp?t=%D4%C6%CF%AA%CF%D8%C1%B8%CA%B3%BE%D6": page(
            grain, 2024, charset="gb2312", more='<p>附件：<a href="\\down.asp?f=附件.doc">附件.doc</a></p>'
        ),
    }  # fmt: skip
    crawl(served.proxy_url, tmp_path / "a.db", "-s", write_table(tmp_path, [UNDERSCORE], [f"{host}/fz/"]))
    assert titles(tmp_path / "a.db") == {title for _, title in rows}
    assert f"{host}/down.asp?f=%B8%BD%BC%FE.doc" in served.log


def test_a_host_in_han_is_known_under_both_names(served: Hosts, tmp_path: Path) -> None:
    rows = [
        (f"http://{HAN}/1.html", "云溪县人民政府2023年法治政府建设年度报告"),
        (f"http://{ASCII}/2.html", "云溪县人民政府2024年法治政府建设年度报告"),
        ("javascript:void(0)", "云溪县人民政府2022年法治政府建设年度报告"),
        ("data:text/html,x", "云溪县人民政府2021年法治政府建设年度报告"),
    ]
    served.table |= {
        f"http://{ASCII}/fz/": listing(rows),
        f"http://{ASCII}/1.html": page("云溪县人民政府", 2023),
        f"http://{ASCII}/2.html": page("云溪县人民政府", 2024),
    }
    crawl(served.proxy_url, tmp_path / "a.db", "-s", write_table(tmp_path, [HAN], [f"http://{HAN}/fz/"]))
    assert titles(tmp_path / "a.db") == {rows[0][1], rows[1][1]}
    assert not query(tmp_path / "a.db", "SELECT * FROM problems WHERE kind = 'off_portal'")


def test_backslashes_redirects_in_pages_and_framesets_lead_to_the_report(served: Hosts, tmp_path: Path) -> None:
    host = "http://www.yunxi.gov.example"
    rows = [(f"\\fz\\{year}.html", f"云溪县人民政府{year}年法治政府建设年度报告") for year in range(2020, 2025)]
    served.table |= {
        f"{host}/fz/": listing(rows),
        f"{host}/fz/2020.html": Answer(b"", 302, {"Location": "\\text\\2020.html"}),
        f"{host}/fz/2021.html": b'<script>var to = "/text/" + "2021.html"; location.assign(to)</script>',
        f"{host}/fz/2022.html": b'<meta content="0;url=/text/2022.html" http-equiv="refresh">',
        f"{host}/fz/2023.html": b'<frameset cols="*"><frame src="/text/2023.html"></frameset>',
        f"{host}/fz/2024.html": b"<script>location.href = somewhere()</script>",
    }
    served.table |= {f"{host}/text/{year}.html": page("云溪县人民政府", year) for year in range(2020, 2024)}
    crawl(served.proxy_url, tmp_path / "a.db", "-s", write_table(tmp_path, ["www.yunxi.gov.example"], [f"{host}/fz/"]))
    assert titles(tmp_path / "a.db") == {title for _, title in rows[:4]}
    told = query(tmp_path / "a.db", "SELECT kind, url FROM problems")
    assert [tuple(row) for row in told] == [("redirect_shell", f"{host}/fz/2024.html")]

"""Redirects written into pages: followed or told, in whatever form a page sends its reader on."""

from __future__ import annotations

import pytest

from crawler.page_redirects import PageRedirect, frames_in, redirect_in_page
from crawler.platforms.list_page import ListPage
from crawler.platforms.lists.redirect_shells import address_behind
from crawler.urls import absolute
from tests.cpu_limit import cpu_limit

PAGE = "http://www.lan.gov.example/fz/1.html"
LONG_TITLE = "<title>" + "兰汀区法治政府建设年度报告" * 9 + "</title>"


def read(text: str, url: str = PAGE) -> PageRedirect | None:
    return redirect_in_page(text.encode(), text, url)


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ('<html><head><meta http-equiv="refresh" content="0;url=/b/"></head></html>', "/b/"),
        ('<head><meta content="0; url=/b/" charset="x" http-equiv=\'Refresh\'></head>', "/b/"),
        ("<META HTTP-EQUIV=REFRESH CONTENT=0;URL=../index_2.html>", "/index_2.html"),
        ("<meta http-equiv='refresh' content='1;URL=\"/k.html?a=1&amp;b=2\"'>", "/k.html?a=1&b=2"),
        ("<script>window.location.href='/zwgk/index.html';</script>", "/zwgk/index.html"),
        ('<script>location.replace("index.html")</script>', "/fz/index.html"),
        ('<script>window.location.assign("a.html")</script>', "/fz/a.html"),
        ("<p>正在跳转……</p><script>top.location='/a/'</script>", "/a/"),
        ("<script>window.location['href'] = \"/w/\";</script>", "/w/"),
        ("<script>window.open('/z/','_self')</script>", "/z/"),
        ("<script>setTimeout(\"window.location='/x/y.html'\", 500)</script>", "/x/y.html"),
        ("<body onload=\"location.href='/q.html'\"></body>", "/q.html"),
        ("<script>var u = '/fz/' + 'index.html'; window.location.href = u;</script>", "/fz/index.html"),
        ('<script>\nlet base = "/col";\nconst n = base + "/1.html"\nlocation = n\n</script>', "/col/1.html"),
        ("<script>location.href = '\\/x\\/';</script>", "/x/"),
        ("<script>// location.href='/old/';\nself.location='/new/';</script>", "/new/"),
        ("<script><!--\nlocation.href='/n/';\n//--></script>", "/n/"),
        ('<base href="http://www.lan.gov.example/zw/"><script>location="t.html"</script>', "/zw/t.html"),
        ("<body onload='location.href=\"/q.html\"'></body>", "/q.html"),
        ("<script>window['location'] = '/w/';</script>", "/w/"),
        ("<script>top['location'][\"replace\"]('/w/a.html')</script>", "/w/a.html"),
        ("<script>if (1) { location.href = ('/e.html'); }</script>", "/e.html"),
        ("<script>location.pathname = '/pa.html';</script>", "/pa.html"),
        ("<script>location.href = '\\u002fu\\x2fv.html'</script>", "/u/v.html"),
        ("<script>location = location.origin + '/or.html';</script>", "/or.html"),
        ("<script>location.href = window.location.protocol + '//' + document.location.host + '/x/';</script>", "/x/"),
        ("<object data='/ob.html' type='text/html' width='100%'></object>", "/ob.html"),
        (LONG_TITLE + "<script>location.href='a.html'</script>", "/fz/a.html"),
        (
            '<frameset cols="*"><frame src="main.html"><noframes>您的浏览器不支持框架</noframes></frameset>',
            "/fz/main.html",
        ),
    ],
)
def test_a_page_that_is_nothing_but_a_redirect_leads_on(page: str, path: str) -> None:
    assert read(page) == PageRedirect(f"http://www.lan.gov.example{path}")


@pytest.mark.parametrize(
    "page",
    [
        "<script>location.href=whereTo();</script>",
        "<script>location.href = location.protocol + '//' + where + '/x/'</script>",
        "<form id='f' action='/x.html'><input type=hidden name=id value=3></form><script>f.submit()</script>",
        "<script>eval(function(p,a,c,k,e,d){return p}('0.1=\"/x\"',2,2,'location|href'.split('|'),0,{}))</script>",
        "<script>location.replace(a + '/x')</script>",
    ],
)
def test_a_redirect_whose_address_a_script_makes_is_told_without_one(page: str) -> None:
    assert read(page) == PageRedirect(None)


@pytest.mark.parametrize(
    "page",
    [
        "<p>没有跳转</p>",
        "<p>" + "依法行政。" * 40 + '</p><script>location.href="/m/"</script>',
        "<script>if (/Mobile/.test(navigator.userAgent)) { location.href = '/m/'; }</script>",
        "<script>if (location.href == '/a') { show(); }</script>",
        "<script>var mylocation = '/a'; location.reload();</script>",
        '<meta http-equiv="refresh" content="300">',
        "<!-- <meta http-equiv='refresh' content='0;url=/old/'> --><p>旧页</p>",
        "<!-- <script>location.href='/old/'</script> --><p>旧页</p>",
        '<frameset rows="80,*"><frame src="top.html"><frame src="main.html"></frameset>',
        '<iframe src="/text.html"></iframe>',
        "<form><input name=user><input type=password></form><script>function go() { f.submit(); }</script>",
        '<p>附件：<a href="/a.pdf">报告</a></p><form></form><script>function go() { f.submit(); }</script>',
        "<script>eval(function(p,a,c,k,e,d){return p}('0(1)',2,2,'alert|hits'.split('|'),0,{}))</script>",
        '<object data="/film.swf" type="application/x-shockwave-flash"></object>',
    ],
)
def test_other_pages_are_no_redirects(page: str) -> None:
    assert read(page) is None


def test_a_large_page_is_no_redirect_whatever_its_scripts_say() -> None:
    assert read("<script>window.location.href='/m/';</script>" + "<!-- x -->" * 2000) is None


def test_a_redirect_in_a_page_in_gbk_asks_in_gbk() -> None:
    text = "<script>location.href='/s?t=法治'</script>"
    found = redirect_in_page(text.encode("gbk"), text, PAGE, "gb18030")
    assert found == PageRedirect("http://www.lan.gov.example/s?t=%B7%A8%D6%CE")


def test_hidden_frames_show_nothing() -> None:
    text = '<iframe src="/a.html" style="display: none"></iframe><iframe src="/b.html" width="0"></iframe><iframe src=/c.html>'
    assert list(frames_in(text, "iframe")) == ["/c.html"]


@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "<script ",
        "<script><!--",
        "<meta http-equiv=refresh ",
        "<frame ",
        "<object ",
        "<!-- --><script></script>",
    ],
)
def test_a_list_page_of_nothing_but_openings_costs_little(unit: str) -> None:
    page = ListPage(PAGE, (unit * (600_000 // len(unit))).encode())
    assert page.selector is not None  # reading the markup is not what is measured
    with cpu_limit(10):  # measured: at most .4 s; 64 kB took 15 to 30 s when each opening was looked up anew
        assert address_behind(page) is None


@pytest.mark.parametrize(
    "unit", ["<!--", "<script>", "<script", "var a=", "location=", "'", "a+", "onload='", "/*", "//", "\\\\u002f", "["]
)
def test_a_small_page_of_one_thing_repeated_costs_little(unit: str) -> None:
    with cpu_limit(5):
        read("<script>" + unit * (3900 // len(unit)))
        read(unit * (3900 // len(unit)))


def test_a_comment_that_is_never_closed_hides_what_follows() -> None:
    assert read("<p>旧页</p><!-- <meta http-equiv='refresh' content='0;url=/old/'>") is None


@pytest.mark.parametrize(
    "href", ["../" * 60_000, "//" * 60_000, "%2e%2e/" * 20_000, "\\\\" * 60_000, "a:" * 60_000, " " * 200_000]
)
def test_a_long_address_costs_little(href: str) -> None:
    with cpu_limit(5):
        absolute(PAGE, href)

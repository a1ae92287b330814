"""VSB, Lonsun, Shaanxi, showList, Jeecms, and the reader for systems that are not known."""

import pytest

from crawler.platforms import PageRequest, recognise
from tests.crawler.list_walks import HOST, entries, page, read, through


def test_pages_of_vsb_count_down_and_their_links_are_followed() -> None:
    pages = 4

    def answer(request: PageRequest) -> str | int:
        name = request.url.removeprefix(f"{HOST}/xxgk/")
        file = pages if name == "fzzf.htm" else int(name.removeprefix("fzzf/").removesuffix(".htm"))
        up = "" if file == pages else "../"
        link = f"fzzf/{file - 1}.htm" if file == pages else f"{file - 1}.htm"
        rows = "".join(entries(5, f"{up}../info/1621/{{0}}.htm", 5 * (pages - file) + 1)).replace(
            "<li>", '<li id="line_u5_0">'
        )
        after = (
            f'<span class="p_next p_fun"><a href="{link}">下页</a></span>'
            if file > 1
            else '<span class="p_next_d">下页</span>'
        )
        return f'{rows}<div class="pb_sys_common"><span class="p_t">共20条</span>{after}<span class="p_t">{pages - file + 1}/{pages}</span></div>'

    rows, asked, problems = through(answer, f"{HOST}/xxgk/fzzf.htm")
    assert [request.url.rpartition("/")[2] for request in asked] == ["fzzf.htm", "3.htm", "2.htm", "1.htm"]
    assert (len(rows), problems) == (20, [])
    assert rows[-1].url == f"{HOST}/info/1621/20.htm"


def test_the_script_of_lonsun_says_where_its_pages_are() -> None:
    text = f"""<ul class="doc_list">{"".join(entries(3, "/yun/tzgg/14933280{0}.html"))}<li class="lm_line"></li></ul><script>
    Ls.pagination("#page_67", function (pageIndex) {{ location.href = '{HOST}/content/column/67?pageIndex=' + pageIndex; }},
    {{isTotal: true, total: 9, currPage: (0+1), pageCount:3}});</script>"""
    reading = read("lonsun", text)
    assert [request.url for request in reading.next_pages] == [f"{HOST}/content/column/67?pageIndex=2"]
    assert (reading.pages, reading.records) == (3, 9)


def test_a_disclosure_list_of_lonsun_is_a_label_with_pages() -> None:
    label = "/site/label/8888?IsAjax=1&amp;labelName=publicInfoList&amp;pageSize=5&amp;pageIndex=1&amp;organId=6596035"

    def answer(request: PageRequest) -> str | int:
        if "/site/label/" not in request.url:
            return f'<div id="list"></div><script>$.get("{label}")</script>'
        number = int(request.url.partition("pageIndex=")[2].partition("&")[0])
        rows = entries(5, "/public/6596035/12605500{0}.html", 5 * number - 4) if number < 4 else []
        return "".join(rows).replace("li>", "div>") or "暂无相关信息"

    rows, asked, problems = through(answer, f"{HOST}/public/column/6596035?type=4&action=list")
    assert (len(rows), problems) == (15, [])
    assert "organId=6596035" in asked[1].url
    assert rows[0].date == "2025-03-02"


@pytest.mark.parametrize(
    ("platform", "section", "detail", "file"),
    [
        ("shaanxi", "/ztzl/fzzfjs/1.html", "189495780025472{0:04d}.html", "/ztzl/fzzfjs/{0}.html"),
        ("showlist", "/OpennessContent/showList/784/3/page_1.html", "/OpennessContent/show/{0}.html", "/OpennessContent/showList/784/3/page_{0}.html"),
        ("jeecms", "/fzdyydc/index.jhtml", "/fzdyydc/39470{0}.jhtml", "/fzdyydc/index_{0}.jhtml"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["404", "first", "stub"])
def test_files_are_counted_up_until_there_is_nothing_new(
    platform: str, section: str, detail: str, file: str, end: str
) -> None:
    files = {section: 1, file.format(2): 2, file.format(3): 3}

    def answer(request: PageRequest) -> str | int:
        number = files.get(request.url.removeprefix(HOST))
        if number is None:
            return {
                "404": 404,
                "first": answer(PageRequest(HOST + section)) if end == "first" else 0,
                "stub": "页面不存在",
            }[end]
        return f"<ul>{''.join(entries(5, detail, 5 * number - 4))}</ul>"

    assert recognise(page(str(answer(PageRequest(HOST + section))), HOST + section))[0].name == platform
    rows, asked, problems = through(answer, HOST + section)
    assert (len(rows), len(asked), problems) == (15, 4, [])


_MENU = (
    "<ul class='side'>"
    + "".join(f"<li><a href='/zwgk/c{n}.html'>政务公开栏目第{n}号</a></li>" for n in range(20))
    + "</ul>"
)
_SISTERS = (
    "<ul>"
    + "".join(f"<li><a href='http://b{n}.example/{n}00.html'>某某市人民政府门户网站</a></li>" for n in range(30))
    + "</ul>"
)


def test_menus_and_sister_portals_are_no_rows() -> None:
    rows = read(
        "generic", _MENU + "<div><ul>" + "".join(entries(4, "/affair/fz/{0:032x}.html")) + "</ul></div>" + _SISTERS
    ).rows
    assert len(rows) == 4
    assert read("generic", _MENU + _SISTERS).rows == ()


def test_rows_in_several_lists_of_one_make_are_one_list() -> None:
    parts = [
        "<ul class='ls'>" + "".join(entries(5, "/p1/zfwj/20250228/34{0:02d}.html", start)) + "</ul>" for start in (1, 6)
    ]
    assert len(read("generic", _MENU + "<hr>".join(parts)).rows) == 10


@pytest.mark.parametrize(
    ("pager", "second"),
    [
        ('<a href="index_1.html">下一页</a>', "index_1.html"),
        ('<a href="?page=2" title="下一页">4</a>', "?page=2"),
        ('<a href="?page=1">1</a><a href="?page=2">2</a>', "?page=2"),
        ('<script>$(".pagination").pagination("setPage",1,5)</script>', "index_2.html"),
    ],
)
def test_the_next_page_of_an_unknown_system_is_what_its_pager_shows(pager: str, second: str) -> None:
    reading = read("generic", "<ul>" + "".join(entries(5, "/nw/{0:032x}.html")) + "</ul>" + pager)
    assert [request.url for request in reading.next_pages] == [f"{HOST}/zwgk/fz/{second}"]
    assert not reading.is_guess


def test_a_number_in_the_address_is_counted_up() -> None:
    reading = read("generic", "".join(entries(3, "content/{0:032x}.htm")), f"{HOST}/fz/List/list_0.htm")
    assert [request.url for request in reading.next_pages] == [f"{HOST}/fz/List/list_1.htm"]
    assert reading.is_guess


@pytest.mark.parametrize(
    "shell",
    [
        '<meta http-equiv="Refresh" content="0; url=/zwgk/fz/list.html">',
        "<script>window.location.href='/zwgk/fz/list.html'</script>",
        '<div><iframe src="list.html" width="100%"></iframe></div>',
    ],
)
def test_what_stands_behind_a_shell_is_recognised_anew(shell: str) -> None:
    behind = "<p class='TRS_Editor'></p>" + "".join(entries(3, "./202503/t20250303_{0:07d}.html"))
    answers = {f"{HOST}/zwgk/fz/": f"<html>{shell}</html>", f"{HOST}/zwgk/fz/list.html": behind}
    rows, _, problems = through(lambda request: answers.get(request.url, 404), f"{HOST}/zwgk/fz/")
    assert (len(rows), problems) == (3, [])


def test_a_shell_is_not_followed_to_another_host() -> None:
    text = '<meta http-equiv="refresh" content="0;url=http://b.example/">'
    assert read("generic", text).instead is None

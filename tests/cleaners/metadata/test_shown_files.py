"""Files and pages that a page shows inside itself: attachments without a link, frames that hold the text."""

from __future__ import annotations

from base64 import b64encode

import pytest

from cleaners import Article, clean_page

URL = "http://www.songyuan.example.cn/zwgk/202503/t20250304_71.html"
HOST = "http://www.songyuan.example.cn"
SENTENCE = "2024年，我局坚持依法行政，完善工作机制，各项工作取得新的成效。"
TITLE = "松源县水利局2024年法治政府建设年度报告"


def clean(inner: str, head: str = "") -> Article:
    top = f"<div>当前位置：<a href='/'>首页</a> &gt; 法治</div><h1>{TITLE}</h1><div>发布时间：2025-03-04 来源：水利局</div>"
    foot = "<div>主办：松源县人民政府 网站标识码：9998010001</div>"
    page = f"<html><head><title>{TITLE}</title>{head}</head><body>{top}<div class='c'>{inner}</div>{foot}</body></html>"
    return clean_page(page.encode(), URL)


ENCODED = b64encode(f"{HOST}/f/P02.pdf".encode()).decode()


@pytest.mark.parametrize(
    "viewer",
    [
        "<div id='v'></div><script>PDFObject.embed('/f/P02.pdf', '#v');</script>",
        "<script>var pdfUrl = \"\\/f\\/P02.pdf\"; showPdf(pdfUrl);</script><div id='v'></div>",
        "<script>pdfjsLib.getDocument({url: `/f/P02.pdf`})</script>",
        "<script>window.location.href='/f/P02.pdf'</script>",
        "<p><a class='media' href='/f/P02.pdf'></a></p><script>$('a.media').media({width: 800})</script>",
        "<div class='viewer' data-pdf='/f/P02.pdf'></div>",
        "<div class='viewer' data-url='../../f/P02.pdf'>正在加载</div>",
        "<object type='application/pdf'><param name='src' value='/f/P02.pdf'></object>",
        "<input type='hidden' id='file' value='/f/P02.pdf'>",
        "<iframe data-src='/f/P02.pdf'></iframe>",
        "<iframe src='/js/viewer.html#/f/P02.pdf'></iframe>",
        "<iframe src='/api/preview?file=/f/P02.pdf'></iframe>",
        "<iframe src='/view/preview?id=3&amp;path=%2Ff%2FP02.pdf'></iframe>",
        "<iframe src='/pdf/web/viewer.html?file=%252Ff%252FP02.pdf'></iframe>",
        "<iframe src='/pdf/web/viewer.html?file=../../f/P02.pdf'></iframe>",
        f"<iframe src='/onlinePreview?url={ENCODED}'></iframe>",
        "<script>document.write('<iframe src=\"/pdf/web/viewer.html?file=/f/P02.pdf\"></iframe>')</script>",
        "<button onclick=\"openPdf('/f/P02.pdf')\">查看</button>",
    ],
)
def test_a_file_shown_by_a_viewer_or_a_script_is_the_attachment(viewer: str) -> None:
    article = clean(viewer)
    assert [file.url for file in article.attachments] == [f"{HOST}/f/P02.pdf"]
    assert [problem.kind for problem in article.problems] == ["attachment_only"]
    assert (article.text, article.title, article.date, article.frames) == ("", TITLE, "2025-03-04", ())


@pytest.mark.parametrize(
    "markup",
    [
        "<script>var types = ['.pdf', 'application/pdf', '*.doc'], a = 'x' + '.pdf', b = '{name}.pdf'</script>",
        "<span title='年度报告.pdf'></span>",
        "<footer><div data-url='/help.pdf'></div><script>help('/help.pdf')</script></footer>",
        "<img src='/icons/pdf.png' data-icon='pdf'>",
        "<form action='/save.doc'></form>",
        "<script src='/js/pdf.js'></script>",
    ],
)
def test_what_only_looks_like_a_file_is_no_attachment(markup: str) -> None:
    article = clean(markup)
    assert article.attachments == ()
    assert [problem.kind for problem in article.problems] == ["no_text"]


@pytest.mark.parametrize(
    "link",
    [
        "<a href=\"javascript:openFile('/f/P02.pdf')\">统计表</a>",
        "<a href='#' onclick=\"down('/f/P02.pdf', 1)\">统计表</a>",
        "<a href='' onclick='down(&quot;/f/P02.pdf&quot;)'>统计表</a>",
        "<a href='/f/P02.pdf'><img src='/icons/pdf.gif'></a>",
        "<iframe src='/js/viewer.html#/f/P02.pdf'></iframe><a href='/f/P02.pdf'>统计表</a>",
    ],
)
def test_a_link_below_a_text_may_call_a_script_or_be_a_picture(link: str) -> None:
    article = clean("".join(f"<p>第{n}项：{SENTENCE}</p>" for n in range(4)) + f"<p>{link}</p>")
    assert [file.url for file in article.attachments] == [f"{HOST}/f/P02.pdf"]
    assert (len(article.paragraphs[:4]), article.problems) == (4, ())


def test_files_in_scripts_of_a_page_with_text_are_none_of_its_attachments() -> None:
    text = "".join(f"<p>第{n}项：{SENTENCE}</p>" for n in range(4))
    article = clean(f"{text}<script>help('/f/P02.pdf')</script><div data-pdf='/f/P03.pdf'></div>")
    assert (article.attachments, len(article.paragraphs)) == ((), 4)


def test_pages_in_frames_of_a_page_without_text_are_its_frames() -> None:
    article = clean("<iframe src='body_71.html' width='100%'></iframe><iframe src='/z/part2.jsp?id=7'></iframe>")
    assert article.frames == (f"{HOST}/zwgk/202503/body_71.html", f"{HOST}/z/part2.jsp?id=7")
    assert [problem.kind for problem in article.problems] == ["no_text"]


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src='about:blank'></iframe>",
        "<iframe src='javascript:void(0)'></iframe>",
        "<iframe src='/inc/footer.html'></iframe>",
        "<iframe src='/tq/weather.html'></iframe>",
        "<iframe src='/a/71.html' width='0' height='0'></iframe>",
        "<iframe src='/a/71.html' style='display:none'></iframe>",
        "<iframe src='/a/71.html' style='width: 1px; height: 1px'></iframe>",
        "<iframe src='http://www.elsewhere.example.com/71.html'></iframe>",
        "<iframe src='http://[bad/71.html'></iframe>",
        "<iframe></iframe>",
    ],
)
def test_counters_menus_and_pages_of_other_sites_are_no_frames(frame: str) -> None:
    assert clean(frame).frames == ()


def test_a_page_with_text_has_no_frames() -> None:
    text = "<p>会议听取了工作汇报。</p><p>会议审议了两项制度。</p>"
    assert clean(f"<p>{SENTENCE}</p>{text}<iframe src='/a/71.html'></iframe>").frames == ()


LEAD = "现将2024年法治政府建设年度报告予以公布，请查阅。"


@pytest.mark.parametrize("size", ["", " height='900'", " style='width:100%;height:800px'"])
def test_a_lead_above_a_large_frame_tells_it(size: str) -> None:
    assert clean(f"<p>{LEAD}</p><iframe src='/a/71.html'{size}></iframe>").frames == (
        "http://www.songyuan.example.cn/a/71.html",
    )


def test_a_low_frame_below_a_lead_holds_no_document() -> None:
    assert clean(f"<p>{LEAD}</p><iframe src='/a/71.html' height='120'></iframe>").frames == ()


def test_a_signed_notice_is_no_lead() -> None:
    notice = f"<p>{LEAD}</p><p>松源县水利局</p><p>2025年1月16日</p>"
    assert clean(f"{notice}<iframe src='/a/71.html' height='900'></iframe>").frames == ()


def test_a_frameset_has_frames() -> None:
    page = "<html><head><title>报告</title></head><frameset><frame src='top.html'><frame src='71_c.html'></frameset></html>"
    assert clean_page(page.encode(), URL).frames == (f"{HOST}/zwgk/202503/71_c.html",)


def test_the_mere_name_of_a_file_beside_its_address_is_no_second_file() -> None:
    article = clean("<div id=app></div><script>window.data={name:'P02.pdf',path:'\\/f\\/P02.pdf'}</script>")
    assert [file.url for file in article.attachments] == [f"{HOST}/f/P02.pdf"]

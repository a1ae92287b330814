"""The small modules between tree and Article."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleaners.addresses import join
from cleaners.article import Article, Attachment
from cleaners.body.broken_lines import join_broken
from cleaners.body.paging import further_pages, join_pages
from cleaners.body.repeats import without_copy
from cleaners.metadata.attachments import is_file
from cleaners.metadata.page_title import choose_title
from cleaners.metadata.signature import read_signature
from cleaners.parsing.markup_limits import is_safe_to_parse, without_tags
from cleaners.parsing.script_text import script_article
from cleaners.parsing.tree import read_tree, tidy
from cleaners.patterns.line_starts import is_body, is_heading, is_salutation

LINES = ["甲县坚持以习近平法治思想为指导，深入推进依法行政。", "一、主要成效", "（一）规范行政执法，全年办案12件。"]


@pytest.mark.parametrize(
    "line",
    [
        "一、工作情况",
        "（一）组织领导",
        "十二、结语",
        "1.制度",
        "2、培训",
        "（3）其他",
        "①检查",
        "一）领导",
        "第三条 处罚",
        "二是普法",
    ],
)
def test_marks_of_headings_and_items(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize("line", ["2024年，我局", "1.5万元用于培训", "一把手亲自部署", "十分重视"])
def test_numbers_in_sentences_are_no_marks(line: str) -> None:
    assert not is_heading(line)


@pytest.mark.parametrize(
    "line",
    ["县委:", "市委、市政府：", "中共将水县委员会,将水县人民政府:", "市委全面依法治市委员会：", "县委、县政府："],
)
def test_salutations(line: str) -> None:
    assert is_salutation(line)
    assert is_body(line)


@pytest.mark.parametrize(
    "line",
    [
        "各镇、县直各部门：",
        "机关各处室、各直属单位:",
        "县直各单位：",
        "各县（市、区）司法局：",
        "各乡镇人民政府，各街道办事处：",
    ],
)
def test_those_below_are_addressed_by_each(line: str) -> None:
    assert is_salutation(line)


@pytest.mark.parametrize("line", ["市政府各部门：", "各类企业：", "各单位的责任分工如下部门：", "各县区："])
def test_a_label_of_links_begins_no_text(line: str) -> None:
    assert not is_body(line)


def test_sentence_is_body_and_a_name_is_not() -> None:
    assert is_body("现将有关情况报告如下，请予审议：")
    assert not is_body("某县水利局")


@pytest.mark.parametrize(
    ("lines", "organ", "day"),
    [
        (["……。", "某县水利局", "2024年3月5日"], "某县水利局", "2024-03-05"),
        (["……。", "某县水利局2024年3月5日"], "某县水利局", "2024-03-05"),
        (["……。", "中共某县委员会", "某县人民政府", "二〇二四年三月"], "中共某县委员会 某县人民政府", "2024-03"),
        (["……。", "2024年3月5日", "（此件公开发布）"], None, "2024-03-05"),
    ],
)
def test_signature_is_organ_and_day_under_the_text(lines: list[str], organ: str | None, day: str) -> None:
    signature = read_signature(lines)
    assert signature is not None
    assert (signature.organ, signature.signed_on) == (organ, day)


def test_end_of_a_cover_letter_is_no_signature() -> None:
    assert (
        read_signature(["特此报告。", "某县水利局", "2024年3月5日", *(f"第{i}段正文内容。" for i in range(20))]) is None
    )


def test_lines_broken_inside_a_sentence_are_joined() -> None:
    assert join_broken(["我县高度重视法治政府建设", "工作,切实把各项任务落到实处。"]) == [
        "我县高度重视法治政府建设工作,切实把各项任务落到实处。"
    ]
    assert join_broken(["印发《某县重大行政决策", "目录》等文件。"]) == ["印发《某县重大行政决策目录》等文件。"]
    assert join_broken(["加强组织领导，", "健全工作机制。"]) == ["加强组织领导，健全工作机制。"]


@pytest.mark.parametrize(
    "lines",
    [
        ["一、工作情况", "工作,切实推进。"],
        ["满意率达90%以上", "三是全面推进政务公开。"],
        ["某县水利局", "2024年3月5日"],
        ["甲\t乙", "，丙\t丁"],
        LINES,
    ],
)
def test_whole_lines_are_not_joined(lines: list[str]) -> None:
    assert join_broken(lines) == lines


def test_second_copy_of_a_text_is_dropped() -> None:
    assert without_copy([*LINES, *LINES]) == LINES
    assert without_copy(["题", *LINES, "题", *LINES, "尾"]) == ["题", *LINES, "尾"]
    repeated = [LINES[0], "二、下一步", LINES[0], "三、其他", LINES[2]]
    assert without_copy(repeated) == repeated


@pytest.mark.parametrize(
    ("href", "file"),
    [
        ("./P020240319.pdf", True),
        ("/upload/A.DOCX", True),
        ("/module/download/downfile.jsp?classid=0&filename=ab.doc", True),
        ("/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1", True),
        ("/ifile/20251124/17.ofd", True),
        ("index.html", False),
        ("javascript:down('a.pdf')", False),
        ("/images/qr.png", False),
    ],
)
def test_links_to_documents_are_files(href: str, file: bool) -> None:
    assert is_file(href) is file


def test_links_are_joined_with_the_page() -> None:
    assert join("http://www.a.gov.cn/x/202401/t1.html", "./a.pdf") == "http://www.a.gov.cn/x/202401/a.pdf"
    assert join(None, "./a.pdf") == "./a.pdf"
    assert join("http://www.a.gov.cn/", "http://[bad") == "http://[bad"


def test_further_pages_share_the_name_and_come_in_order() -> None:
    url = "http://a.gov.cn/x/202401/t20240105_77123.html"
    hrefs = [
        "./t20240105_77123_2.html",
        "t20240105_77123_1.html",
        "../202402/t20240105_77123_3.html",
        "t20240105_9_1.html",
        url,
    ]
    pages = [url.replace(".html", f"_{n}.html") for n in (1, 2)]
    assert further_pages(hrefs, "", url, url) == tuple(pages)
    assert further_pages([], "createPageHTML(3, 0, 't20240105_77123', 'html')", url, url) == tuple(pages)
    assert further_pages(hrefs, "", None, None) == ()


def test_joined_pages_keep_the_first_pages_facts_and_all_files() -> None:
    files = [Attachment("a", "a.pdf"), Attachment("b", "b.pdf")]
    first = Article(text="\n".join(LINES), title="题", attachments=(files[0],), further_pages=("x",))
    second = Article(text="某县水利局\n2024年3月5日", title="别题", attachments=(files[0], files[1]))
    whole = join_pages([first, second])
    assert whole.paragraphs == [*LINES, "某县水利局", "2024年3月5日"]
    assert (whole.title, whole.signature, whole.signed_on) == ("题", "某县水利局", "2024-03-05")
    assert whole.attachments == tuple(files)
    assert whole.further_pages == ()


def test_no_pages_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="expected the pages"):
        join_pages([])


def test_article_handed_to_scripts_is_found() -> None:
    html = "<p>" + LINES[0] * 3 + "</p>"
    escaped = html.encode("unicode_escape").decode()
    assert script_article(LexborHTMLParser(f'<script>var d = {{"id":1,"content":"{escaped}"}};</script>')) == html
    assert script_article(LexborHTMLParser('<script>var d = {"content":"short"};</script>')) is None


def test_safe_pages_are_parsed_and_hostile_ones_are_not() -> None:
    assert is_safe_to_parse(b"<div><p>x</p></div>" * 1000)
    assert not is_safe_to_parse(b"<div>" * 20_000)
    assert not is_safe_to_parse(b"<i></i>" * 200_000)
    assert not is_safe_to_parse(b"<a " + b"x=1 " * 150_000 + b">")
    assert not is_safe_to_parse((b"<p " + b"x=1 " * 1_900 + b">") * 400)
    assert is_safe_to_parse(b"<p " + b"x=1 " * 1_900 + b">" + b"<p>x</p>" * 2_000)


def test_text_without_parser_leaves_out_tags_scripts_and_comments() -> None:
    assert without_tags("<p>甲&amp;乙</p><script>x<p></script><!-- <p>丙 -->丁<br>戊") == ["甲&乙", "丁", "戊"]


def test_a_flood_of_lines_without_parser_is_one_line() -> None:
    assert without_tags("甲<p>\n" * 3) == ["甲", "甲", "甲"]
    assert len(without_tags("甲\n" * 400_000)) == 1


def test_tree_is_flattened_into_lines_with_their_links() -> None:
    page = read_tree("<body><h1>题</h1><div><p>甲<a href='x'>乙</a></p>丙<br>丁</div></body>".encode())
    assert page.texts == ["题", "甲乙", "丙", "丁"]
    assert page.linked == [0, 1, 0, 0]
    assert page.tags == ["h1", "p", "div", "div"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\n  甲\n  乙 ", "甲乙"),
        ("a\n b", "a b"),
        ("　　甲　乙\xa0", "甲　乙"),
        ("甲 \xa0 乙", "甲 乙"),
        ("甲", "甲"),
        (" \u200b ", ""),
    ],
)
def test_tidy_collapses_blanks_of_the_source_only(raw: str, text: str) -> None:
    assert tidy(raw) == text


@pytest.mark.parametrize(
    ("tag", "doc", "near", "title"),
    [
        ("甲县报告", "乙", [], "甲县报告"),
        (None, "甲县2024年报告_甲县人民政府", [("甲县2024年报告", "div")], "甲县2024年报告"),
        (None, "甲县2024年报告 - 甲县人民政府门户网站", [("甲县2024年报告", "h1")], "甲县2024年报告"),
        (
            None,
            "甲县人民政府关于批准调整2024年…_公报",
            [("甲县人民政府关于批准", "p"), ("调整2024年预算的决定", "p")],
            "甲县人民政府关于批准调整2024年预算的决定",
        ),
        (None, "甲县人民政府", [("甲县2024年法治政府建设年度报告", "div")], "甲县2024年法治政府建设年度报告"),
        (None, "甲县人民政府", [("县委：", "p")], None),
    ],
)
def test_title_in_the_order_of_trust(tag: str | None, doc: str, near: list[tuple[str, str]], title: str | None) -> None:
    assert choose_title(tag, [doc], near, None, None)[0] == title

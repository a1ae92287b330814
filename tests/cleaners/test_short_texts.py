"""Short documents: what has few words keeps them all, its salutation, signature and date."""

from __future__ import annotations

import pytest

from cleaners import Article, clean_page, clean_text

NAMES = [f"{family}{given}" for family in "赵钱孙李周吴郑王" for given in ("晓东", "玲", "建华")]
NOTICE = "根据有关规定，现将各部门2024年度法治政府建设情况报告予以公开，如有意见和建议，请于公开之日起三十日内向县司法局反映，联系电话见门户网站公告栏。"


def clean(inner: str, box: str = "<div class='art'>") -> Article:
    menu = "<ul><li><a href='/'>首页</a></li><li><a href='/x'>政务公开</a></li></ul>"
    top = "<div>您的位置：<a href='/'>首页</a> &gt; 通知</div><h1>关于有关事项的通知</h1><div>发布时间：2025-03-02 来源：县司法局</div>"
    foot = "<div>主办：松源县人民政府办公室 网站标识码：9998010001</div>"
    end = "</td></tr></table>" if "<td>" in box else "</div>"
    page = f"<html><body>{menu}<div>{top}{box}{inner}{end}</div>{foot}</body></html>"
    return clean_page(page.encode(), "http://www.songyuan.example.cn/1.html")


def lines_of(lines: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["经研究决定，任命：", "李某某为法制股股长。", "松源县水利局", "2025年3月1日"],
        ["各科室：", "明日停电，请做好准备。", "松源县水利局", "2025年3月1日"],
        ["免去：", "王某的股长职务。", "松源县水利局", "二〇二五年三月一日"],
        ["同意。", "松源县水利局", "2025年3月1日"],
        ["各科室：", "因线路检修，本周六全天停电，请提前做好准备。", "松源县水利局", "2025年3月1日"],
    ],
)
@pytest.mark.parametrize("tag", ["p", "div", "h4"])
def test_a_document_of_short_sentences_keeps_its_signature_and_date(lines: list[str], tag: str) -> None:
    article = clean(lines_of(lines, tag))
    assert article.paragraphs == lines
    assert (article.signature, article.signed_on) == ("松源县水利局", "2025-03-01")
    assert clean_text(article.text).text == article.text


@pytest.mark.parametrize("box", ["<div class='TRS_Editor'>", "<div class='art'>", "<div id='zoom'>", "<td>"])
@pytest.mark.parametrize("tag", ["p", "div", "span style='display:block'"])
def test_a_list_of_names_is_text(box: str, tag: str) -> None:
    lines = ["经评审，下列人员拟聘为行政执法监督员，现予公示：", *NAMES, "松源县司法局", "2025年3月1日"]
    body = "<br>".join(lines) if tag.startswith("span") else lines_of(lines, tag)
    assert clean(body, box if box != "<td>" else "<table><tr><td>").paragraphs == lines


def test_a_list_of_names_without_a_sentence_is_text() -> None:
    assert clean(lines_of(NAMES)).paragraphs == NAMES


@pytest.mark.parametrize("wrap", ["<p>{}</p>", "<li>{}</li>", "{}<br>"])
def test_a_notice_that_names_more_files_than_it_has_words_is_text(wrap: str) -> None:
    files = [
        f"附件{n}：松源县{office}2024年度法治政府建设情况报告.docx"
        for n, office in enumerate(("水利局", "教育局", "财政局", "民政局"), 1)
    ]
    links = "".join(wrap.format(f"<a href='/f/{n}.docx'>{name}</a>") for n, name in enumerate(files))
    lines = ["各乡镇人民政府：", NOTICE, "松源县司法局", "2025年3月1日"]
    article = clean(lines_of(lines) + links)
    assert article.paragraphs == lines + files
    assert [file.name for file in article.attachments] == files
    assert (article.problems, article.signature, article.addressee) == ((), "松源县司法局", "各乡镇人民政府：")


@pytest.mark.parametrize("caption", ["附件", "附件1", "附 件", "附件一"])
def test_the_caption_of_an_annex_inside_the_text_stays(caption: str) -> None:
    table = "<table><tr><td>序号</td><td>单位</td></tr><tr><td>1</td><td>水利局</td></tr></table>"
    article = clean(lines_of([NOTICE, "松源县司法局", "2025年3月1日", caption]) + table)
    assert article.paragraphs[3:] == [caption, "序号\t单位", "1\t水利局"]
    named = clean(lines_of([NOTICE, "松源县司法局", "2025年3月1日", caption, "执法监督员名单", "赵晓东"]))
    assert named.paragraphs[3:] == [caption, "执法监督员名单", "赵晓东"]


def test_the_caption_above_files_goes() -> None:
    article = clean(lines_of([NOTICE, "附件"]) + "<p><a href='a.pdf'>名单.pdf</a></p>")
    assert article.paragraphs == [NOTICE, "名单.pdf"]


FILE = "<p>附件：<a href='/f/1.doc'>执法检查方案.doc</a></p>"


@pytest.mark.parametrize(
    "lines",
    [
        ["各乡镇人民政府：", "现将《执法检查方案》印发给你们，请遵照执行。", "松源县水利局", "2025年3月1日"],
        ["现就执法检查有关事项通知如下，请各科室遵照执行。", "松源县水利局", "2025年3月1日"],
        ["各乡镇人民政府：", "请按方案做好执法检查各项工作，月底前报送情况。"],
    ],
)
def test_a_signed_or_addressed_note_keeps_its_words_beside_its_file(lines: list[str]) -> None:
    article = clean(lines_of(lines) + FILE)
    assert article.paragraphs[: len(lines)] == lines
    assert [file.url for file in article.attachments] == ["http://www.songyuan.example.cn/f/1.doc"]
    assert article.problems == ()


def test_a_sentence_above_the_reports_of_several_organs_is_text() -> None:
    offices = ("水利局", "教育局", "财政局")
    files = "".join(f"<p><a href='/f/{n}.pdf'>{each}2024年度报告</a></p>" for n, each in enumerate(offices))
    article = clean("<p>现将各部门2024年度报告公布如下，欢迎监督：</p>" + files)
    assert article.paragraphs[0] == "现将各部门2024年度报告公布如下，欢迎监督："
    assert (len(article.attachments), article.problems) == (3, ())


def test_a_note_above_the_one_file_says_no_more_than_that_here_it_is() -> None:
    for note in ("详见附件。", "现将报告公布如下："):
        assert [problem.kind for problem in clean(f"<p>{note}</p>" + FILE).problems] == ["attachment_only"]


def test_a_file_that_a_script_shows_below_a_signed_note_is_its_attachment() -> None:
    lines = ["现将检查结果予以公布，欢迎社会各界监督。", "松源县水利局", "2025年3月1日"]
    script = "<div id='v'></div><script>PDFObject.embed('/f/2.pdf', '#v')</script>"
    article = clean(lines_of(lines) + script)
    assert (article.paragraphs, len(article.attachments)) == (lines, 1)


def test_short_lines_of_a_table_layout_win_against_the_line_of_the_footer() -> None:
    text = ["各科室：", "王某某任水政股副股长；", "免去赵某某水政股副股长职务。", "松源县水利局", "2025年2月28日"]
    menu = "<table><tr><td><a href='/'>首页</a> | <a href='/n'>公告</a></td></tr></table>"
    foot = "<table><tr><td>松源县人民政府主办 松源县信息中心设计 电话：0000-1234567</td></tr></table>"
    body = f"<table><tr><td><b>任免通知</b></td></tr><tr><td>发布时间：2025-3-1 阅读：5次</td></tr><tr><td>{lines_of(text)}</td></tr></table>"
    article = clean_page(f"<html><title>松源县水利网</title><body>{menu}{body}{foot}</body></html>".encode())
    assert (article.paragraphs, article.title, article.signed_on) == (text, "任免通知", "2025-02-28")


def test_a_table_of_two_rows_is_text() -> None:
    article = clean("<table><tr><td>类别</td><td>件数</td></tr><tr><td>警告</td><td>3</td></tr></table>")
    assert article.paragraphs == ["类别\t件数", "警告\t3"]

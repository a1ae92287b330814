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

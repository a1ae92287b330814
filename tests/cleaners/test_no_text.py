"""Pages that have no text say so; nothing that stands around is taken for it."""

from __future__ import annotations

import pytest

from cleaners import ProblemKind, clean_page
from tests.cleaners.pages import TITLE, portal_page

IMAGE = '<p align=center><img src="/p/1.jpg"></p>'
DESCRIPTION = "云溪县人民政府门户网站法治政府建设栏目，主要发布全县各级行政机关的年度报告、执法公示和规范性文件，" * 2
AROUND = {
    "leaving": "<div class=tc><p>您访问的链接即将离开“云溪县人民政府”门户网站，是否继续？</p><a>继续访问</a><a>放弃</a></div>",
    "cookies": "<div id=ck><p>本网站使用Cookie改善您的浏览体验，继续浏览即表示您同意我们使用Cookie。</p><span>同意</span></div>",
    "feedback": "<div class=pj><p>为了改进网站服务，请您对本页面进行评价，感谢您的参与和支持。</p><p>满意</p><p>不满意</p></div>",
    "rights": "<div><p>本站所有内容版权归云溪县人民政府所有，未经许可，不得转载、摘编或以其他方式使用上述作品。</p></div>",
    "login": "<form><p>该栏目需要登录后查看，请登录。</p><p>用户名：<input></p><p>密码：<input></p><p>还没有账号？立即注册</p></form>",
    "browser": "<div><p>您的浏览器版本过低，为了获得更好的体验，请升级浏览器后访问本网站，谢谢您的理解。</p></div>",
    "better browser": "<div><p>系统检测到您正在使用旧版IE，建议您使用谷歌、火狐等浏览器访问本站，以获得更好的体验。</p></div>",
    "viewer": "<div id=pdf><p>正在加载，请稍候…</p><p>放大</p><p>缩小</p><p>第 1 页 / 共 3 页</p></div>",
    "address": "<p>地址：云溪县人民路1号　邮编：400000　电话：0700-1234567　传真：0700-1234568</p><p>办公时间：周一至周五</p>",
    "survey": "<div><h4>网站满意度调查</h4><p>您对本网站的总体评价是？</p><b>非常满意</b><b>一般</b><p>您的意见和建议：</p></div>",
    "template": "<div v-html=c>{{detail.content}}</div>",
    "empty": "<div><p>{{article.title}}</p><p>暂无相关内容</p><p>加载中...</p></div>",
}


@pytest.mark.parametrize("place", ["beside", "after"])
@pytest.mark.parametrize("kind", AROUND)
def test_a_page_of_images_has_no_text(kind: str, place: str) -> None:
    article = clean_page(portal_page(IMAGE, **{place: AROUND[kind]}))
    assert (article.text, article.title, article.date) == ("", TITLE, "2025-01-20")
    assert [problem.kind for problem in article.problems] == [ProblemKind.NO_TEXT]


@pytest.mark.parametrize("name", ["description", "ColumnDescription"])
def test_what_the_head_says_of_the_site_is_no_text(name: str) -> None:
    article = clean_page(portal_page(IMAGE, head=f'<meta name="{name}" content="{DESCRIPTION}">'))
    assert article.text == ""
    assert [problem.kind for problem in article.problems] == [ProblemKind.NO_TEXT]


SUMMARY = "云溪县林业局2024年法治政府建设年度报告，包括工作成效、存在问题以及下一步打算，反映全年依法行政情况。"
HEADS = {
    "table": f"<table><tr><td>索引号</td><td>yx/2025-18</td><td>发布机构</td><td>县林业局</td></tr><tr><td>内容概述</td><td colspan=3>{SUMMARY}</td></tr></table>",
    "list": f"<ul><li>索引号：yx/2025-18</li><li>发布机构：县林业局</li><li>内容概述：{SUMMARY}</li></ul>",
    "other word": f"<table><tr><td>索引号</td><td>yx/2025-18</td></tr><tr><td>信息摘要</td><td>{SUMMARY}</td></tr></table>",
    "pairs": f"<dl><dt>索引号：</dt><dd>yx/2025-18</dd><dt>内容摘要：</dt><dd>{SUMMARY}</dd></dl>",
}


@pytest.mark.parametrize("head", HEADS)
def test_the_summary_of_a_head_table_is_no_text(head: str) -> None:
    file = '<p>附件：<a href="/u/1.docx">年度报告.docx</a></p>'
    article = clean_page(portal_page(file, info=DATE_ROW + HEADS[head]))
    assert (article.text, article.index_number) == ("", "yx/2025-18")
    assert [problem.kind for problem in article.problems] == [ProblemKind.ATTACHMENT_ONLY]


DATE_ROW = "<div>发布时间：2025-01-20</div>"


@pytest.mark.parametrize(
    "left", ["<span>时间：2025-01-20</span>", "<p>2025年1月20日</p>", "<p>发布：2025-01-20</p><p>打印</p>"]
)
def test_the_info_line_of_a_page_without_text_is_its_date_and_no_text(left: str) -> None:
    article = clean_page(portal_page(left + IMAGE, info=""))
    assert (article.text, article.date) == ("", "2025-01-20")
    assert [problem.kind for problem in article.problems] == [ProblemKind.NO_TEXT]


def test_what_a_viewer_of_files_prints_around_it_is_no_text() -> None:
    words = ("缩略图", "文档大纲 附件", "页码: / 12", "自动缩放 实际大小 适合页宽", "演示模式", "正在加载，请稍候…")
    article = clean_page(portal_page("".join(f"<div>{word}</div>" for word in words)))
    assert article.text == ""


def test_a_page_of_images_keeps_what_its_head_table_says() -> None:
    head = "<table><tr><td>索引号：</td><td>yx/2025-19</td><td>文号：</td><td>云林发〔2025〕4号</td></tr></table>"
    article = clean_page(portal_page(IMAGE, info=DATE_ROW + head))
    assert (article.text, article.index_number) == ("", "yx/2025-19")
    assert (article.document_number, article.date) == ("云林发〔2025〕4号", "2025-01-20")


def test_a_form_of_empty_fields_is_no_text() -> None:
    form = "<form><p>姓　名：<input></p><p>联系方式*：<input></p><p>咨询内容：<textarea></textarea></p></form>"
    article = clean_page(portal_page(form, "云溪县林业局在线咨询", info=""))
    assert (article.text, [problem.kind for problem in article.problems]) == ("", ["no_text"])


FIELDS = "".join(f"<tr><td>{name}：</td><td><input name={name}></td></tr>" for name in ("您的姓名", "手机", "主题"))
QUESTIONS = "".join(
    f"<p>{n}.您认为{what}做得怎么样</p><label><input type=radio>满意</label><label><input type=radio>一般</label>"
    for n, what in enumerate(("行政执法", "政务公开", "普法宣传"), 1)
)


@pytest.mark.parametrize(
    "form",
    [
        f"<form><table>{FIELDS}</table><p>注意：请如实填写您的真实姓名，以便我们及时与您联系并反馈办理结果。</p></form>",
        f"<div><table>{FIELDS}</table><textarea></textarea><p>我们将在十五个工作日内答复，请您耐心等待，谢谢。</p></div>",
        f"<form>{QUESTIONS}<button>提交</button></form>",
    ],
)
def test_the_names_of_the_fields_of_a_form_are_no_text(form: str) -> None:
    article = clean_page(portal_page(form, title="我要写信"))
    assert article.text == ""
    assert [problem.kind for problem in article.problems] == [ProblemKind.NO_TEXT]


def test_a_short_notice_inside_the_form_of_its_page_is_a_document() -> None:
    notice = "<p>县直各单位：</p><p>国庆节期间请做好值班工作，遇有情况及时报告。</p>"
    search = "<input name=a><input name=b><select><option>全站</option></select>"
    page = portal_page(notice, title="关于国庆节值班的通知").decode().replace("<body>", f"<body><form>{search}")
    assert clean_page(page.replace("</body>", "</form></body>").encode()).text.startswith("县直各单位：")


def test_a_list_of_names_beside_a_form_for_comments_is_a_document() -> None:
    names = ["陈明远　城郊乡", "郭晓燕　东岭镇", "董建华　兴隆镇", "韦志刚　赵家镇"]
    board = "<div><form><input name=who><input name=code><textarea></textarea></form></div>"
    page = portal_page("".join(f"<p>{name}</p>" for name in names) + board, title="普法征文获奖名单")
    assert clean_page(page).paragraphs == names

"""Lists of other articles around a text: with captions and without, with first paragraphs and without."""

from __future__ import annotations

import pytest

from cleaners import clean_page

TITLE = "松源县举办法治宣传周"
TEXT = [
    "松源县昨日举办法治宣传周，县司法局、县教育局等十二个部门参加，现场发放资料八百余份，解答群众咨询六十余人次。",
    "活动持续一周，还将走进学校、社区和企业。",
]
OTHERS = [f"{place}召开法治政府建设推进会议" for place in ("云溪县", "临江市", "清河县", "石山县", "东港县", "宁湖市")]
PREVIEW = (
    "会议听取了法治政府建设情况汇报，研究部署下一步工作，要求各部门压实责任，细化措施，补齐短板，确保各项任务落到实处。"
)


def page(*, above: str = "", below: str = "") -> bytes:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    body = f"<div class='a'><h1>{TITLE}</h1>{above}<div class='b'>{text}</div>{below}</div>"
    return f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>".encode()


def link(text: str, href: str = "/x/1.html") -> str:
    return f"<div><a href='{href}'>{text}</a></div>"


@pytest.mark.parametrize("caption", ["相关阅读", "其他人也在看", "推荐阅读：", "猜你喜欢"])
def test_a_list_with_first_paragraphs_never_wins_over_a_short_text(caption: str) -> None:
    items = "".join(f"<div>{link(title)}<p>{PREVIEW}</p></div>" for title in OTHERS)
    assert clean_page(page(below=f"<div>{caption}</div><div>{items}</div>")).paragraphs == TEXT


def test_a_text_may_go_on_after_a_caption_without_a_list() -> None:
    more = f"<div class='b'><p>相关链接</p><p>{PREVIEW}</p><p>{PREVIEW[:40]}。</p></div>"
    text = clean_page(page(below=more).replace(b"</div><div class='b'>", b"")).paragraphs
    assert text[:2] == TEXT


def test_links_to_other_articles_above_and_below_the_text_go() -> None:
    lists = "".join(link(title) for title in OTHERS[:3])
    assert clean_page(page(above=lists, below=lists + link("发送给朋友"))).paragraphs == TEXT


@pytest.mark.parametrize(
    "line",
    [
        link("统计表", "a.pdf"),
        link("附件：统计表"),
        link("松源县司法局", "/"),
        link("http://www.songyuan.example.cn/fz"),
    ],
    ids=["file", "annex", "organ", "address"],
)
def test_annexes_organs_and_addresses_stay_though_they_are_links(line: str) -> None:
    body = page().replace(b"</p></div>", f"</p>{line}</div>".encode())
    assert len(clean_page(body).paragraphs) == 3


def test_a_linked_paragraph_is_text() -> None:
    body = page().replace(TEXT[1].encode(), f"<a href='/x'>{TEXT[1]}</a>".encode())
    assert clean_page(body).paragraphs == TEXT


@pytest.mark.parametrize("tool", ["播报文章", "语音播报文章，释放双眼", "+关注", "查看原图 264K"])
def test_tools_of_news_portals_go(tool: str) -> None:
    assert clean_page(page(above=f"<div>{tool}</div>", below=f"<div>{tool}</div>")).paragraphs == TEXT


REPORT = [
    "2024年，我局坚持依法行政，现将有关情况报告如下，请予审议。",
    "一、主要举措",
    "（一）制定规范性文件12件，备案率达100%，清理废止文件3件，修改2件。",
    "（二）办理行政处罚案件45件，其中普通程序38件，简易程序7件，罚款28.4万元。",
    "二、存在不足",
    "执法人员业务能力有待提高，行政复议规范化建设需要加强，普法针对性不强。",
    "三、下一步打算",
    "（一）加强学习培训，提高执法人员依法行政的意识和能力，组织考试。",
    "（二）强化监督，主动接受人大监督、民主监督和社会监督，公开透明。",
]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def report_page(inner: str) -> bytes:
    head = f"<div>当前位置：<a>首页</a> &gt; 法治</div><h1>{TITLE}</h1><div>发布时间：2025-01-02 来源：县水利局</div>"
    foot = "<div>主办：松源县人民政府办公室 网站标识码：9998010001</div>"
    body = f"<div class='m'>{head}<div class='c'>{inner}</div></div>{foot}"
    return f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "inner",
    [
        f"<div class='TRS_Editor'>{paragraphs(REPORT[:4])}</div><div class='TRS_Editor'>{paragraphs(REPORT[4:])}</div>",
        f"<div class='TRS_Editor'>{paragraphs(REPORT[:4])}</div>{paragraphs(REPORT[4:])}",
        f"{paragraphs(REPORT[:4])}<div class='TRS_Editor'>{paragraphs(REPORT[4:])}</div>",
        f"<div class='TRS_Editor'>{paragraphs(REPORT)}</div><div class='note'><p>{PREVIEW}</p></div>",
    ],
    ids=["two editors", "text after the editor", "text before the editor", "a paragraph of something else"],
)
def test_a_text_that_only_begins_in_the_known_container_is_whole(inner: str) -> None:
    assert clean_page(report_page(inner)).paragraphs == REPORT


def test_lines_of_preformatted_text_stay_lines() -> None:
    text = "\n　　".join(REPORT)
    assert clean_page(report_page(f"<pre>{text}</pre>")).paragraphs == REPORT


@pytest.mark.parametrize("shell", ["<textarea style='display:none'>{}</textarea>", "<input type='hidden' value='{}'>"])
def test_a_text_that_waits_in_a_form_field_is_found(shell: str) -> None:
    escaped = paragraphs(REPORT).replace("<", "&lt;").replace(">", "&gt;")
    article = clean_page(report_page(shell.format(escaped) + "<div id='show'></div>"))
    assert article.paragraphs == REPORT
    assert article.published_at == "2025-01-02"


@pytest.mark.parametrize(
    "line",
    [
        "AI解读AI朗读智能问答",
        "此信息对您是否有帮助？ 有帮助 没帮助",
        "您对本页面的评价：满意 不满意",
        "原文下载：",
        "文件解读：",
        "政策解读：",
    ],
)
def test_questions_and_empty_captions_below_the_text_go(line: str) -> None:
    assert clean_page(report_page(paragraphs(REPORT) + f"<div>{line}</div>")).paragraphs == REPORT


def test_a_bracketed_day_at_the_start_of_an_info_line_is_the_date() -> None:
    line = "[ 2025-01-02 ] [ 来源：县水利局 ] [ 点击：123 ] [ 大 中 小 ]"
    body = page(above=f"<div>{line}</div>")
    assert (clean_page(body).published_at, clean_page(body).source) == ("2025-01-02", "县水利局")


def test_a_copy_for_small_screens_beside_the_known_container_adds_nothing() -> None:
    info = f"<h2>{TITLE}</h2><p>2025年01月02日 09时32分</p><p>来源: 县水利局</p>"
    for again in (f"<div class='TRS_Editor'>{paragraphs(REPORT)}</div>", paragraphs(REPORT)):
        inner = f"<div class='TRS_Editor'>{paragraphs(REPORT)}</div><div class='mobile'>{info}{again}</div>"
        assert clean_page(report_page(inner)).paragraphs == REPORT

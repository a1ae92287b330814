"""Comments, recommended articles and teasers are not the text, even if they are longer; what only looks like them stays."""

from __future__ import annotations

import pytest

from cleaners import clean_page
from tests.cleaners.pages import REPORT, paragraphs, portal_page

TITLE = "云溪县林业局开展义务植树活动"
SHORT = [
    "1月16日，云溪县林业局组织开展义务植树活动，全局干部职工120余人参加。",
    "活动现场，大家挥锹铲土、扶苗培土，共栽植苗木600余株。",
]
LONG = (
    "这个活动办得很好，希望以后能多组织一些，让更多的市民参与进来，也希望有关部门做好后期管护，让树苗真正成活成林。" * 2
)
ANOTHER = '<a href="/a{n}.html">云溪县召开林业工作会议部署造林绿化</a>'


def several(form: str, count: int) -> str:
    """*count* items in *form*."""
    return "".join(
        form.format(n=n, who=f"云溪网友{n}", day=f"2025-01-2{n} 08:1{n}", text=LONG[n:] + LONG) for n in range(count)
    )


VOICES = {
    "comments": "<h3>网友评论（3）</h3>"
    + several("<div><b>{who}</b> {day}<p>{text}</p><a>回复</a> <a>赞(3)</a></div>", 3),
    "one comment": "<p>最新留言</p>" + several("<div><p>{who}</p><p>{text}</p><p>举报 回复</p></div>", 1),
    "no caption": several("<div><p>{who}</p><p>{text}</p><p>{day}</p><p>回复　赞 3　举报</p></div>", 3),
    "floors": several("<div><p>{n}楼 {who} 发表于 {day}</p><p>{text}</p><p>回复</p></div>", 3),
    "no buttons": "<h4>最新评论</h4>" + several("<dl><dt>{who} 2025-01-2{n}</dt><dd>{text}</dd></dl>", 2),
    "one without buttons": "<h4>网友留言</h4>" + several("<p>{who} 3天前</p><p>{text}</p>", 1),
    "who, then when": "<h4>全部评论(2)</h4>" + several("<p>{who}</p><p>2025-01-2{n}</p><p>{text}</p>", 2),
    "recommended": "<h3>推荐阅读</h3>" + several(f"<h4>{ANOTHER}</h4><p>{{text}}</p>", 2),
    "next": "<h3>下一篇</h3>" + several(f"<h4>{ANOTHER}</h4><p>{{text}}</p><a>阅读全文</a>", 1),
    "endless": several(f"<h4>{ANOTHER}</h4><p>{{text}}</p><a href=/a>阅读全文</a>", 3),
}


@pytest.mark.parametrize("voices", VOICES)
@pytest.mark.parametrize("place", ["inside", "beside"])
def test_other_voices_are_no_text(voices: str, place: str) -> None:
    inside, beside = (VOICES[voices], "") if place == "inside" else ("", f"<div>{VOICES[voices]}</div>")
    page = portal_page(paragraphs(SHORT) + inside, TITLE, beside=beside)
    assert clean_page(page).paragraphs == SHORT


def test_a_text_goes_on_below_articles_that_are_recommended_within_it() -> None:
    box = f"<h4>相关阅读</h4><p>{ANOTHER.format(n=1)}</p><p>{ANOTHER.format(n=2)}</p>"
    found = clean_page(portal_page(paragraphs(SHORT) + box + paragraphs(REPORT), TITLE)).paragraphs
    assert [line for line in found if line in SHORT + REPORT] == SHORT + REPORT


def test_an_interview_with_its_times_is_a_text() -> None:
    turns = [
        line
        for n in range(4)
        for line in (f"主持人 2025-01-20 10:0{n}", f"第{n + 1}个问题，请介绍一下林业执法的情况。")
    ]
    found = clean_page(portal_page(paragraphs([*SHORT, *turns]), TITLE)).paragraphs
    assert found == [*SHORT, *turns]


def test_letters_and_their_answers_are_a_text() -> None:
    letters = [
        line for n in range(3) for line in (f"问：第{n + 1}个小区何时绿化？", "答：已列入今年计划，六月底前完成栽植。")
    ]
    assert clean_page(portal_page(paragraphs([*SHORT, *letters]), TITLE)).paragraphs == [*SHORT, *letters]


@pytest.mark.parametrize("rest", ["<div style='display:none'>{}</div>", "<div>{}</div>"])
def test_a_folded_text_is_read_whole(rest: str) -> None:
    content = paragraphs(REPORT[:3]) + "<a>展开全文</a>" + rest.format(paragraphs(REPORT[3:]))
    assert clean_page(portal_page(content)).paragraphs == REPORT


def test_what_a_page_hides_elsewhere_does_not_come_with_a_folded_text() -> None:
    dialogue = "<div style='display:none'><p>请先阅读本须知，申请人应当如实填写各项内容，并对其真实性负责。</p></div>"
    content = paragraphs(REPORT) + "<a>展开全文</a>"
    assert clean_page(portal_page(content, beside=dialogue)).paragraphs == REPORT


NEXT_TITLE = "云溪县林业局公布行政执法人员名单"


@pytest.mark.parametrize(
    "info", ["发布时间：2025-01-18 10:00　来源：县林业局", "来源：云溪日报　2025-01-18", "发布日期：2025年01月18日"]
)
@pytest.mark.parametrize("title", ["<h1>{}</h1>", "<div class=bt>{}</div>", "<p><strong>{}</strong></p>"])
def test_a_whole_article_below_the_text_is_not_the_text(title: str, info: str) -> None:
    another = f"{title.format(NEXT_TITLE)}<div>{info}</div>{paragraphs(REPORT)}"
    for page in (
        portal_page(paragraphs(SHORT) + another, TITLE),
        portal_page(paragraphs(SHORT), TITLE, beside=another),
    ):
        assert clean_page(page).text.split("\n") == SHORT


@pytest.mark.parametrize(
    "own",
    [
        ["第二批义务植树点", "2025年1月18日", *SHORT],  # a chapter with its day
        ["县林业局", "2025年1月18日", *SHORT],  # a signature above an annex
        ["答复单位：县林业局", "答复时间：2025年1月18日", *SHORT],
    ],
)
def test_chapters_with_days_belong_to_the_text(own: list[str]) -> None:
    assert clean_page(portal_page(paragraphs([*SHORT, *own]), TITLE)).text.split("\n") == [*SHORT, *own]


def test_a_short_text_below_a_menu_is_no_teaser_of_it() -> None:
    """The paragraphs of articles that are announced below it each have a title; the first one has the menu."""
    own = ["因系统升级，4月5日至6日暂停办理林权登记业务，4月7日恢复。", "云溪县林业局", "2025年4月2日"]
    others = "".join(f"<div><a href=/{n}.html>云溪县林业局工作动态{n}</a></div><p>{LONG}</p>" for n in range(5))
    page = portal_page(paragraphs(own), "关于停止办理业务的公告", info="", beside=f"<h3>相关阅读</h3>{others}")
    assert clean_page(page).text.split("\n") == own


POST = "<p>云溪论坛 林业版 发表时间 2025-01-1{n} 10:0{n}:12 作者 {who}</p><p>Re:{title}</p>"


def test_answers_in_a_forum_are_not_the_text() -> None:
    """Their heads begin alike; each answer has as many lines as it likes."""
    answers = "".join(
        POST.format(n=n, who=f"网友{n}", title=TITLE) + f"<p>{LONG[: 20 + 9 * n]}</p>" * (n % 3 + 1)
        for n in range(1, 5)
    )
    assert clean_page(portal_page(paragraphs(SHORT) + answers, TITLE)).text.split("\n") == SHORT


def test_a_chronicle_is_a_text() -> None:
    lines = [*SHORT, *(f"2025年1月1{n}日 10:0{n}，县林业局组织第{n}批人员上山植树。" for n in range(5))]
    assert clean_page(portal_page(paragraphs(lines), TITLE)).text.split("\n") == lines


def test_times_of_each_place_belong_to_a_notice() -> None:
    lines = [*SHORT]
    for n in range(1, 5):
        lines += [f"停电时间：2025-01-1{n} 08:00 至 2025-01-1{n} 12:00", f"停电区域：青枫镇第{n}片区"]
    assert clean_page(portal_page(paragraphs(lines), TITLE)).text.split("\n") == lines


def test_a_chapter_on_comments_with_a_signature_below_is_a_text() -> None:
    own = [*SHORT, "评论", "活动受到广泛好评，社会反响热烈。", "云溪县林业局 2025-01-16"]
    assert clean_page(portal_page(paragraphs(own), TITLE)).paragraphs == own

"""Furniture above and below the text inside its own box goes by shape and position; what a document has there stays."""

from __future__ import annotations

import pytest

from cleaners import clean_page
from tests.cleaners.pages import REPORT, TITLE, paragraphs, portal_page

NEWS = [
    "3月6日，云溪县召开全县行政执法工作会议，副县长周明远出席会议并讲话。",
    "会议通报了上年度行政执法监督情况，部署了本年度重点任务。",
]
TOPS = {
    "greeting": "欢迎您访问云溪县林业局官方网站！",
    "greeting of the day": "上午好，欢迎光临本站",
    "weather": "云溪 多云转晴 12℃~19℃",
    "weather without degrees": "今日天气：小雨 北风2级",
    "path without a label": "信息公开 >> 重点领域 >> 法治建设",
    "path of two steps": "工作动态＞基层林业",
    "value of a head table": "依申请公开",
    "value in brackets": "【现行有效】",
    "label by its end": "县局通讯员：陈一鸣",
    "label in brackets": "【文件时效性：有效】",
    "search": "站内搜索　热搜词：林权 造林",
    "account": "点击标题下方“云溪林业”订阅",
    "account's info line": "原创 云溪林业 2025-01-18 17:20",
    "languages": "简体 | 繁體 | English",
    "reading aloud": "智能播报：开启 倍速",
    "time to read": "本文约 860 字，阅读需要 3 分钟",
    "code": "公众号二维码",
    "abstract": "摘要：介绍云溪县林业局上年度法治政府建设的做法和打算。",
    "abstract in brackets": "【摘要】云溪县林业局公布法治政府建设年度报告。",
    "readers": "一审：陈一鸣　二审：李秋　三审：王远",
}
TAILS = {
    "credits with bars": "编辑｜陈一鸣　审校｜李秋",
    "credits with blanks": "初审 陈一鸣　终审 李秋",
    "credit by its end": "信息审核：李秋",
    "where it is filed": "所属栏目：基层动态",
    "end mark": "—— END ——",
    "end mark in words": "（正文结束）".strip("（）"),
    "menu": "云溪要闻 部门动态信息 政策文件 办事指南查询",
    "rating": "评价得分：5 参与人数：12",
    "counter": "本页面访问量：38",
    "buttons": "顶一下 踩一下 收藏",
    "question": "如果您对本页面内容有疑问，请在线咨询",
    "opinions": "以上留言不代表平台立场，也不表明本网赞同其观点",
    "corrections": "内容纠错电话：0731-80000000",
    "letters": "欢迎投稿：yunxi@example.cn",
    "captions": "常用链接",
    "account": "关注“云溪林业”公众号",
    "key words": "关键词：林业 执法",
    "link in brackets": "【图解】<a href='/a/9.html'>一图读懂《云溪县造林方案》</a>",
    "link behind arrows": "&gt;&gt; <a href='/a/9.html'>点击查看《云溪县造林方案》</a>",
}


@pytest.mark.parametrize("lines", [REPORT, NEWS], ids=["report", "news"])
@pytest.mark.parametrize("top", TOPS)
def test_furniture_above_the_text_is_cut(top: str, lines: list[str]) -> None:
    article = clean_page(portal_page(f"<p>{TOPS[top]}</p>{paragraphs(lines)}"))
    assert (article.title, article.text.split("\n")) == (TITLE, lines)


@pytest.mark.parametrize("lines", [REPORT, NEWS], ids=["report", "news"])
@pytest.mark.parametrize("tail", TAILS)
def test_furniture_below_the_text_is_cut(tail: str, lines: list[str]) -> None:
    article = clean_page(portal_page(f"{paragraphs(lines)}<p>{TAILS[tail]}</p>"))
    assert article.text.split("\n") == lines


@pytest.mark.parametrize("tail", ["公开方式：主动公开", "信息类别：年度报告", "组配分类：工作总结"])
def test_rows_of_a_head_table_below_a_signature_are_cut(tail: str) -> None:
    assert clean_page(portal_page(f"{paragraphs(REPORT)}<p>{tail}</p>")).text.split("\n") == REPORT


@pytest.mark.parametrize(
    "own",
    [
        "（2025年1月10日县政府第3次常务会议通过）",
        "云林发〔2025〕3号",
        "——以云溪县为例",
        "云溪县林业局文件",
        "主持人：周明远",
        "申请人：云溪县木材有限公司",
    ],
)
def test_what_a_document_says_above_its_text_stays(own: str) -> None:
    assert own in clean_page(portal_page(f"<p>{own}</p>{paragraphs(REPORT)}")).text.split("\n")


@pytest.mark.parametrize(
    "own",
    [
        "备注：本表数据截至2024年12月31日",
        "联系电话：0731-80000000",
        "附件：云溪县林业局执法事项清单",
        "云溪县司法局 云溪县财政局 云溪县审计局",
        "山高水长情意深 春风化雨润人心 法治云溪谱新篇",
    ],
)
def test_what_a_document_says_below_its_text_stays(own: str) -> None:
    assert clean_page(portal_page(paragraphs([*NEWS, own]))).text.split("\n")[-1] == own


def test_an_abstract_above_key_words_belongs_to_a_paper() -> None:
    paper = ["摘要：本文讨论县级行政执法监督的制度完善。", "关键词：行政执法；监督", *NEWS]
    assert clean_page(portal_page(paragraphs(paper))).text.startswith("摘要")


@pytest.mark.parametrize(
    "top",
    [
        "账号登录　用户注册　找回密码",
        "市政府门户 | 县区频道 | 部门频道",
        "背景颜色：默认",
        "当前时间：2025年3月8日 09:20",
        "现在是北京时间 2025年3月8日 星期六",
        "2025-03-08 星期六",
        "阅读时长约 4 分钟",
        "本文已影响 86 人",
        "首页—政策—解读",
        "来自：云溪发布客户端",
        "请在这里输入检索词",
        "今日在搜：林权 补贴",
        "文件公开属性：主动公开",
        "下一篇 上一篇",
        "法治政府建设",
        "亲爱的网友，欢迎访问云溪林业网",
        "2025-03-08 09:20 星期六",
        "选择字号：小 中 大",
        "【文章摘要】云溪县部署本年度执法监督工作。",
        "【索引号】YX-2025-003　【发布日期】2025-03-08",
        "你在此：首页 / 动态",
        "云溪林业 2025-03-08 17:00 发布于湖南",
        "以下内容转自云溪日报",
        "全文约 320 字",
        "今日热搜词：造林",
    ],
)
def test_rows_of_services_above_the_text_are_cut(top: str) -> None:
    assert clean_page(portal_page(f"<p>{top}</p>{paragraphs(NEWS)}")).text.split("\n") == NEWS


@pytest.mark.parametrize(
    "tail",
    [
        "← <a href='/a/8.html'>云溪县林业局召开防火会议</a>",
        "<a href='/a/8.html'>云溪县林业局召开防火会议</a> »",
        "编辑 陈一鸣｜校对 李秋",
        "【编辑 陈一鸣】",
        "新媒体编辑：陈一鸣",
        "执行主编：李秋",
        "打印 | 收藏 | 推荐好友",
        "请文明发言，理性上网",
        "以上信息如有问题请联系本站管理员",
        "网站技术支持电话：0731-80000000",
        "更多资讯，请持续关注云溪林业",
        "原文网址：https://www.example.cn/a/8.html",
        "« <a href='/a/8.html'>云溪县召开防火会议</a> | <a href='/a/9.html'>云溪县部署造林工作</a> »",
        "采写：陈一鸣　复核：李秋",
        "责任编辑 陈一鸣",
        "（正文结束）",
        "省林业局官网 国家林草网 云溪县门户网站",
        "系统意见反馈邮箱：yx@example.cn".removeprefix("系统"),
        "已阅读 86 次",
        "话题：普法",
        "微信扫一扫：分享</p><p>微信里点“发现”，扫一下</p><p>二维码便可将本文分享至朋友圈。",
    ],
)
def test_rows_of_services_below_the_text_are_cut(tail: str) -> None:
    assert clean_page(portal_page(f"{paragraphs(NEWS)}<p>{tail}</p>")).text.split("\n") == NEWS


@pytest.mark.parametrize(
    "own",
    [
        "公开招标项目：云溪县造林工程",
        "王　强　李　明　赵建国",
        "云溪县司法局、云溪县林业局",
        "发现问题由本网格管理员报告",
    ],
)
def test_names_and_offers_above_a_text_stay(own: str) -> None:
    assert own in clean_page(portal_page(f"<p>{own}</p>{paragraphs(NEWS)}")).text.split("\n")

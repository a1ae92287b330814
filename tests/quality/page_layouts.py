"""Documents, and the many ways in which portals lay one out: the same text and metadata in other markup."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Document:
    """What a page says, whatever its layout; *text* has one line a paragraph, the signature included."""

    title: str
    published_at: tuple[int, int, int, int, int]  # year, month, day, hour, minute, China time
    source: str
    text: tuple[str, ...]
    steps: tuple[str, ...] = ("首页", "政务公开", "法治政府建设")
    files: tuple[tuple[str, str], ...] = ()  # name, address


DOCUMENTS = MappingProxyType(
    {
        "report": Document(
            "溪口县水利局2024年法治政府建设年度报告",
            (2025, 2, 3, 9, 30),
            "县水利局",
            (
                "2024年，县水利局坚持以习近平法治思想为指导，扎实推进法治政府建设，现将有关情况报告如下：",
                "一、主要举措和成效",
                "（一）依法全面履行职能。全年办理行政许可事项126件，按时办结率达到100%。",
                "（二）规范行政执法。开展河道采砂专项检查48次，立案查处违法案件9件。",
                "二、存在的不足",
                "个别干部运用法治思维解决问题的能力还有差距，执法力量仍显不足。",
                "三、下一步工作安排",
                "下一步，我局将继续加强学习培训，健全工作制度，不断提高依法行政水平。",
                "溪口县水利局",
                "2025年1月20日",
            ),
        ),
        "notice": Document(
            "平湾市司法局关于印发2025年行政执法培训计划的通知",
            (2025, 3, 14, 16, 5),
            "市司法局",
            (
                "各县（区）司法局，局属各单位：",
                "现将《2025年行政执法培训计划》印发给你们，请结合实际认真贯彻落实。",
                "附件：2025年行政执法培训计划",
                "平湾市司法局",
                "2025年3月12日",
            ),
            files=(("2025年行政执法培训计划.docx", "./P020250314.docx"),),
        ),
        "news": Document(
            "长陂镇召开2024年度法治政府建设推进会",
            (2024, 11, 6, 10, 0),
            "长陂镇人民政府",
            (
                "11月5日下午，长陂镇召开法治政府建设推进会，镇领导班子成员、各村书记参加会议。",
                "会议传达学习了上级文件精神，听取了司法所关于行政复议、人民调解工作的情况汇报，并就下一步工作作出安排。",
                "会议强调，要压实责任，强化督导，确保各项任务落到实处，为全镇高质量发展提供法治保障。",
            ),
        ),
        "names": Document(
            "清河县人民政府关于公布2024年度优秀行政执法人员名单的通报",
            (2025, 1, 9, 8, 5),
            "清河县人民政府办公室",
            (
                "各镇人民政府，县政府各部门：",
                "经评选，决定对下列同志予以通报表扬：",
                "张建国　李红梅　王小军",
                "赵德明　陈玉兰",
                "清河县人民政府",
                "2025年1月8日",
            ),
        ),
        "decree": Document(
            "北岭市人民政府令第12号",
            (2023, 12, 1, 15, 20),
            "北岭市司法局",
            (
                "《北岭市城市停车场管理办法》已经2023年11月20日市政府第30次常务会议审议通过，现予公布，自2024年1月1日起施行。",
                "市长　刘志强",
                "2023年11月25日",
                "第一条　为了规范停车场管理，制定本办法。",
                "第二条　本市行政区域内停车场的规划、建设和管理，适用本办法。",
            ),
        ),
    }
)

DATES = MappingProxyType(
    {
        "dashes": "{y}-{m:02d}-{d:02d} {H:02d}:{M:02d}",
        "seconds": "{y}-{m:02d}-{d:02d} {H:02d}:{M:02d}:00",
        "slashes": "{y}/{m}/{d} {H:02d}:{M:02d}",
        "dots": "{y}.{m:02d}.{d:02d} {H:02d}:{M:02d}",
        "Chinese": "{y}年{m}月{d}日 {H:02d}:{M:02d}",
        "Chinese with zeros": "{y}年{m:02d}月{d:02d}日 {H:02d}:{M:02d}",
        "full colon": "{y}-{m:02d}-{d:02d} {H:02d}：{M:02d}",
    }
)
INFOS = MappingProxyType(
    {
        "line": "发布时间：{date} 来源：{source} 浏览次数：128",
        "spans": "<span>发布日期：{date}</span><span>来源：{source}</span><span>【字体：大 中 小】</span>",
        "blanks": "发布时间：{date}&nbsp;&nbsp;&nbsp;来&nbsp;&nbsp;源：{source}&nbsp;&nbsp;&nbsp;点击数：<i>12</i>",
        "bars": "来源：{source} | 时间：{date} | 分享到：",
        "items": "<ul><li>信息来源：{source}</li><li>发布时间：{date}</li><li>访问量：33</li></ul>",
        "cells": "<table><tr><td>来源：{source}</td><td>发布时间：{date}</td></tr></table>",
        "brackets": "【发布时间：{date}】 【来源：{source}】 【打印】 【关闭】",
        "elements": "<div>日期：{date}</div><div>来源：{source}</div>",
        "halfwidth": "发布时间:{date} 文章来源:{source} 作者:",
    }
)
PARAGRAPHS = MappingProxyType(
    {
        "p": "<p>{}</p>",
        "indented p": "<p>\u3000\u3000{}</p>",
        "div": "<div>{}</div>",
        "br": "\u3000\u3000{}<br>",
        "spans": '<p style="text-indent:2em"><span style="font-family:仿宋"><span>{}</span></span></p>',
        "font": '<p><font face="仿宋" size="4">{}</font></p>',
        "empty between": "<p>{}</p><p>&nbsp;</p>",
        "section": "<section><span>{}</span></section>",
    }
)
BOXES = MappingProxyType(
    {
        "known": '<div class="TRS_Editor">{}</div>',
        "known id": '<div id="zoom">{}</div>',
        "unknown": '<div class="q7">{}</div>',
        "bare": "<div>{}</div>",
        "cell": "<table width=960><tr><td>{}</td></tr></table>",
        "soup": "<div><div><div><div>{}</div></div></div></div>",
        "article": "<article>{}</article>",
        "form": '<form id="f"><div>{}</div></form>',
        "section": "<section><section>{}</section></section>",
    }
)
TITLES = MappingProxyType(
    {
        "h1": "<h1>{}</h1>",
        "h2": "<h2 class=t>{}</h2>",
        "div": '<div class="title">{}</div>',
        "strong": "<p align=center><strong>{}</strong></p>",
        "cell": "<table><tr><td align=center><b>{}</b></td></tr></table>",
        "span": '<div><span style="font-size:22px">{}</span></div>',
    }
)
HEADS = MappingProxyType(
    {"site": "{title}_溪口县人民政府门户网站", "dash": "{title}-溪口县人民政府", "alone": "{title}"}
)
PATHS = MappingProxyType(
    {
        "label": '<div class="wz">当前位置：{}</div>',
        "you": "<p>您所在的位置：{}</p>",
        "bare": "<div>{}</div>",
        "cell": "<table><tr><td>当前位置：{}</td></tr></table>",
    }
)
MENUS = MappingProxyType(
    {
        "list": "<ul>" + "".join(f'<li><a href="/{i}/">{word}</a></li>' for i, word in enumerate(
            ("首页", "走进溪口", "政务公开", "政务服务", "互动交流", "专题专栏", "数据开放"))) + "</ul>",
        "div": '<div class="nav"><a href="/">首页</a> <a href="/zw">政务公开</a> <a href="/fw">办事服务</a> <a href="/hd">互动交流</a></div>',
        "table": "<table><tr>" + "".join(f'<td><a href="/{i}/">{word}</a></td>' for i, word in enumerate(
            ("首页", "机构概况", "政策法规", "通知公告"))) + "</tr></table>",
    }
)  # fmt: skip
FOOTERS = MappingProxyType(
    {
        "lines": "<div><p>主办：溪口县人民政府办公室 技术支持：溪口县信息中心</p><p>网站标识码：5101230001 某ICP备12345678号</p></div>",
        "one": '<div id="foot">版权所有：溪口县人民政府 某ICP备12345678号 某公网安备 51012302000001号 <a href="/map">网站地图</a></div>',
        "table": "<table><tr><td>主办单位：溪口县人民政府</td></tr><tr><td>联系我们 | 网站地图 | 版权声明</td></tr></table>",
    }
)
TAILS = MappingProxyType(
    {
        "none": "",
        "tools": "<div>【打印本页】 【关闭窗口】</div>",
        "code": "<div>扫一扫在手机打开当前页</div>",
        "neighbours": '<div><p>上一篇：<a href="/a/1.html">溪口县水利局召开党组会议</a></p><p>下一篇：<a href="/a/2.html">没有了</a></p></div>',
        "related": "<div><h3>相关阅读</h3><ul>" + "".join(
            f'<li><a href="/b/{i}.html">溪口县开展第{i}批行政执法人员资格考试工作</a></li>' for i in range(1, 6)) + "</ul></div>",
        "share": "<div>分享到： <a>微信</a> <a>微博</a></div><div>责任编辑：李明</div>",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to lay a document out: a key of each table above, and where the parts stand."""

    date: str
    info: str
    paragraph: str
    box: str
    title: str
    head: str
    path: str
    menu: str
    footer: str
    tail: str
    title_place: str  # in the box, beside it in one element, or above both
    menus: int  # how often the menu is printed, and the footer
    is_tight: bool  # no blanks between tags
    has_comments: bool
    has_tags: bool  # ArticleTitle, PubDate, ContentSource


def page_of(document: Document, layout: Layout) -> bytes:
    """The page of *document* in *layout*, UTF-8."""
    year, month, day, hour, minute = document.published_at
    date = DATES[layout.date].format(y=year, m=month, d=day, H=hour, M=minute)
    info = f"<div>{INFOS[layout.info].format(date=date, source=document.source)}</div>"
    title = TITLES[layout.title].format(html.escape(document.title))
    files = "".join(f'<p><a href="{address}">{name}</a></p>' for name, address in document.files)
    lines = "\n".join(PARAGRAPHS[layout.paragraph].format(html.escape(line)) for line in document.text)
    text = BOXES[layout.box].format(f"{lines}\n{files}")
    head = f"{title}\n{info}"
    main = {
        "in": BOXES[layout.box].format(f"{head}\n{lines}\n{files}"),
        "beside": f"<div>{head}\n{text}</div>",
        "above": f"<div>{head}</div>\n<div>{text}</div>",
        "siblings": f"{head}\n{text}",
    }[layout.title_place]
    links = " &gt; ".join(f'<a href="/{step}/">{step}</a>' for step in document.steps)
    parts = [
        *[MENUS[layout.menu]] * layout.menus,
        PATHS[layout.path].format(links),
        main,
        TAILS[layout.tail],
        *[FOOTERS[layout.footer]] * layout.menus,
    ]
    tags = f'<title>{HEADS[layout.head].format(title=document.title)}</title><meta charset="utf-8">'
    if layout.has_tags:
        tags += f'<meta name="ArticleTitle" content="{document.title}"><meta name="ContentSource" content="{document.source}">'
        tags += f'<meta name="PubDate" content="{year}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}">'
    page = f"<!DOCTYPE html><html><head>{tags}</head><body>\n" + "\n".join(parts) + "\n</body></html>"
    page = re.sub(r">\s+<", "><", page) if layout.is_tight else page
    return (re.sub("(</(?:div|p|td)>)", r"\1<!-- end -->", page) if layout.has_comments else page).encode()

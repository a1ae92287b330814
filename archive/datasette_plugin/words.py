"""Every word that a reader of our pages sees, in one place; and how dates and numbers are written."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

_CHINA = ZoneInfo("Asia/Shanghai")  # whoever reads these pages thinks in China time

WORDS = {
    "language": "zh-CN",
    "archive": "法治政府建设报告档案库",
    "archive_short": "法治政府报告",
    "archive_is": "各级政府及其部门公开发布的法治政府建设年度报告：抓取原页，清洗正文，留存证据，可检索、可引用。",
    "home": "首页",
    "search": "检索",
    "tables": "数据表",
    "skip": "跳到正文",
    "search_box": "检索全文与标题",
    "search_hint": "如：营商环境　“行政复议”　柔性执法 -疫情",
    "examples": ["优化营商环境", "行政复议 调解", "“第一责任人”", "法律顾问 -培训"],
    "documents": "报告",
    "issuers": "发布机关",
    "portals": "网站",
    "years": "年份",
    "characters": "字",
    "per_year": "各年度报告数",
    "per_year_note": "按报告所述年度统计，点击年份查看该年报告。",
    "per_year_without": "另有 {} 件未标明年度。",
    "newest": "最近发布",
    "newest_added": "最近入库",
    "more": "全部",
    "last_run": "最近一次抓取",
    "last_run_none": "尚无抓取记录",
    "last_run_line": "{} 页 · 新增 {} 件 · 问题 {} 件",
    "running": "进行中",
    "by_portal": "按网站",
    "by_portal_note": "收录报告最多的网站。",
    "empty_archive": "档案库里还没有报告。抓取或导入之后，这里会显示最近发布的报告。",
    "other_databases": "其他数据库",
    "year": "年度",
    "all_years": "全部年度",
    "kind": "类别",
    "all_kinds": "全部类别",
    "portal": "网站",
    "all_portals": "全部网站",
    "issuer": "发布机关",
    "issuer_hint": "机关全称",
    "order": "排序",
    "best": "按相关",
    "newest_first": "按日期",
    "found_n": "共 {} 件",
    "found_more": "超过 {} 件",
    "page_n": "第 {} 页",
    "previous": "上一页",
    "next": "下一页",
    "pages": "翻页",
    "as_json": "JSON",
    "as_csv": "CSV",
    "in_table": "在数据表中打开",
    "nothing_found": "没有找到符合条件的报告。",
    "nothing_tips": [
        "词与词之间用空格隔开，表示都要出现；词越少，结果越多。",
        "换一种说法，或去掉引号、减号和筛选条件。",
        "检索逐字比对，不分词；请核对有无错字。",
    ],
    "page_beyond": "共 {} 件，这一页已在其后。",
    "first_page": "回到第一页",
    "try_words": "改为分别检索各词：",
    "issuer_unknown": "没有叫“{}”的发布机关。名称相近的有：",
    "issuer_unknown_alone": "没有叫“{}”的发布机关，也没有名称相近的。",
    "only_excluded": "这条检索式只排除、不查找。请再加一个要出现的词，例如：法治 -疫情",
    "bad_year": "年度应为四位数字，已忽略“{}”。",
    "too_slow": "这次检索超过了时限。请增加一个词，或选定年度后再试。",
    "empty_query": "输入词语开始检索，或先按年度、类别、网站浏览。",
    "help": "检索说明",
    "help_lines": [
        ("法治 营商环境", "两个词都出现"),
        ("“行政执法三项制度”", "引号内的字句连续出现"),
        ("行政复议 或 行政诉讼", "出现其中之一（也可写 OR）"),
        ("放管服 -疫情", "出现“放管服”，不出现“疫情”"),
    ],
    "help_note": "逐字检索，不分词：任何两个字以上的字串都能查到。全角、半角不分，网页里字间的空格不计。",
    "remove": "去掉",
    "supplied_title": "原文没有标题，此名由本库据发布机关和年度拟定。",
    "supplied_mark": "拟题",
    "facts": "著录",
    "report_year": "报告年度",
    "published_at": "发布日期",
    "signed_on": "成文日期",
    "source": "来源",
    "document_number": "文号",
    "index_number": "索引号",
    "addressee": "主送",
    "breadcrumb": "栏目路径",
    "length": "篇幅",
    "length_n": "{} 字",
    "how_found": "取自",
    "outline": "目录",
    "no_text": "这一页没有正文，内容在附件里。",
    "attachments": "附件",
    "attachment_unnamed": "未命名附件",
    "unsafe_link": "此地址不是网页链接，只作文字显示",
    "where_found": "发布位置",
    "seen": "首见 {}，末见 {}",
    "evidence": "证据",
    "evidence_note": "本页正文出自下列网页快照。原始字节存于 WARC 文件，可按偏移量取出，并以摘要核对。",
    "url": "网址",
    "fetched_at": "抓取时间",
    "status": "HTTP 状态",
    "digest": "字节摘要",
    "text_digest": "正文摘要",
    "size": "大小",
    "bytes_n": "{} 字节",
    "warc": "WARC 记录",
    "warc_at": "{}，偏移 {}，长 {} 字节",
    "versions": "版本",
    "version_before": "{} 起，该网页改登另一文本",
    "version_after": "{} 起登载本文，此前为另一文本",
    "see_version": "查看那一文本",
    "citation_id": "编号",
    "permalink": "本页网址可长期引用。",
    "row": "原始记录",
    "no_issuer": "机关未详",
    "no_date": "日期未详",
    "report_of_year": "{} 年度",
    "china_time": "北京时间",
    "table_hint": "点标题阅读报告。长字段（正文、面包屑等）只在原始记录、JSON 和 CSV 中给出。",
    "made_with": "由 {} 提供数据浏览",
    "not_found": "没有这件报告",
    "page_not_found": "没有这一页",
}

KINDS = {
    "report": "年度报告",
    "interpretation": "解读",
    "personal_report": "述法报告",
    "plan": "计划方案",
    "foi_report": "信息公开年报",
    "case_statistics": "案件统计",
    "news": "动态",
    "other": "其他",
}

# How a cleaner found a field, as it says in documents.found; a way that is not here is shown as it stands there.
WAYS = {
    "ArticleTitle": "页面标签",
    "PubDate": "页面标签",
    "ContentSource": "页面标签",
    "heading": "页面标题",
    "info line": "题下信息行",
    "time beside the title": "题旁时间",
    "title": "据标题",
    "signature": "据落款",
    "source": "据来源",
    "opening": "据开篇",
    "plans heading": "据计划部分标题",
    "text": "据正文",
    "URL": "据网址",
    "matching line": "与标题相符的一行",
    "portal": "据网站",
    "division_code": "据区划代码",
}

_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def long_date(value: object) -> str:
    """Return a date as Chinese print it; what is no date comes back as it is.

    >>> long_date("2024-01-20T09:30:00+08:00"), long_date("2024-01")
    ('2024年1月20日', '2024年1月')
    """
    found = _DATE.match(str(value or ""))
    if not found:
        return str(value or "")
    year, month, day = found.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def when(value: object) -> str:
    """Return a moment in China time, to the minute; what is no moment comes back as it is.

    >>> when("2026-03-01T08:00:00Z")
    '2026-03-01 16:00'
    """
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value or "")
    return at.astimezone(_CHINA).strftime("%Y-%m-%d %H:%M") if at.tzinfo else str(value)


def moment(value: object) -> Markup:
    """Return a moment as a time element, its UTC form in the attribute."""
    return Markup('<time datetime="{}">{}</time>').format(str(value or ""), when(value))


def number(value: int) -> str:
    """Return a number with commas between thousands, as it is printed in China too."""
    return f"{value:,}"

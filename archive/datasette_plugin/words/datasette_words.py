"""Datasette's own pages in Chinese: the English words of its templates are replaced when they are loaded.

Datasette has no translations.  Each entry of TEMPLATES is a piece of one of its templates, as it stands there, and
what a Chinese reader gets instead; both are Jinja source.  A piece that a later Datasette words otherwise stays
English, and a test says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from archive.database.schema import column_description
from archive.document_fields import COLUMNS

TEMPLATES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "base.html": (
            ("<html>", '<html lang="zh-CN">'),
            ("Menu</title>", "菜单</title>"),
            ("Log out", "退出"),
        ),
        "_crumbs.html": (("{{ item.label }}", '{{ "首页" if item.label == "home" else item.label }}'),),
        "_footer.html": (
            ("Powered by ", "数据浏览："),
            ("Queries took {{ query_ms|round(3) }}ms", "查询用时 {{ query_ms|round(1) }} 毫秒"),
            ("Data license:", "数据许可："),
            ("Data source: ", "数据来源："),
            ("About: ", "关于："),
        ),
        "_description_source_license.html": (
            ("{{ metadata.description }}", "{{ metadata.description|stock_description }}"),
            ("Data license:", "数据许可："),
            ("Data source: ", "数据来源："),
            ("About: ", "关于："),
        ),
        "_facet_results.html": (
            ("<strong>{{ facet_info.name }}", "<strong>{{ facet_info.name|stock_column }}"),
            (
                '{{ (facet_value.label | string()) or "-" }}',
                '{{ kind_names.get(facet_value.label, facet_value.label | string()) or "-" }}',
            ),
        ),
        "_suggested_facets.html": (("Suggested facets:", "可用分面："),),
        "_table.html": (("0 records", "没有记录"),),
        "error.html": (("Error {{ status }}", "错误 {{ status }}"),),
        "table.html": (
            ("(view)", "（视图）"),
            ("Table actions</title>", "数据表操作</title>"),
            ("<dd>{{ column_description }}</dd>", "<dd>{{ column_description|stock_description }}</dd>"),
            (
                '{{ "{:,}".format(filtered_table_rows_count) }} row'
                "{% if filtered_table_rows_count == 1 %}{% else %}s{% endif %}",
                '{{ "{:,}".format(filtered_table_rows_count) }} 行',
            ),
            ("{{ human_description_en }}", "{{ human_description_en|stock_conditions }}"),
            ("Search:", "检索："),
            ("- remove filter -", "- 去掉条件 -"),
            ("- column -", "- 列 -"),
            ("Sort...", "排序……"),
            ("Sort by {{ column.name }}", "按 {{ column.name }} 排序"),
            ("> descending</label>", "> 降序</label>"),
            ('value="Apply"', 'value="应用"'),
            ("View and edit SQL", "查看、修改 SQL"),
            ("This data as ", "下载："),
            ('">advanced</a>', '">更多</a>'),
            ("These facets timed out:", "这些分面超过时限："),
            ("Next page", "下一页"),
            ("Advanced export", "导出"),
            ("JSON shape:", "JSON 形状："),
            ('">default</a>', '">默认</a>'),
            ('">array</a>', '">数组</a>'),
            ('">newline-delimited</a>', '">每行一条</a>'),
            ('">object</a>', '">对象</a>'),
            ("CSV options:", "CSV 选项："),
            ("> download file</label>", "> 存为文件</label>"),
            ("> expand labels</label>", "> 展开名称</label>"),
            ("> stream all rows</label>", "> 导出全部行</label>"),
            ('value="Export CSV"', 'value="导出 CSV"'),
        ),
        "row.html": (
            ("This data as ", "下载："),
            ("Links from other tables", "其他表中的引用"),
            (
                '{{ "{:,}".format(other.count) }} row{% if other.count == 1 %}{% else %}s{% endif %}</a>\n'
                "                from {{ other.other_column }} in {{ other.other_table }}",
                '{{ other.other_table }}.{{ other.other_column }}：{{ "{:,}".format(other.count) }} 行</a>',
            ),
        ),
        "database.html": (
            ("Custom SQL query", "SQL 查询"),
            ("Format SQL", "整理 SQL"),
            ('value="Run SQL"', 'value="运行"'),
            ('<h2 id="queries">Queries</h2>', '<h2 id="queries">查询</h2>'),
            ('<h2 id="tables">Tables</h2>', '<h2 id="tables">数据表</h2>'),
            ("(hidden)", "（隐藏）"),
            ("Many rows", "很多行"),
            (
                '{{ "{:,}".format(table.count) }} row{% if table.count == 1 %}{% else %}s{% endif %}',
                '{{ "{:,}".format(table.count) }} 行',
            ),
            ('... and <a href="', '另有 <a href="'),
            (
                '{{ "{:,}".format(hidden_count) }} hidden table{% if hidden_count == 1 %}{% else %}s{% endif %}',
                '{{ "{:,}".format(hidden_count) }} 个隐藏表',
            ),
            ('<h2 id="views">Views</h2>', '<h2 id="views">视图</h2>'),
            ("Download SQLite DB:", "下载 SQLite 数据库："),
        ),
        "query.html": (
            ("Custom SQL query", "SQL 查询"),
            (" returning {% if truncated %}more than {% endif %}", "，{% if truncated %}超过 {% endif %}"),
            (
                '{{ "{:,}".format(display_rows|length) }} row{% if display_rows|length == 1 %}{% else %}s{% endif %}',
                '{{ "{:,}".format(display_rows|length) }} 行',
            ),
            ("{{ show_hide_text }}", '{{ {"hide": "收起", "show": "展开"}.get(show_hide_text, show_hide_text) }}'),
            ("Query parameters", "参数"),
            ("Format SQL", "整理 SQL"),
            ('value="Run SQL"', 'value="运行"'),
            (">Edit SQL</a>", ">修改 SQL</a>"),
            ("This data as ", "下载："),
            ("0 results", "没有结果"),
        ),
    }
)

# What Datasette's pages leave without a name for those who do not see them; in both languages.
NAMED: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "table.html": (
            ('<dl class="column-descriptions">', '<dl class="column-descriptions" tabindex="0">'),
            ('<select name="_filter_column">', '<select name="_filter_column" aria-label="{{ words.stock_column }}">'),
            ('<select name="_filter_op">', '<select name="_filter_op" aria-label="{{ words.stock_operation }}">'),
            (
                '<select name="_filter_column_{{ loop.index }}">',
                '<select name="_filter_column_{{ loop.index }}" aria-label="{{ words.stock_column }}">',
            ),
            (
                '<select name="_filter_op_{{ loop.index }}">',
                '<select name="_filter_op_{{ loop.index }}" aria-label="{{ words.stock_operation }}">',
            ),
            (
                'class="filter-value" value="{{ value }}">',
                'class="filter-value" value="{{ value }}" aria-label="{{ words.stock_value }}">',
            ),
            (
                'name="_filter_value" class="filter-value">',
                'name="_filter_value" class="filter-value" aria-label="{{ words.stock_value }}">',
            ),
            ('name="_sort" id="sort_by">', 'name="_sort" id="sort_by" aria-label="{{ words.order }}">'),
        ),
        "database.html": (
            ('<textarea id="sql-editor"', '<textarea id="sql-editor" aria-label="SQL"'),
        ),
        "query.html": (
            ('<textarea id="sql-editor"', '<textarea id="sql-editor" aria-label="SQL"'),
        ),
        "_facet_results.html": (
            ('class="cross">&#x2716;</a>', 'class="cross" aria-label="{{ words.remove }}">&#x2716;</a>'),
        ),
    }
)  # fmt: skip

# Our own tables and columns (archive/database/schema.py) in Chinese; what is not here is shown in English.
DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "One heading, or item of a list in words, of a document. See docs/structure.md.": "一行是报告目录里的一个标题"
        "或条目。",
        "An administrative division, county and above, in a span of years. See docs/divisions.md.": "一行是一个县级以上"
        "行政区划及其存续年份。",
        "A document that is the same report as another; both keep their texts. See docs/archive.md.": "一行是一件与他件"
        "为同一报告的文本，各自保存。",
        "View: one organ in one year, from 2016 on, and whether its report was published by 1 April of the next. "
        "See docs/coverage.md.": "视图：一行是一个机关一个年度，及其报告是否在次年 4 月 1 日前公开。",
        "View: a document that is or may be a report and counts for no row of coverage.": "视图：一行是一份未能归位"
        "的报告或疑似报告。",
        "A government of the country that owes reports, whether it is crawled or not. See docs/coverage.md.": "一行是一"
        "个应当公开报告的政府，不论是否抓取。",
        "Shorter names of divisions that still say their kind: 红河州, 金平县.": "一行是一个地区的一个习惯简称。",
        "View: a division with a portal or a document.": "视图：一行是有网站或报告的一个地区。",
        "View: a portal, and when all its lists were last read to their end without a problem.": "视图：一行是一个网"
        "站，及其全部列表最近一次完整走完的日期。",
        "One distinct report text, however many pages show it.": "一行是一件文本不同的报告，不论多少网页登载过它。",
        "A document found at a page.": "一行是一件报告与登载它的一个网页。",
        "A page that showed another document than before.": "一行是一次网页改登：同一网址换了文本。",
        "A file that a page offers.": "一行是网页提供的一个附件。",
        "A government site.": "一行是一个政府网站。",
        "One canonical URL.": "一行是一个规范网址。",
        "One fetch that brought a payload which its page had not shown before.": "一行是一次取得新内容的抓取。",
        "A WARC file with the evidence of a run.": "一行是一次运行留存证据的 WARC 文件。",
        "One run of a command that writes.": "一行是一次写入档案库的运行。",
        "One thing that went wrong.": "一行是一个问题。",
        "An id that a document had before it turned out to be the same as another.": "一行是合并之前的旧编号。",
        **{column_description(field): field.zh_description for field in COLUMNS if field.zh_description},
    }
)

FACETS: Mapping[str, str] = MappingProxyType({field.name: field.zh for field in COLUMNS if field.is_facet})

_CONDITIONS = re.compile(
    r"^(?:where (?P<where>.*?))?\s*(?:sorted by (?P<column>\S+)(?P<down> descending)?)?$", re.DOTALL
)


def translated(name: str | None, source: str) -> str:
    """Return the source of Datasette's template *name* that has both languages, and names for all its fields."""
    for old, new in NAMED.get(name or "", ()):
        source = source.replace(old, new)
    for english, chinese in TEMPLATES.get(name or "", ()):
        source = source.replace(english, f"{{% if in_chinese %}}{chinese}{{% else %}}{english}{{% endif %}}")
    return source


def conditions(english: str) -> str:
    """Return what Datasette says of the rows of a table ("where ... sorted by ...") in Chinese.

    >>> conditions('where search matches "法治" and kind = "report" sorted by published_at descending')
    '条件：全文检索 "法治" 且 kind = "report"，按 published_at 降序'
    """
    found = _CONDITIONS.match(english)
    if not found:
        return english
    parts = []
    if found["where"]:
        parts.append("条件：" + found["where"].replace("search matches ", "全文检索 ").replace(" and ", " 且 "))
    if found["column"]:
        parts.append(f"按 {found['column']} {'降序' if found['down'] else '升序'}")
    return "，".join(parts)

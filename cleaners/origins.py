"""How the fields of an Article were found: values gathered with their origin, and what may be taken from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cleaners.article import Article
from cleaners.fields import FIELDS

# What ``found`` may say, in Chinese and English as pages show it; the archive adds how it found a division.
ORIGINS: Mapping[str, tuple[str, str]] = {
    "ArticleTitle": ("页面标签", "page tag"),
    "PubDate": ("页面标签", "page tag"),
    "ContentSource": ("页面标签", "page tag"),
    "Author": ("页面标签", "page tag"),
    "ColumnName": ("页面标签", "page tag"),
    "SiteName": ("页面标签", "page tag"),
    "SiteIDCode": ("页面标签", "page tag"),
    "breadcrumb": ("当前位置一行", "path above the title"),
    "footer": ("页脚", "footer"),
    "characters": ("据字形", "by its characters"),
    "page": ("网页", "page"),
    "dump": ("纯文本", "plain text"),
    "list": ("列表所示", "as the list shows it"),
    "title element": ("网页标题栏", "title element"),
    "head table": ("题头表格", "table above the text"),
    "line below the text": ("文末一行", "line below the text"),
    "heading": ("页面标题", "heading of the page"),
    "info line": ("题下信息行", "line below the title"),
    "line below the title": ("题下一行", "line below the title"),
    "name beside the date": ("日期旁的名称", "name beside the date"),
    "time beside the title": ("题旁时间", "time beside the title"),
    "title": ("据标题", "from the title"),
    "signature": ("据落款", "from the signature"),
    "source": ("据来源", "from the source"),
    "opening": ("据开篇", "from the opening"),
    "plans heading": ("据计划部分标题", "from the heading of the plans"),
    "text": ("据正文", "from the text"),
    "URL": ("据网址", "from the URL"),
    "line above the info line": ("信息行上方一行", "line above the info line"),
    "image": ("图片所示", "as an image shows it"),
    "matching line": ("与标题相符的一行", "a line that fits the title"),
    "title in the text": ("正文中的标题", "title in the text"),
    "place in title": ("标题中的地名", "place in the title"),
    "time on the first lines": ("开头几行的时间", "time on the first lines"),
    "time in the text": ("正文中的时间", "time in the text"),
    "brackets under the title": ("题下括号", "brackets below the title"),
    "year before signature": ("落款上一年", "the year before the signature"),
    "year before publication": ("发布上一年", "the year before publication"),
    "credit code": ("据统一社会信用代码", "from the social credit code"),
    "credit code, its check character is wrong": (
        "据统一社会信用代码（校验位有误）",
        "from the social credit code (check character wrong)",
    ),
    "division and serial number": ("据区划代码与流水号", "from division and serial number"),
    "file": ("文件正文", "text of the file"),
    "attachment": ("附件正文", "text of an attachment"),
    "frame": ("框架页正文", "text of a page shown in a frame"),
    "ocr": ("扫描件识别", "recognised in a scan"),
}
_WITH_ORIGIN = tuple(each.name for each in FIELDS if each.has_origin)
_OF_THE_TEXT = tuple(each.name for each in FIELDS if each.is_of_the_text)


@dataclass(slots=True)
class Draft:
    """Values of fields by name, and how each was found; of several, the first that is set counts."""

    values: dict[str, Any] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: object, how: str) -> None:
        """Set the field *name*, unless *value* says nothing or another one stands there."""
        if value and name not in self.values:
            self.values[name] = value
            self.found[name] = how


def with_frame(article: Article, inside: Article) -> Article:
    """Return *article*, whose page has no text, with what the page *inside* one of its frames gives.

    What the outer page says of itself stands, but for a title that only its title element says.
    """
    taken = [name for name in _WITH_ORIGIN if name != "text" and getattr(inside, name) and not getattr(article, name)]
    if article.found.get("title") == "title element" and inside.found.get("title", "title element") != "title element":
        taken.append("title")
    values = {name: getattr(inside, name) for name in (*taken, "text", "tables", "attachments", "kind", "problems")}
    found = {**article.found, **{name: inside.found[name] for name in taken if name in inside.found}, "text": "frame"}
    return replace(article, **values, frames=(), found=found)


def with_text_of(article: Article, inside: Article, how: str) -> Article:
    """Return *article*, whose page has no text, with that of its file *inside*; *how* says what the file is.

    What the page says of itself stands; what it does not say is taken from the text.
    """
    taken = [name for name in _OF_THE_TEXT if not getattr(article, name)]
    found = {name: inside.found[name] for name in taken if name in inside.found}
    values = {name: getattr(inside, name) for name in taken}
    return replace(article, **values, found={**article.found, **found, "text": how})

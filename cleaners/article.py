"""Article: what a cleaner returns, whatever the bytes were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from cleaners.problem_kinds import ProblemKind, kinds_written_by

Kind = Literal[
    "report",  # 法治政府建设年度报告 and its variants: one organ, one year
    "periodic_report",  # the same of half a year, a quarter, several years
    "collection",  # the reports of several organs on one page
    "interpretation",  # 政策解读 of a report
    "personal_report",  # 述法: one official's account of himself
    "plan",  # 实施方案, 工作要点, 任务分工
    "foi_report",  # 政府信息公开工作年度报告
    "case_statistics",  # 行政复议 ... 统计分析
    "news",  # 召开, 会议, 记者
    "other",
]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the page offers; *url* is absolute when the page's own URL was given."""

    name: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the main text: *line* is the index of its first row among the lines of the text."""

    line: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the cleaner could not read, or read with doubt; *kind* is a row of the table of kinds."""

    kind: ProblemKind
    detail: str


# What can be odd about a page, and what it means.
PROBLEM_KINDS: Mapping[str, str] = MappingProxyType(kinds_written_by("page"))


@dataclass(frozen=True, slots=True)
class Article:
    """The clean text of one page and what the page says of itself.

    ``None`` or an empty tuple means that the page says nothing.  *found* tells for
    each field that is set how it was found (``title``: ``ArticleTitle``, ``heading`` ...).
    """

    text: str  # one line a paragraph, full-width forms as printed; "" if the page has no main text
    title: str | None = None
    published_at: str | None = None  # China time, YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SS+08:00 if a time of day is given
    source: str | None = None  # 来源 as printed
    author: str | None = None
    issuer: str | None = None  # the organ whose report this is
    report_year: int | None = None  # the year that the report covers
    kind: Kind = "other"
    breadcrumb: tuple[str, ...] = ()
    column: str | None = None  # 栏目
    addressee: str | None = None  # the salutation line as printed, with its colon
    signature: str | None = None  # 落款: the organ under the text
    signed_on: str | None = None  # YYYY-MM-DD, or YYYY-MM where no day is printed
    document_number: str | None = None  # 发文字号
    index_number: str | None = None  # 索引号
    keywords: str | None = None  # 主题词, 关键词 as printed
    index_division: str | None = None  # the division that it encodes, six digits; no table was asked
    site_name: str | None = None
    site_id_code: str | None = None  # 网站标识码: ten digits, or bm and eight digits
    icp: str | None = None
    police_record: str | None = None  # digits of 公网安备
    language: str | None = None  # zh-Hans or zh-Hant
    attachments: tuple[Attachment, ...] = ()
    further_pages: tuple[str, ...] = ()  # URLs of the other pages of a multi-page article, in order
    frames: tuple[str, ...] = ()  # URLs of pages shown in frames, one of which may hold the text of a page without any
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()
    found: Mapping[str, str] = field(default_factory=dict, hash=False)  # a plain dict, so that it goes into JSON

    @property
    def paragraphs(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n") if self.text else []

    @property
    def date(self) -> str | None:
        """The day of publication, YYYY-MM-DD."""
        return self.published_at[:10] if self.published_at else None


def article_as_dict(article: Article) -> dict[str, Any]:
    """Return the fields of *article* by name, fit for JSON: dicts, lists, text, numbers and None alone.

    All fields are there, also those that are not set; *article* is left as it was.

    >>> article_as_dict(Article("正文", attachments=(Attachment("附件", "https://www.example.gov.cn/1.pdf"),)))["attachments"]
    [{'name': '附件', 'url': 'https://www.example.gov.cn/1.pdf'}]
    """
    return {name: _plain(value) for name, value in asdict(article).items()}


def _plain(value: Any) -> Any:
    """*value* with lists for tuples and plain text for members of an enumeration, at any depth."""
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return str(value) if isinstance(value, str) else value  # a ProblemKind is its value

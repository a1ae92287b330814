"""The one table of metadata fields: what a page says of itself, under which labels and tags, and where each value goes.

Readers take the label words, the archive its columns, exports, reading pages and the forms of a search what they show.
`Article` has exactly these fields; a test compares both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from cleaners.article import Kind

Type = Literal["string", "integer", "strings", "json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of metadata.

    *type* is that of a cell: strings are a list of texts, json is a list or an object; SQLite holds both as JSON.
    *stored_in* is the table whose rows hold it, documents if it is a column; None if it is not stored.
    *has_origin* tells that ``Article.found`` says how it was found wherever it is set.
    """

    name: str
    type: Type = "string"
    zh: str
    en: str
    description: str
    zh_description: str = ""  # "": Chinese pages show the English one
    labels: str = ""  # words before its value on a page, parted by blanks, in simplified characters
    late_labels: str = ""  # those that count only where none of the first has a value
    tags: tuple[str, ...] = ()  # names of <meta> elements, in lower case, the best first
    stored_in: Literal["documents", "attachments", "problems"] | None = "documents"
    has_origin: bool = True
    is_of_the_text: bool = False  # read out of the text: where a page has none, its file may give it
    is_exported: bool = True  # in exports, archive.Document and a document's JSON
    is_in_front_matter: bool = False  # of the Markdown files
    is_shown: bool = False  # among the facts of the reading page, if it is set
    is_facet: bool = False  # of Datasette's table
    values: tuple[str, ...] = ()  # all that it can have, in their order; () where they are not known before
    filter: str | None = None  # the argument of search() that chooses documents by it


FIELDS = (
    Field(
        name="title",
        zh="标题",
        en="Title",
        description="Title as printed; none if the page gives none.",
        zh_description="标题，照网页；网页没有则为空。",
        labels="标题 名称 信息名称 公文名称 文件名称 信息标题 文件标题 公文标题 题名",
        tags=("articletitle",),
        is_of_the_text=True,
        is_in_front_matter=True,
    ),
    Field(
        name="issuer",
        zh="发布机关",
        en="Issuing organ",
        description="The organ whose report this is; found tells how it was inferred.",
        zh_description="发布机关；依据见 found。",
        labels=(
            "发布机构 发布单位 发布部门 发布机关 发文机关 发文机构 发文单位 制发机关 制发机构 公开机构 公开单位"
            " 公开主体 责任单位 信息发布机构 信息发布单位 公布机关 公布机构 制作机关 制作单位"
        ),
        is_of_the_text=True,
        is_in_front_matter=True,
        is_shown=True,
        is_facet=True,
        filter="issuer",
    ),
    Field(
        name="report_year",
        type="integer",
        zh="报告年度",
        en="Report year",
        description="The year that the report covers.",
        zh_description="报告所述年度。",
        is_of_the_text=True,
        is_in_front_matter=True,
        is_shown=True,
        is_facet=True,
        filter="year",
    ),
    Field(
        name="kind",
        zh="类别",
        en="Kind",
        description="report, periodic_report (half a year, several years), collection (of several organs' reports), "
        "interpretation, personal_report, plan, foi_report, case_statistics, news or other.",
        zh_description="类别：年度报告、阶段报告（半年、季度、多年）、报告汇编、解读、述法、计划、信息公开年报、案件统计、新闻、其他。",
        is_in_front_matter=True,
        is_facet=True,
        values=get_args(Kind),
        filter="kind",
    ),
    Field(
        name="published_at",
        zh="发布日期",
        en="Published",
        description="Publication as the page states it, China time: YYYY-MM-DD, or with time and +08:00.",
        zh_description="网页所注发布时间，北京时间。",
        labels=(
            "发布日期 发布时间 发表日期 发表时间 公布日期 公布时间 上载日期 上载时间 公开日期 公开时间 公告日期"
            " 公告时间 发帖时间 发稿时间 发稿日期 上网时间 上网日期 上线时间 挂网时间 刊发时间 刊登时间"
            " 文章日期 文章时间 提供日期 信息提供日期 信息发布日期 信息发布时间 发布于 发表于 文章发布时间 新闻时间"
            " 信息时间 信息日期 日期 时间"
        ),
        late_labels=(
            "更新日期 更新时间 更新于 修改时间 修改日期 最后更新 最后更新时间 编辑时间 编辑日期 录入时间 录入日期"
            " 添加时间 添加日期 上传时间 上传日期 创建时间 加入时间"
        ),
        tags=("pubdate", "publishdate", "firstpublishedtime", "article:published_time", "og:release_date"),
        is_in_front_matter=True,
        is_shown=True,
    ),
    Field(
        name="signed_on",
        zh="成文日期",
        en="Signed",
        description="Date under the signature, or the page's 成文日期: YYYY-MM-DD, or YYYY-MM where no day is printed.",
        zh_description="落款日期，或网页所注成文日期。",
        labels=(
            "成文日期 成文时间 生成日期 生成时间 公文生成日期 发文日期 发文时间 印发日期 印发时间 签发日期 撰写日期"
            " 撰写时间 制发日期 形成日期 形成时间 文件日期"
        ),
        is_of_the_text=True,
        is_in_front_matter=True,
        is_shown=True,
    ),
    Field(
        name="source",
        zh="来源",
        en="Source",
        description="来源 as printed.",
        zh_description="来源，照原样。",
        labels=(
            "来源 信息来源 文章来源 稿件来源 内容来源 新闻来源 资料来源 文字来源 消息来源 来源单位 来源于 稿源 出处"
            " 供稿 供稿单位 供稿部门 信息提供 信息提供单位 信息来源单位 发布来源 发布媒体 转载自 转自 摘自 转载来源"
            " 信息出处 报送单位 发稿单位"
        ),
        tags=("contentsource", "source"),
        is_in_front_matter=True,
        is_shown=True,
    ),
    Field(
        name="author",
        zh="作者",
        en="Author",
        description="作者 or 记者 as printed, without the word for the office.",
        zh_description="作者或记者，照原样。",
        labels="作者 文章作者 记者 撰稿 撰稿人 撰文 通讯员 本报记者 文",
        tags=("author", "article:author"),
        is_shown=True,
    ),
    Field(
        name="addressee",
        zh="主送机关",
        en="Addressee",
        description="Salutation line as printed.",
        zh_description="主送机关，照原样。",
        is_of_the_text=True,
    ),
    Field(
        name="signature",
        zh="落款",
        en="Signature",
        description="落款: the organ under the text, as printed.",
        zh_description="落款机关，照原样。",
        is_of_the_text=True,
    ),
    Field(
        name="document_number",
        zh="文号",
        en="Document no.",
        description="发文字号 as printed.",
        zh_description="发文字号，照原样。",
        labels="发文字号 文号 备注/文号 发文文号 公文文号 文件编号 文件字号 文件号 文件文号 公文字号",
        is_of_the_text=True,
        is_in_front_matter=True,
        is_shown=True,
    ),
    Field(
        name="index_number",
        zh="索引号",
        en="Index no.",
        description="索引号 as printed.",
        zh_description="索引号，照原样。",
        labels="索引号 信息索引 信息索引号 公开索引号 索取号 信息索取号",
        is_shown=True,
    ),
    Field(
        name="index_division",
        zh="索引号所含区划",
        en="Division in the index no.",
        description="The division that the 索引号 encodes, six digits; no table was asked whether it exists.",
        zh_description="索引号所含的六位区划代码，未经核对。",
    ),
    Field(
        name="keywords",
        zh="主题词",
        en="Keywords",
        description="主题词 or 关键词 as printed.",
        zh_description="主题词或关键词，照原样。",
        labels="主题词 关键词 关键字",
        is_in_front_matter=True,
        is_shown=True,
    ),
    Field(
        name="language",
        zh="文字",
        en="Script",
        description="zh-Hans or zh-Hant.",
        zh_description="简体（zh-Hans）或繁体（zh-Hant）。",
        is_of_the_text=True,
    ),
    Field(
        name="column",
        zh="栏目",
        en="Column",
        description="栏目: the column of the site that the page's tags name. Quote it in SQL: it is a reserved word.",
        zh_description="页面标签所注栏目。",
        tags=("columnname",),
        is_shown=True,
    ),
    Field(
        name="breadcrumb",
        type="strings",
        zh="栏目路径",
        en="Columns",
        description="The path of columns that the page prints above its title.",
        zh_description="标题上方的栏目路径。",
        is_shown=True,
    ),
    Field(
        name="site_name",
        zh="网站名称",
        en="Site name",
        description="Name of the site that the page's tags give.",
        zh_description="页面标签所注网站名称。",
        tags=("sitename", "og:site_name"),
    ),
    Field(
        name="site_id_code",
        zh="网站标识码",
        en="Site code",
        description="网站标识码 of the page: ten digits, or bm and eight digits.",
        zh_description="网页的网站标识码。",
        tags=("siteidcode", "sitecode"),
    ),
    Field(
        name="icp",
        zh="ICP备案号",
        en="ICP licence",
        description="ICP备案号 in the footer, without blanks.",
        zh_description="页脚的 ICP 备案号。",
    ),
    Field(
        name="police_record",
        zh="公网安备号",
        en="Police record",
        description="Digits of 公网安备 in the footer.",
        zh_description="页脚的公网安备号数字。",
    ),
    Field(
        name="tables",
        type="json",
        zh="表格",
        en="Tables",
        description="JSON list of the tables in the text: line where it begins, from 0, and rows of cells; none if "
        "it was stored before tables were.",
        zh_description="正文中的表格：起始行号（从 0 起）与各行单元格。",
        has_origin=False,  # they stand in the text
        is_of_the_text=True,
    ),
    Field(
        name="attachments",
        type="json",
        zh="附件",
        en="Attachments",
        description="The files that the page offers: name and URL.",
        stored_in="attachments",
        has_origin=False,  # their addresses say where they are
        is_exported=False,
    ),
    Field(
        name="further_pages",
        type="strings",
        zh="其他分页",
        en="Further pages",
        description="URLs of the other pages of an article on several pages; joined before anything is stored.",
        stored_in=None,  # each is a row of pages
        has_origin=False,
        is_exported=False,
    ),
    Field(
        name="frames",
        type="strings",
        zh="框架页",
        en="Frames",
        description="URLs of the pages that a page without text, or with a short lead, shows in frames; one is read in "
        "its place before anything is stored.",
        stored_in=None,  # each is a row of pages
        has_origin=False,
        is_exported=False,
    ),
    Field(
        name="problems",
        type="json",
        zh="问题",
        en="Problems",
        description="What could not be read, or with doubt: kind and detail.",
        stored_in="problems",
        has_origin=False,
        is_exported=False,
    ),
    Field(
        name="found",
        type="json",
        zh="取得依据",
        en="How found",
        description="JSON object: for each field that is set, how it was found.",
        zh_description="各字段的取得依据（JSON）。",
        has_origin=False,
    ),
    Field(
        name="text",
        zh="正文",
        en="Text",
        description="The clean text, one line a paragraph, full-width forms as printed.",
        zh_description="清洗后的正文，一行一段，全角照原样。",
        is_of_the_text=True,
    ),
)  # fmt: skip

BY_NAME: Mapping[str, Field] = MappingProxyType({field.name: field for field in FIELDS})

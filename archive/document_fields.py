"""The fields of a document: those that cleaners read (cleaners/fields.py), and those that the archive adds.

Columns, exports, `archive.Document`, JSON, Markdown, reading page, facets and filters of a search follow from it.
"""

from __future__ import annotations

from cleaners.fields import FIELDS, Field

_IDS = (
    Field(
        name="id",
        zh="编号",
        en="Id",
        description="Stable id: d and 15 hex digits, taken from the text digest at birth, never given to another "
        "document; see former_ids.",
        zh_description="固定编号：d 加十五位十六进制数，由正文摘要而来，不会另作他用；旧编号见 former_ids。",
        has_origin=False,
        is_in_front_matter=True,
    ),
    Field(
        name="seq",
        type="integer",
        zh="行号",
        en="Row number",
        description="Row number in documents_fts. Not stable: do not cite it.",
        zh_description="检索索引中的行号，会变，不可引用。",
        has_origin=False,
        is_exported=False,
    ),
)
_OF_THE_ISSUER = (
    Field(
        name="division_code",
        zh="地区",
        en="Division",
        description="Division (GB/T 2260) of the issuer in the report year; found tells how.",
        zh_description="发布机关当年所属地区的区划代码（GB/T 2260）；依据见 found。",
        is_in_front_matter=True,
        is_shown=True,
        filter="division",
    ),
    Field(
        name="admin_level",
        zh="级别",
        en="Level",
        description="province, city, county or township (the code is then its county's); none for zones.",
        zh_description="行政级别：省、市、县、乡（乡镇用所属县的代码）；开发区为空。",
        has_origin=False,
        is_in_front_matter=True,
        values=("province", "city", "county", "township"),
        filter="level",
    ),
    Field(
        name="organ_type",
        zh="机关类型",
        en="Type of issuer",
        description="Kind of organ by the issuer's name, such as government, justice or street; of a merged "
        "bureau the first kind; none if the name does not tell. See docs/divisions.md.",
        has_origin=False,
        filter="organ_type",
    ),
    Field(
        name="organ_class",
        zh="机关大类",
        en="Class of issuer",
        description="government, department, township, zone, party, congress, judiciary or vertical.",
        zh_description="机关大类：政府、部门、乡镇街道、开发区、党委、人大政协、司法、垂直管理。",
        has_origin=False,
        values=("government", "department", "township", "zone", "party", "congress", "judiciary", "vertical"),
        filter="organ_class",
    ),
)
_OF_THE_ARCHIVE = (
    Field(
        name="portal",
        zh="网站",
        en="Portal",
        description="Id of the portal that showed it first.",
        zh_description="最先登载它的网站。",
        has_origin=False,
        is_shown=True,
        is_facet=True,
        filter="portal",
    ),
    Field(
        name="first_seen_at",
        zh="首次抓取",
        en="First seen",
        description="Moment of the oldest fetch that showed it (UTC).",
        zh_description="最早一次抓到它的时间（UTC）。",
        has_origin=False,
    ),
    Field(
        name="updated_at",
        zh="最近写入",
        en="Updated",
        description="Moment when text or metadata were last written (UTC).",
        zh_description="正文或著录最近一次写入的时间（UTC）。",
        has_origin=False,
    ),
    Field(
        name="text_digest",
        zh="正文摘要",
        en="Text digest",
        description="sha256:<hex> of what makes this document different from others; see docs/archive.md.",
        has_origin=False,
        is_in_front_matter=True,
    ),
    Field(
        name="words_digest",
        zh="文字摘要",
        en="Words digest",
        description="sha256:<hex> of the text alone where text_digest holds its organ or year as well: organs that"
        " publish the same words, or one that does so for two years, have it in common. NULL where the text names"
        " both itself.",
        zh_description="正文不含机关名称或年份时，仅正文文字的摘要；用于找出不同机关或不同年度的相同文字。",
        has_origin=False,
        is_exported=False,
    ),
    Field(
        name="n_chars",
        type="integer",
        zh="篇幅",
        en="Length",
        description="Characters of the text, white space not counted.",
        zh_description="正文字数，不计空白。",
        has_origin=False,
        is_shown=True,
    ),
    Field(
        name="cleaner_version",
        zh="清洗程序版本",
        en="Cleaner version",
        description="Version of the cleaners that read the text.",
        zh_description="清洗程序版本。",
        has_origin=False,
    ),
    Field(
        name="structure_version",
        zh="目录读取版本",
        en="Structure version",
        description="Version of the cleaners that read outline and indicators; none: not read.",
        has_origin=False,
    ),
)
_LAST = ("found", "text")  # long, and the same for all readers: at the end of a line of a table

_CLEANED = tuple(field for field in FIELDS if field.stored_in == "documents")
COLUMNS = (  # of the table documents
    *_IDS,
    *(field for field in _CLEANED if field.name in ("title", "issuer")),
    *_OF_THE_ISSUER,
    *(field for field in _CLEANED if field.name not in ("title", "issuer", *_LAST)),
    *_OF_THE_ARCHIVE,
    *(field for field in _CLEANED if field.name in _LAST),
)
PLACES = (  # read from other tables
    Field(
        name="url",
        zh="网址",
        en="URL",
        description="The page that showed it first, on the portal of the organ or its government if one did; title and"
        " all that is read beside the text are of this page.",
        stored_in=None,
        has_origin=False,
        is_in_front_matter=True,
    ),
    Field(
        name="urls",
        type="strings",
        zh="全部网址",
        en="URLs",
        description="Every page that shows or showed it.",
        stored_in=None,
        has_origin=False,
    ),
    Field(
        name="dates_of_urls",
        type="strings",
        zh="各网址所示日期",
        en="Dates of the URLs",
        description="Publication date that each of `urls` states, in their order; - where none is known.",
        stored_in=None,
        has_origin=False,
    ),
    Field(
        name="retrieved_at",
        zh="抓取时间",
        en="Retrieved",
        description="Moment of the newest fetch of that page that brought it (UTC).",
        stored_in=None,
        has_origin=False,
        is_in_front_matter=True,
    ),
    Field(
        name="payload_digest",
        zh="原文摘要",
        en="Payload digest",
        description="sha256:<hex> of the bytes which that fetch brought.",
        stored_in=None,
        has_origin=False,
        is_in_front_matter=True,
    ),
    Field(
        name="canonical",
        zh="代表文本",
        en="Canonical",
        description="Id of the document of which this one is a near duplicate; none if it is none.",
        stored_in=None,
        has_origin=False,
        is_in_front_matter=True,
    ),
)
FILTERS = {field.filter: field for field in COLUMNS if field.filter}  # argument of search() -> column

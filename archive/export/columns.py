"""What every exported column is: the one source for Parquet schemas, datapackage.json, Croissant and the card."""

from __future__ import annotations

from typing import Literal, NamedTuple

Type = Literal["string", "integer", "number", "strings"]


class Field(NamedTuple):
    """A column of an exported table."""

    name: str
    type: Type
    description: str


DOCUMENT_COLUMNS = (  # of the table documents, in the order in which they are read
    Field("id", "string", "Stable id of the document; never given to another one."),
    Field("title", "string", "Title as printed; empty if the page gives none."),
    Field("issuer", "string", "The organ whose report this is; see found."),
    Field("division_code", "string", "Administrative division (GB/T 2260) of the issuer in the report year."),
    Field("admin_level", "string", "province, city, county or township."),
    Field("organ_type", "string", "Kind of organ by the issuer's name: government, justice, street ..."),
    Field("organ_class", "string", "government, department, township, zone, party, congress, judiciary, vertical."),
    Field("report_year", "integer", "The year that the report covers."),
    Field("kind", "string", "report, interpretation, personal_report, plan, foi_report, case_statistics, news, other."),
    Field("published_at", "string", "Publication as the page states it, China time: a day, or a moment with +08:00."),
    Field("signed_on", "string", "Date under the signature: YYYY-MM-DD or YYYY-MM."),
    Field("source", "string", "来源 as printed."),
    Field("addressee", "string", "Salutation as printed."),
    Field("signature", "string", "落款: the organ under the text."),
    Field("document_number", "string", "发文字号 as printed."),
    Field("index_number", "string", "索引号 as printed."),
    Field("language", "string", "zh-Hans or zh-Hant."),
    Field("portal", "string", "The portal that showed it first."),
    Field("first_seen_at", "string", "Moment of the oldest fetch that showed it (UTC)."),
    Field("updated_at", "string", "Moment when text or metadata were last written (UTC)."),
    Field("text_digest", "string", "sha256:<hex> of the folded text."),
    Field("n_chars", "integer", "Characters of the text, white space not counted."),
    Field("cleaner_version", "string", "Version of the cleaners that read the text."),
    Field("structure_version", "string", "Version of the cleaners that read outline and indicators; empty: not read."),
    Field("found", "string", "JSON object: for each inferred field, how it was found."),
    Field("text", "string", "The clean text, one line a paragraph, as printed."),
)
PLACES = (  # from other tables
    Field("url", "string", "The page that showed it first."),
    Field("urls", "strings", "Every page that shows or showed it."),
    Field("retrieved_at", "string", "Moment of the newest fetch that brought it (UTC)."),
    Field("payload_digest", "string", "sha256:<hex> of the bytes which that fetch brought."),
    Field("canonical", "string", "Id of the document of which this one is a near duplicate; empty if it is none."),
)
DOCUMENT_FIELDS = (*DOCUMENT_COLUMNS[:-1], *PLACES, DOCUMENT_COLUMNS[-1])

OUTLINE_FIELDS = (
    Field("ordinal", "integer", "Place among the nodes of the document, from 0."),
    Field("path", "string", "2.3: the third child of the second top node, as they stand."),
    Field("level", "integer", "Depth in the tree, from 1."),
    Field("mark", "string", "Mark as printed: 一、 (二) 3. 一是."),
    Field("heading", "string", "Words of the heading."),
    Field("kind", "string", "heading or item."),
    Field("part", "string", "achievements, first_responsible, problems, plans or other: of the top section."),
    Field("span_start", "integer", "Where mark and heading begin in the text, in characters."),
    Field("span_end", "integer", "Where they end."),
)
INDICATOR_FIELDS = (
    Field("ordinal", "integer", "Place among the figures of the document, from 0."),
    Field("indicator", "string", "Id of the vocabulary; see the documentation."),
    Field("value", "number", "The number as printed, 万 multiplied in except for money."),
    Field("unit", "string", "Unit as printed."),
    Field("qualifier", "string", "≈ > ≥ < ≤, from 约 近 余 多 超过 以上."),
    Field("scope", "string", "Whose figure it is, as printed: 全区, 我局."),
    Field("year", "integer", "The year of the figure."),
    Field("sentence", "string", "The sentence that states it: the evidence."),
    Field("span_start", "integer", "Where number and unit begin in the text, in characters."),
    Field("span_end", "integer", "Where they end."),
    Field("sentence_start", "integer", "Where the sentence begins in the text."),
    Field("confidence", "number", "A rough order from 0 to 1; no probability."),
    Field("flags", "string", "JSON list: zero_in_words, contradiction, recomputed, disagrees, several ..."),
)
DOCUMENT_KEY = Field("document", "string", "Id of the document.")
CHANGE_FIELDS = (
    Field("document", "string", "Id of the document."),
    Field("change", "string", "new, changed, withdrawn (gone from every page) or replaced (its id leads to another)."),
    Field("moment", "string", "When it was written or found gone (UTC); empty for a replaced id."),
    Field("replaced_by", "string", "The id that a replaced one leads to."),
)

"""The columns of each exported table, for Parquet schemas, datapackage.json, Croissant and the card.

Those of documents follow from archive/document_fields.py.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from archive import document_fields
from cleaners import fields

Type = Literal["string", "integer", "number", "strings"]


class Column(NamedTuple):
    """A column of an exported table."""

    name: str
    type: Type
    description: str

    @classmethod
    def of(cls, field: fields.Field) -> Column:
        """The column of a field of documents; JSON stays the text that it is in the archive."""
        return cls(field.name, "string" if field.type == "json" else field.type, field.description)


_EXPORTED = tuple(each for each in document_fields.COLUMNS if each.is_exported)
DOCUMENT_COLUMNS = tuple(map(Column.of, _EXPORTED))  # of the table documents, in the order in which they are read
PLACES = tuple(map(Column.of, document_fields.PLACES))
DOCUMENT_FIELDS = (*DOCUMENT_COLUMNS[:-1], *PLACES, DOCUMENT_COLUMNS[-1])
FRONT_MATTER = tuple(each.name for each in (*_EXPORTED, *document_fields.PLACES) if each.is_in_front_matter)

OUTLINE_FIELDS = (
    Column("ordinal", "integer", "Place among the nodes of the document, from 0."),
    Column("path", "string", "2.3: the third child of the second top node, as they stand."),
    Column("level", "integer", "Depth in the tree, from 1."),
    Column("mark", "string", "Mark as printed: 一、 (二) 3. 一是."),
    Column("heading", "string", "Words of the heading."),
    Column("kind", "string", "heading or item."),
    Column("part", "string", "achievements, first_responsible, problems, plans or other: of the top section."),
    Column("span_start", "integer", "Where mark and heading begin in the text, in characters."),
    Column("span_end", "integer", "Where they end."),
)
INDICATOR_FIELDS = (
    Column("ordinal", "integer", "Place among the figures of the document, from 0."),
    Column("indicator", "string", "Id of the vocabulary; see the documentation."),
    Column("value", "number", "The number as printed, 万 multiplied in except for money."),
    Column("unit", "string", "Unit as printed."),
    Column("qualifier", "string", "≈ > ≥ < ≤, from 约 近 余 多 超过 以上."),
    Column("scope", "string", "Whose figure it is, as printed: 全区, 我局."),
    Column("year", "integer", "The year of the figure."),
    Column("sentence", "string", "The sentence that states it: the evidence."),
    Column("span_start", "integer", "Where number and unit begin in the text, in characters."),
    Column("span_end", "integer", "Where they end."),
    Column("sentence_start", "integer", "Where the sentence begins in the text."),
    Column("confidence", "number", "A rough order from 0 to 1; no probability."),
    Column("flags", "string", "JSON list: zero_in_words, contradiction, recomputed, disagrees, several ..."),
)
DOCUMENT_KEY = Column("document", "string", "Id of the document.")
CHANGE_FIELDS = (
    Column("document", "string", "Id of the document."),
    Column("change", "string", "new, changed, withdrawn (gone from every page) or replaced (its id leads to another)."),
    Column("moment", "string", "When it was written or found gone (UTC); empty for a replaced id."),
    Column("replaced_by", "string", "The id that a replaced one leads to."),
)

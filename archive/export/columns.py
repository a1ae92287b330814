"""The columns of each exported table, for Parquet schemas, datapackage.json, Croissant and the card.

Those of documents follow from archive/document_fields.py.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from archive import document_fields
from cleaners import fields

Type = Literal["string", "integer", "number", "strings"]


class Field(NamedTuple):
    """A column of an exported table."""

    name: str
    type: Type
    description: str

    @classmethod
    def of(cls, field: fields.Field) -> Field:
        """The column of a field of documents; JSON stays the text that it is in the archive."""
        return cls(field.name, "string" if field.type == "json" else field.type, field.description)


_EXPORTED = tuple(each for each in document_fields.COLUMNS if each.is_exported)
DOCUMENT_COLUMNS = tuple(map(Field.of, _EXPORTED))  # of the table documents, in the order in which they are read
PLACES = tuple(map(Field.of, document_fields.PLACES))
DOCUMENT_FIELDS = (*DOCUMENT_COLUMNS[:-1], *PLACES, DOCUMENT_COLUMNS[-1])
FRONT_MATTER = tuple(each.name for each in (*_EXPORTED, *document_fields.PLACES) if each.is_in_front_matter)

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

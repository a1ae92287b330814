"""Filters: conditions on documents, as SQL over indexes that hold no text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypedDict, Unpack, cast

from archive.document_fields import FILTERS

# A range and not a pattern: SQLite finds its ends in an index.
_CONDITIONS = {"division_code": " AND d.division_code >= :division_code AND d.division_code < :division_code || 'A'"}
# The indexes that begin with what is filtered by.
INDEXES: Mapping[str, str] = MappingProxyType(
    {
        "issuer": "documents_issuer",
        "division_code": "documents_coverage",
        "portal": "documents_portal",
        "organ_class": "documents_organ",
        "kind": "documents_kind",
        "report_year": "documents_report_year",
    }
)


class SearchFilters(TypedDict, total=False):
    """The arguments of search() that choose documents, each by a field (archive/document_fields.py); None: all.

    *division* is the beginning of a division code.  *year* is a report year, *level* an admin_level; each other one is
    a value of the column of its name.
    """

    year: int | None
    kind: str | None
    portal: str | None
    issuer: str | None
    division: str | None
    level: str | None
    organ_class: str | None
    organ_type: str | None


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on columns of documents, each parameter named like its column; of a division code its beginning."""

    values: dict[str, str | int]

    @classmethod
    def of(cls, **asked: Unpack[SearchFilters]) -> Filters:
        """The filters that were given, the others left out."""
        given = cast("dict[str, str | int | None]", asked)
        return cls({FILTERS[name].name: value for name, value in given.items() if value is not None})

    @property
    def sql(self) -> str:
        """The conditions, each beginning with AND."""
        return "".join(map(self.condition, self.values))

    def condition(self, column: str) -> str:
        """The condition on *column*, beginning with AND."""
        return _CONDITIONS.get(column, f" AND d.{column} = :{column}")

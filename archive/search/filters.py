"""Conditions on documents, as SQL over indexes that hold no text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# A range and not a pattern: SQLite finds its ends in an index.
_CONDITIONS = {"division": " AND d.division_code >= :division AND d.division_code < :division || 'A'"}
# The indexes that begin with what is filtered by.
INDEXES: Mapping[str, str] = MappingProxyType(
    {
        "issuer": "documents_issuer",
        "division": "documents_coverage",
        "portal": "documents_portal",
        "organ_class": "documents_organ",
        "kind": "documents_kind",
        "report_year": "documents_report_year",
    }
)


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on columns of documents, each parameter named like its column; *division* is a prefix of codes."""

    values: dict[str, str | int]

    @classmethod
    def of(cls, **values: str | int | None) -> Filters:
        """The filters that were given, the others left out."""
        return cls({column: value for column, value in values.items() if value is not None})

    @property
    def sql(self) -> str:
        """The conditions, each beginning with AND."""
        return "".join(map(self.condition, self.values))

    def condition(self, column: str) -> str:
        """The condition on *column*, beginning with AND."""
        return _CONDITIONS.get(column, f" AND d.{column} = :{column}")

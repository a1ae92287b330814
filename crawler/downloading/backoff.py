"""Who refuses, and who is left alone because of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crawler.downloading.refusals import city_domain


@dataclass(slots=True)
class Backoff:
    """Counts refusals in a row by portal; at *limit* the whole city domain is left alone.

    Hosting is city-wide, and so are the defences: one portal that refuses predicts its neighbours.
    """

    limit: int
    in_a_row: Counter[str] = field(default_factory=Counter)
    domains: set[str] = field(default_factory=set)

    def is_off(self, host: str) -> bool:
        """Whether *host* is left alone for the rest of the run."""
        return city_domain(host) in self.domains

    def refused(self, portal: str, host: str) -> bool:
        """Count a refusal; True if it is the one that ends the portal's run."""
        self.in_a_row[portal] += 1
        if self.in_a_row[portal] < self.limit or self.is_off(host):
            return False
        self.domains.add(city_domain(host))
        return True

    def answered(self, portal: str) -> None:
        """Count an answer that is none."""
        self.in_a_row[portal] = 0

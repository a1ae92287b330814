"""Back-off: the hosts of a city are not asked any more in a run after several refusals in a row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crawler.downloading.refusals import city_domain


@dataclass(slots=True)
class Backoff:
    """Refusals in a row of each portal; *limit* of them end all requests to the domain of its city for this run.

    The portals of a city are hosted together, behind one firewall: where one refuses, so do its neighbours.
    """

    limit: int
    in_a_row: Counter[str] = field(default_factory=Counter)
    domains: set[str] = field(default_factory=set)

    def is_off(self, host: str) -> bool:
        """Whether *host* lies in a domain that is not asked any more in this run."""
        return city_domain(host) in self.domains

    def refused(self, portal: str, host: str) -> bool:
        """Count a refusal by *host*; True if it is the one after which the city's domain is not asked any more."""
        self.in_a_row[portal] += 1
        if self.in_a_row[portal] < self.limit or self.is_off(host):
            return False
        self.domains.add(city_domain(host))
        return True

    def answered(self, portal: str) -> None:
        """Begin to count the refusals of *portal* anew: it has answered with a page."""
        self.in_a_row[portal] = 0

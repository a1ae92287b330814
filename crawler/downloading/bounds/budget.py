"""Budget of a portal: the most that one crawl takes of it before it is left for the rest of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Taken = Literal["requests", "bytes", "new_pages", "columns", "seconds"]
TAKEN: Mapping[Taken, str] = {
    "requests": "requests",
    "bytes": "bytes of answers",
    "new_pages": "new pages",
    "columns": "columns below its sections",
    "seconds": "seconds of answers and pauses",
}
"""What is counted, in words.  A limit is the setting PORTAL_MAX_<NAME> and the key max_<name> of a portal's table."""


_ASKED_FOR: frozenset[Taken] = frozenset(["new_pages", "columns"])


@dataclass(slots=True)
class Budget:
    """The *limits* of one portal (0 sets none), what a crawl has taken of it so far, and which limits are passed."""

    limits: Mapping[Taken, float]
    taken: Counter[Taken] = field(default_factory=Counter)
    passed: set[Taken] = field(default_factory=set)

    @property
    def is_spent(self) -> bool:
        """Whether nothing is asked of the portal any more in this run."""
        return not self.passed <= _ASKED_FOR

    @property
    def is_full(self) -> bool:
        """Whether nothing new is asked for: no new page, no further column, no further page of a list."""
        return bool(self.passed)

    def take(self, what: Taken, amount: float = 1) -> str | None:
        """Count *amount* more; return in one line that its limit is passed, once, None as long as it is not."""
        self.taken[what] += amount  # type: ignore[assignment]  # seconds have a fraction
        limit = self.limits.get(what, 0)
        if what in self.passed or not limit or self.taken[what] <= limit:
            return None
        self.passed.add(what)
        left = "what is beyond is" if what in _ASKED_FOR else "the portal is"
        return (
            f"more than {limit:.0f} {TAKEN[what]} in one crawl: {left} left for this run, and what was found is kept "
            f"(max_{what} in its table sets another limit)"
        )

"""What an ingest passed over, counted by reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class PassedOver:
    """How many files, or answers in WARC files, gave no page, by reason; *examples* holds the first name of each."""

    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, reason: str, name: str) -> None:
        """Count *name*, a path or an address, under *reason*."""
        self.reasons[reason] += 1
        self.examples.setdefault(reason, name)

    def words(self) -> list[str]:
        """Return a line for each reason, the commonest first; none if nothing was passed over."""
        if not self.reasons:
            return []
        lines = [
            f"  {number} {reason}, such as {self.examples[reason]}" for reason, number in self.reasons.most_common()
        ]
        return [f"Passed over: {self.reasons.total()}", *lines]

"""When a page that is known is asked again.

Soon after it was first seen or changed, then at growing intervals: after a page has stood unchanged for t
days it is asked again t x SHARE days later, within bounds.  From January to April, when reports are published and
corrected, the upper bound is lower.  Lists are asked more often than details.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from scrapy.settings import BaseSettings

_SEASON = (1, 2, 3, 4)  # months, in China: the law's day is 1 April, stragglers come in summer


@dataclass(frozen=True, slots=True)
class Policy:
    """Days; see settings/base.py."""

    first_days: float
    share: float
    max_days: float
    max_days_in_season: float
    list_max_days: float
    error_days: float

    @classmethod
    def of(cls, settings: BaseSettings) -> Policy:
        return cls(
            settings.getfloat("RECHECK_FIRST_DAYS"),
            settings.getfloat("RECHECK_SHARE"),
            settings.getfloat("RECHECK_MAX_DAYS"),
            settings.getfloat("RECHECK_MAX_DAYS_IN_SEASON"),
            settings.getfloat("RECHECK_LIST_MAX_DAYS"),
            settings.getfloat("RECHECK_ERROR_DAYS"),
        )

    def next_due(
        self, seen_at: datetime, changed_at: datetime, *, is_list: bool = False, is_error: bool = False
    ) -> datetime:
        """Return when a page is due that was seen at *seen_at* as it has been since *changed_at* (aware moments).

        *is_error*: the server failed (5xx) or refused, so nothing was seen at all.
        """
        if is_error:
            return seen_at + timedelta(days=self.error_days)
        longest = self.max_days_in_season if seen_at.month in _SEASON else self.max_days
        if is_list:
            longest = min(longest, self.list_max_days)
        unchanged_days = (seen_at - changed_at) / timedelta(days=1)
        return seen_at + timedelta(days=min(max(unchanged_days * self.share, self.first_days), longest))

"""The portals of the demo; one line each."""

from __future__ import annotations

from collections.abc import Callable

from crawler.sample.governments import fulan, lanting, qilan, yanze
from crawler.sample.model import Portal

PORTALS: tuple[Callable[[], Portal], ...] = (
    lanting.portal,
    lanting.bureau_portal,
    qilan.portal,
    yanze.portal,
    fulan.county,
    fulan.city,
)

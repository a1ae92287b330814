"""The whole sample world: the demo's portals and all further ones, and the truth about them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from crawler.sample import world
from crawler.sample.portal_files import read_portals
from crawler.sample.server import PORTAL_TABLE
from tests.sample_world.expected import Expected, ExpectedPortal
from tests.sample_world.markups import SITES
from tests.sample_world.model import Portal
from tests.sample_world.rows import FurtherRows, Rows
from tests.sample_world.truth import tell

PORTALS = Path(__file__).with_name("portals")


class World(world.World):
    """Every sample portal."""

    def __init__(self) -> None:
        self.demo = _demo_portals()
        further = read_portals(PORTALS, SITES, FurtherRows)
        self.scripted = tuple(portal for portal in further if portal.render)
        self.further = tuple(portal for portal in further if not portal.render)
        self.plain = self.demo + self.further  # all that can be read without a browser
        super().__init__((*self.plain, *self.scripted), SITES)
        self._told = cache(self._tell)

    def expected(self, day: int) -> Expected:
        """The truth about the portals of the demo on that day."""
        return self._truth(day, self.demo)

    def expected_all(self, day: int) -> Expected:
        """The truth about every portal that can be read without a browser."""
        return self._truth(day, self.plain)

    def expected_scripted(self, day: int) -> Expected:
        """The truth about the portals that need a browser on that day."""
        return self._truth(day, self.scripted)

    def _truth(self, day: int, portals: Sequence[Portal]) -> Expected:
        now = {portal.key: self._told(portal.key, day) for portal in portals}
        truth = Expected(day, now, ())
        homes = defaultdict(list)
        for url, report in truth.reports.items():
            if report.paragraphs:
                homes[report.text].append(url)
        duplicates = tuple(tuple(sorted(urls)) for urls in homes.values() if len(urls) > 1)
        if day == 0:
            return Expected(day, now, duplicates)
        before = self._truth(day - 1, portals).reports
        return Expected(
            day,
            now,
            duplicates,
            appeared=tuple(url for url in truth.reports if url not in before),
            changed=tuple(
                url for url, report in truth.reports.items() if url in before and before[url].text != report.text
            ),
            gone=tuple(url for url in before if url not in truth.reports),
        )

    def _tell(self, key: str, day: int) -> ExpectedPortal:
        return next(tell(site) for site in self.sites(day) if site.portal.key == key)


def _demo_portals() -> tuple[Portal, ...]:
    """The portals of the demo in the order of its table, which alone says of which one reports are to be picked out."""
    tables = tomllib.loads(PORTAL_TABLE.read_text("utf-8"))
    portals = {portal.key: portal for portal in read_portals(sites=SITES, rows=Rows)}
    filtered = {key: any(isinstance(each, dict) for each in table["sections"]) for key, table in tables.items()}
    return tuple(replace(portals[key], filtered=filtered[key]) for key in tables)

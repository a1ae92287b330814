"""The whole sample world: the demo's portals and all further ones, and the truth about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from crawler.sample import world
from crawler.sample.governments import PORTALS
from crawler.sample.model import Portal
from tests.sample_world.expected import Expected, ExpectedPortal
from tests.sample_world.further import FURTHER_PORTALS, SCRIPTED_PORTALS
from tests.sample_world.markups import SITES
from tests.sample_world.truth import tell


class World(world.World):
    """Every sample portal."""

    def __init__(self) -> None:
        self.demo = tuple(make() for make in PORTALS)
        self.scripted = tuple(make() for make in SCRIPTED_PORTALS)  # they show nothing before their scripts have run
        self.plain = self.demo + tuple(make() for make in FURTHER_PORTALS)  # all that can be read without a browser
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

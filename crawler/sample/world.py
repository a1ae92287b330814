"""All sample portals together: their pages on a day, and the truth about them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from crawler.sample.answers import Pages, html
from crawler.sample.expected import Expected
from crawler.sample.governments import FURTHER_PORTALS, PORTALS, SCRIPTED_PORTALS
from crawler.sample.model import Portal
from crawler.sample.sites import SITES, Site, chrome

NOT_FOUND = html(chrome.error_page("404", "抱歉，您要找的页面没有找到"), status=404)
_LAST_DAY = 1  # from then on nothing changes


class World:
    """The sample world; each one is the same as any other."""

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Every host that answers."""
        return frozenset(host for portal in (*self.portals, *self.scripted_portals) for host in portal.hosts)

    @cached_property
    def demo_portals(self) -> tuple[Portal, ...]:
        """The portals that the demo crawls, with what they hold on all days."""
        return tuple(make() for make in PORTALS)

    @cached_property
    def scripted_portals(self) -> tuple[Portal, ...]:
        """The portals that show nothing before their scripts have run."""
        return tuple(make() for make in SCRIPTED_PORTALS)

    @cached_property
    def portals(self) -> tuple[Portal, ...]:
        """Every portal that can be read without a browser."""
        return self.demo_portals + tuple(make() for make in FURTHER_PORTALS)

    def sites(self, day: int, portals: tuple[Portal, ...] | None = None) -> list[Site]:
        """The portals on that day, all of them unless given.

        Raises ValueError for a day before the first.
        """
        if day < 0:
            raise ValueError(f"day {day}: the sample world begins on day 0")
        chosen = self.portals if portals is None else portals
        return [SITES[portal.platform](portal, min(day, _LAST_DAY)) for portal in chosen]

    def pages(self, day: int) -> Pages:
        """Every page by URL; a portal with several hosts has each page under each of them."""
        pages: Pages = {}
        for site in self.sites(day, self.portals + self.scripted_portals):
            own, first = site.pages(), f"http://{site.portal.host}/"
            for host in site.portal.hosts:
                pages |= {url.replace(first, f"http://{host}/", 1): reply for url, reply in own.items()}
        return pages

    def expected(self, day: int) -> Expected:
        """The truth about the portals of the demo on that day."""
        return self._truth(day, self.demo_portals)

    def expected_all(self, day: int) -> Expected:
        """The truth about every portal on that day."""
        return self._truth(day, self.portals)

    def expected_scripted(self, day: int) -> Expected:
        """The truth about the portals that need a browser on that day."""
        return self._truth(day, self.scripted_portals)

    def _truth(self, day: int, portals: tuple[Portal, ...]) -> Expected:
        now = {site.portal.key: site.expected() for site in self.sites(day, portals)}
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

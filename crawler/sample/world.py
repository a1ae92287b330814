"""Sample portals together: their pages on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.sample.answers import Pages, html
from crawler.sample.portal_files import read_portals
from crawler.sample.portal_model import Portal
from crawler.sample.sites import SITES, Site, chrome

NOT_FOUND = html(chrome.error_page("404", "抱歉，您要找的页面没有找到"), status=404)
_LAST_DAY = 1  # from then on nothing changes


class World:
    """Some portals, and the kinds of markup that they are written in; the same each time it is made."""

    def __init__(self, portals: Sequence[Portal], sites: Mapping[str, type[Site]] = SITES) -> None:
        self.portals = tuple(portals)
        self._sites = sites
        self.hosts = frozenset(host for portal in self.portals for host in portal.hosts)  # every host that answers

    def sites(self, day: int) -> list[Site]:
        """The portals as they are on that day.

        Raises ValueError for a day before the first.
        """
        if day < 0:
            raise ValueError(f"day {day}: the sample world begins on day 0")
        return [self._sites[portal.platform](portal, min(day, _LAST_DAY)) for portal in self.portals]

    def pages(self, day: int) -> Pages:
        """Every page by URL; a portal with several hosts has each page under each of them."""
        pages: Pages = {}
        for site in self.sites(day):
            own, first = site.pages(), f"http://{site.portal.host}/"
            for host in site.portal.hosts:
                pages |= {url.replace(first, f"http://{host}/", 1): reply for url, reply in own.items()}
        return pages


def demo_world() -> World:
    """The portals that the demo crawls."""
    return World(read_portals())

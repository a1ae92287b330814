"""The whole sample world on loopback, with the truth about it and the tables that a crawl of it needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.sample import server
from crawler.sample.server import PORTAL_TABLE
from tests.sample_world.expected import Expected
from tests.sample_world.model import Portal
from tests.sample_world.portal_tables import write_table
from tests.sample_world.world import World


class SampleServer(server.SampleServer):
    """The running world; setting *day* moves it to that day."""

    def __init__(self, day: int = 0, port: int = 0) -> None:
        self.world = World()
        super().__init__(day, port, self.world)
        self._folder = TemporaryDirectory(prefix="sample-world-")

    @property
    def expected(self) -> Expected:
        """The truth about the portals of the demo on the present day."""
        return self.world.expected(self.day)

    @property
    def expected_all(self) -> Expected:
        """The truth about every portal that needs no browser on the present day."""
        return self.world.expected_all(self.day)

    @property
    def expected_scripted(self) -> Expected:
        """The truth about the portals that need a browser on the present day."""
        return self.world.expected_scripted(self.day)

    @property
    def portals_all(self) -> tuple[Path, ...]:
        """The tables of all portals that need no browser: that of the demo, and that of the further ones."""
        return PORTAL_TABLE, self._table("further", self.world.further)

    @property
    def portals_scripted(self) -> Path:
        """The table of the portals that need a browser."""
        return self._table("scripted", self.world.scripted)

    def stop(self) -> None:
        super().stop()
        self._folder.cleanup()

    def _table(self, name: str, portals: Sequence[Portal]) -> Path:
        keys = {portal.key for portal in portals}
        sites = [site for site in self.world.sites(0) if site.portal.key in keys]
        return write_table(Path(self._folder.name) / f"{name}.toml", sites)


def serve(day: int = 0, port: int = 0) -> SampleServer:
    """The whole sample world on loopback, to be used as a context; port 0 takes a free one."""
    return SampleServer(day, port)

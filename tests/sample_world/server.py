"""The whole sample world on loopback, with the truth about it and the tables that a crawl of it needs."""

from __future__ import annotations

from pathlib import Path

from crawler.sample import server
from crawler.sample.server import PORTAL_TABLE
from tests.sample_world.expected import Expected
from tests.sample_world.world import World

FURTHER_TABLE = Path(__file__).with_name("portals_all.toml")
SCRIPTED_TABLE = Path(__file__).with_name("portals_scripted.toml")


class SampleServer(server.SampleServer):
    """The running world; setting *day* moves it to that day."""

    def __init__(self, day: int = 0, port: int = 0) -> None:
        self.world = World()
        super().__init__(day, port, self.world)

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
        return PORTAL_TABLE, FURTHER_TABLE

    @property
    def portals_scripted(self) -> Path:
        """The table of the portals that need a browser."""
        return SCRIPTED_TABLE


def serve(day: int = 0, port: int = 0) -> SampleServer:
    """The whole sample world on loopback, to be used as a context; port 0 takes a free one."""
    return SampleServer(day, port)

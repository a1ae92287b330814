"""``scrapy demo``: the real spider over the sample portals on loopback."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from scrapy.utils.conf import closest_scrapy_cfg

from archive.command_line.options import DEFAULT_ARCHIVE, writes_json
from archive.command_line.output import write_words
from crawler.command_base import MISUSE
from crawler.commands.crawl import Command as CrawlCommand
from crawler.intake.summary import verdict, write_summary
from crawler.portals.tables import load_portals


class Command(CrawlCommand):
    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Crawl the sample portals on loopback into the archive"

    def long_desc(self) -> str:
        return f"{self.short_desc()}. Example: scrapy demo --day 1"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--day", type=int, default=0, help="the day of the sample world: 1 has news (default: 0)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        self.settings.setmodule("settings.demo", priority="project")
        # A sample day is long enough for every page to fall due; as if given with -s, before what is given.
        ahead = opts.day * self.settings.getfloat("RECHECK_FIRST_DAYS")
        opts.set = [f"RECHECK_AHEAD_DAYS={ahead}", *opts.set]
        super().process_options(args, opts)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        Path(self.settings["ARCHIVE"]).parent.mkdir(parents=True, exist_ok=True)
        super().check(args, opts)

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        from crawler import sample

        started = time.monotonic()
        with sample.serve(day=opts.day) as server:
            _use_proxy(server.proxy_url)
            code = self.crawl("portal", opts)
        if code == MISUSE:
            return code
        self._report(Path(self.settings["ARCHIVE"]), time.monotonic() - started, writes_json(opts.as_json))
        return code

    def _report(self, path: Path, seconds: float, as_json: bool) -> None:
        assert self.archive_run is not None
        tables = load_portals(self.settings["PORTAL_TABLES"])
        names = {portal.id: f"{portal.id} {portal.name}" for portal in tables.values()}
        if not as_json:
            write_words("", as_json)
        write_summary(self.archive_run, as_json, names)
        lines = [
            "",
            verdict(self.archive_run.total(), seconds),
            *_told_problems(self.archive_run.problem_kinds),
            f"The archive is {path}, its evidence {path.parent / 'warc'}/.",
            f"Browse it:  {_how_to_browse(path)}",
        ]
        write_words("\n".join(lines), as_json)


def _told_problems(kinds: Mapping[str, int]) -> Iterator[str]:
    """Yield a sentence on the problems that the sample portals have by design, and one on any others.

    Others come of this installation: no_reader where the extra [attachments] is missing.
    """
    from crawler import sample

    planted = kinds.keys() & set(sample.PLANTED_PROBLEMS)
    others = kinds.keys() - planted
    for words, chosen in (("planted in the sample", planted), ("of this installation (see `fazhi problems`)", others)):
        if chosen:
            yield f"Problems, {words}: " + ", ".join(f"{kind} {kinds[kind]}" for kind in sorted(chosen))


def _how_to_browse(archive: Path) -> str:
    if closest_scrapy_cfg():
        return "make browse"
    return "fazhi browse" if str(archive) == DEFAULT_ARCHIVE else f"fazhi browse --archive {archive}"


def _use_proxy(url: str) -> None:
    """Send every request of this process to the sample server, whatever host it names."""
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY", "HTTPS_PROXY"):
        os.environ.pop(name, None)
    os.environ["http_proxy"] = os.environ["https_proxy"] = url

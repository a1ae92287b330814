"""``scrapy bench``: Scrapy's own, which asks a server that it starts on this machine and nothing else."""

from __future__ import annotations

import argparse

from scrapy.commands import bench

_FOR_THE_BENCH = (  # as if given with -s, before what is given
    "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingThreadedResolver",  # ours refuses this machine
    "DOWNLOAD_DELAY=0",
    "AUTOTHROTTLE_ENABLED=False",
)


class Command(bench.Command):
    def long_desc(self) -> str:
        return f"{self.short_desc()} of Scrapy on this machine; no portal is asked. Example: scrapy bench"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        opts.set = [*_FOR_THE_BENCH, *opts.set]
        super().process_options(args, opts)

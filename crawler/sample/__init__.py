"""Sample portals: invented governments on a loopback server, for the demo and for whole-crawl tests.

They share no code with the readers of pages (cleaners, archive, crawler.platforms), so that agreement means something.
"""

from crawler.sample.server import SampleServer, serve

__all__ = ["SampleServer", "serve"]

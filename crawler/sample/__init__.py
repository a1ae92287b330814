"""Sample portals: invented governments on a loopback server, for the demo and for whole-crawl tests.

They share no code with the readers of pages (cleaners, archive, crawler.platforms), so that agreement means something.
"""

from crawler.sample.server import SampleServer, serve

# Kinds of problems that a crawl of the demo's portals meets, whatever is installed.
PLANTED_PROBLEMS = ("empty_body", "http_404", "http_500", "off_portal", "robots", "soft_404")

__all__ = ["PLANTED_PROBLEMS", "SampleServer", "serve"]

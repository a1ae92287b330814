"""The crawler: portal tables -> requests -> items.  The only room that knows Scrapy.

`platforms` read list pages, `portals` name what is crawled, `downloading` fetches with manners, `walking` knows
what comes next, `intake` hands over to the archive, `spiders` and `commands` are what Scrapy runs, `cli` is `fazhi`.
"""

from settings import VERSION as __version__

__all__ = ["__version__"]

"""From reports into the archive, and from the archive into the item: its id, its division, its places."""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive import Added, ArchiveError
from crawler.intake.items import ReportItem
from crawler.intake.session import ArchiveSession

_IS_NO_NEWS = {
    "unchanged": "the page shows the report that it showed before",
    "duplicate": "another page shows this report already",
}


_WANTED = "the archive can store only the ReportItem of the spider itself: change it, or stand behind 300"


class ArchivePipeline:
    """Writes reports into the archive, and fills them with what the archive says of them.

    New and changed reports go on to the pipelines behind and to the feeds.  Without an archive, and for items of
    somebody else's, it does nothing.  An archive that cannot be written to ends the crawl.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        if session := ArchiveSession.of(crawler):
            session.has_pipeline = True
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        session = ArchiveSession.of(self._crawler)
        if session is None or session.run is None:
            return item
        if not isinstance(item, ReportItem) or item.origin is None:
            if not ItemAdapter(item).get("payload_digest"):  # an item of the user's own, which no page of ours gave
                return item
            session.fail(ArchiveError(f"a pipeline before 300 gave {type(item).__name__}; {_WANTED}"))
            raise DropItem(_WANTED)
        try:
            document = _news(session.run.add(item.origin))
            item.fill(session.run.writer.exported(document))
        except ArchiveError as error:
            session.fail(error)
            raise DropItem(str(error)) from error
        return item


def _news(added: Added | None) -> str:
    """Return the id of a report that is new or changed: a feed holds what a crawl has brought.

    Raises DropItem for any other.
    """
    if added is None:
        raise DropItem("the page holds neither text nor files", log_level="DEBUG")
    if why := _IS_NO_NEWS.get(added.outcome):
        raise DropItem(why, log_level="DEBUG")
    return added.document

"""From the spider's items into the archive."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive import ArchiveError
from crawler.intake.intake import Intake
from crawler.intake.items import CleanedPage, Item, KeptFile, Listed, Trouble, Unreached
from crawler.intake.session import ArchiveSession


class ArchivePipeline:
    """Writes items into the archive; an archive that cannot be written to ends the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        return cls(crawler)

    def process_item(self, item: Item) -> Item:
        session = ArchiveSession.of(self._crawler)
        try:
            _store(session.intake, item)
        except ArchiveError as error:
            session.fail(error)
            raise DropItem(str(error)) from error
        return item


def _store(intake: Intake, item: Item) -> None:
    match item:
        case CleanedPage():
            intake.store(item.cleaned, item.page, item.kept)
        case KeptFile():
            intake.writer.put_file(item.page_url, item.url, item.snapshot)
        case Listed():
            intake.writer.put_listings(item.rows)
        case Unreached():
            intake.note_unreached(item.page, is_forbidden=item.is_forbidden)
        case Trouble():
            intake.problem(item.kind, item.detail, url=item.url, portal=item.portal, snapshot=item.snapshot)

"""What the crawler raises.

CrawlError
    PortalTableError   a portal table cannot be read, or a key in it is not what it must be
    UnknownPortal      no portal of that id, or in that division, stands in the tables
    ManifestError      a manifest for `scrapy ingest` cannot be read
    MissingInput       a path given to a command does not exist
    CannotRender       every chosen portal needs a browser, and there is none
    NoTesseract        OCR is on, and there is no tesseract for it
"""


class CrawlError(Exception):
    """The crawl cannot start; the message says what was found, what was expected and what to do."""


class PortalTableError(CrawlError):
    """A portal table is broken; the message names file, portal and key."""


class UnknownPortal(CrawlError):
    """The selection names no portal of the tables; the message names the known ones."""


class ManifestError(CrawlError):
    """A manifest cannot be read."""


class MissingInput(CrawlError):
    """A path that was given does not exist."""


class CannotRender(CrawlError):
    """Nothing of what was chosen can be crawled without a browser."""


class NoTesseract(CrawlError):
    """Scans are to be read, and there is nothing to read them with."""

"""Settings for real portals: polite, honest, one request per host at a time."""

import os
from pathlib import Path

from settings import VERSION

BOT_NAME = "fazhi"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

# --- our own -------------------------------------------------------------------------------------

ARCHIVE = os.environ.get("FAZHI_ARCHIVE", "data/archive.db")
"""The SQLite file; WARC files lie in the folder ``warc`` beside it."""

PORTAL_TABLES = [str(path) for path in sorted((Path(__file__).parent / "portals").glob("*.toml"))]
"""The portal tables, one a province."""

CONTACT = os.environ.get("FAZHI_CONTACT", "")
"""A mail address or page of whoever runs the crawler; it is sent with every request."""

PLACE = os.environ.get("FAZHI_PLACE", "")
"""Where this crawler stands (network, city): what a portal answers depends on it more than on anything sent."""

RECHECK_FIRST_DAYS = 7
"""A page that is known is asked again after so many days at the earliest."""

RECHECK_SHARE = 0.5
"""A page that has stood unchanged for t days is asked again t x RECHECK_SHARE days later."""

RECHECK_MAX_DAYS = 180
"""The longest time between two visits to a page."""

RECHECK_MAX_DAYS_IN_SEASON = 30
"""The same from January to April, when reports are published and corrected."""

RECHECK_LIST_MAX_DAYS = 14
"""The same for sub-columns of a section; its root is asked in every run."""

RECHECK_ERROR_DAYS = 1
"""The same where the server failed or refused."""

RECHECK_AHEAD_DAYS = 0
"""What falls due within so many days is asked now."""

GONE_AFTER_DAYS = 3
"""A page is gone when it was missing in two visits so many days apart."""

REFUSALS_IN_A_ROW = 3
"""A portal that refuses so often in a row is left alone for the rest of the run, with its whole city domain."""

MOVED_AFTER = 3
"""A portal has moved when so many of its pages redirect to one other host."""

PORTAL_MAX_REQUESTS = 20_000
"""Of one portal a crawl makes so many requests at most, then it is left for this run; 14 hours at 2.5 s each."""

PORTAL_MAX_BYTES = 20_000_000_000
"""So many bytes of answers at most."""

PORTAL_MAX_NEW_PAGES = 10_000
"""So many pages at most that the archive does not know."""

PORTAL_MAX_COLUMNS = 1000
"""So many columns below its sections at most."""

PORTAL_MAX_SECONDS = 172_800
"""So many seconds at most of its answers and of the pauses between them, as if it were crawled alone: two days."""

RETRY_AFTER_MAX_SECONDS = 300
"""A server's Retry-After is honoured up to this pause."""

OCR = False
"""Read scans that hold no text with tesseract; what it saw is marked as such."""

OCR_LANGUAGE = "chi_sim"
"""What tesseract is told to expect; several joined by +."""

OCR_MAX_PAGES = 30
"""So many pages of a file at most are recognised."""

OCR_TIMEOUT_SECONDS = 45.0
"""So many seconds of processor time at most for one file; a crawl fetches on meanwhile."""

WARC_FILE_MAX_BYTES = 1 << 30
"""A WARC file that has passed this size is followed by another; the specification recommends 1 GiB."""

RENDER_BROWSER = os.environ.get("FAZHI_BROWSER", "")
"""The Chromium that runs the scripts of portals with `render`: a path or a name; empty: whatever the system has."""

RENDER_TIMEOUT = 120
"""So many seconds at most for one page in the browser; its requests wait for each other as all of a host do."""

RENDER_QUIET_SECONDS = 1.0
"""A page is finished when it has asked for nothing for so long."""

RENDER_MEMORY_MB = 1024
"""So much memory at most for one page in the browser, and twice as much for the whole browser."""

RENDER_MAX_REQUESTS = 60
"""A page in the browser may ask for so many things; what comes after is not fetched."""

PROGRESS_BAR = False
"""Draw a progress bar on standard error."""

# --- manners -------------------------------------------------------------------------------------

USER_AGENT = f"fazhi/{VERSION} (archive of published rule-of-law reports; contact: {CONTACT or 'not given'})"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "fazhi"
CONCURRENT_REQUESTS = 16  # over all hosts
CONCURRENT_REQUESTS_PER_DOMAIN = 1
SCHEDULER_PRIORITY_QUEUE = "crawler.downloading.bounds.fair_queue.FairQueue"
# 福建 blocks an address for a minute after a burst.  A portal's table can ask for a longer pause, never for a shorter.
DOWNLOAD_DELAY = 2.5
DOWNLOAD_DELAY_JITTER = 0  # Scrapy's default lets half of the pauses be shorter than DOWNLOAD_DELAY
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.5
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "WARNING"  # the problem's row says it to the operator
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408, 429, 431]
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
TWISTED_DNS_RESOLVER = "crawler.downloading.resolver.PublicResolver"
REDIRECT_MAX_TIMES = 3
COOKIES_ENABLED = True
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# --- how pages go through ------------------------------------------------------------------------

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.downloading.robots.PortalRobotsMiddleware": 100,
    "crawler.downloading.portal_hosts.PortalHostsMiddleware": 50,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.downloading.bounds.cookies.PortalCookies": 700,
    "crawler.downloading.bounds.budget_middleware.BudgetMiddleware": 588,  # before a retry takes it away
    # Below HttpCompression (590) a response is already unpacked, above Redirect and Retry (550) none is lost.
    "crawler.intake.keep_responses.EvidenceMiddleware": 585,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.downloading.redirects.BrowserRedirects": 580,
    "crawler.downloading.render_middleware.RenderMiddleware": 540,  # what is retried is not rendered
}
SPIDER_MIDDLEWARES = {"crawler.spiders.start_errors.StartErrors": 10}
ITEM_PIPELINES = {"crawler.intake.pipelines.ArchivePipeline": 300}
EXTENSIONS = {
    "crawler.intake.session.ArchiveSession": 10,
    "crawler.downloading.progress_bar.ProgressBar": 600,
}
ADDONS = {
    "crawler.downloading.connections.handlers.HandlersAddon": 400,  # before the browser's, which has its own handler
    "crawler.downloading.browser.BrowserAddon": 500,
    "crawler.downloading.delays.HostDelaysAddon": 600,  # no extension, so that EXTENSIONS = {} leaves the pauses alone
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 300.0
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {"csv": "crawler.intake.feeds.CsvFeed"}

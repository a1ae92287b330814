"""What ran: written into each run's row, so that a result can be traced to the code that made it."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import version

from scrapy.settings import BaseSettings

from cleaners import VERSION as CLEANER_VERSION
from settings import VERSION

_DECIDING = (
    "USER_AGENT", "ROBOTSTXT_OBEY", "DOWNLOAD_DELAY", "CONCURRENT_REQUESTS_PER_DOMAIN", "AUTOTHROTTLE_ENABLED",
    "RETRY_TIMES", "DOWNLOAD_TIMEOUT", "DOWNLOAD_MAXSIZE", "PORTAL_TABLES",
)  # fmt: skip


def software(settings: BaseSettings) -> dict[str, str]:
    """Return names and versions, and a digest of the settings that decide what is fetched and how."""
    deciding = repr([(name, settings[name]) for name in _DECIDING]).encode()
    return {
        "fazhi": VERSION,
        "cleaner": CLEANER_VERSION,
        "scrapy": version("scrapy"),
        "python": platform.python_version(),
        "user_agent": settings["USER_AGENT"],
        "settings": hashlib.sha256(deciding).hexdigest()[:16],
    }

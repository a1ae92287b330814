"""What ran, and who ran it: written into each run's row and each WARC file, so that a result can be traced."""

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


def software_versions(settings: BaseSettings) -> dict[str, str]:
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


def warcinfo(settings: BaseSettings, *, is_crawl: bool = True) -> dict[str, str]:
    """Return what the first record of a WARC file says, in the words of the WARC specification.

    Without a CONTACT nothing stands under ``operator``; saved files (not *is_crawl*) were fetched under other manners.
    """
    ran = software_versions(settings)
    fields = {
        "software": " ".join(f"{name}/{ran[name]}" for name in ("fazhi", "scrapy", "python")),
        "operator": settings["CONTACT"],
    }
    if is_crawl:
        fields["http-header-user-agent"] = settings["USER_AGENT"]
        fields["robots"] = "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore"
    return {name: value for name, value in fields.items() if value}

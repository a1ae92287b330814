"""What ran, who ran it, on which portals: written into the archive and WARC files, so that a result can be traced."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING

from scrapy.settings import BaseSettings

from cleaners import VERSION as CLEANER_VERSION
from crawler.portals.tables import Portal
from settings import VERSION

if TYPE_CHECKING:
    from archive import Writer

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


def accepted_tls(portals: Iterable[Portal]) -> dict[str, str]:
    """Return, for a run's row, what of the TLS of its portals is accepted; empty where all must hold."""
    accepted = [f"{portal.id} {portal.tls}" for portal in portals if portal.tls.weaknesses]
    return {"accepted_tls": "; ".join(accepted)} if accepted else {}


def put_portal(writer: Writer, portal: Portal) -> None:
    """Write or renew the archive's row of *portal*."""
    writer.put_portal(
        portal.id, portal.name, portal.hosts[0], portal.division, portal.site_id_code, portal.platform, portal.floor,
        str(portal.tls) or None,
    )  # fmt: skip


def put_governments(writer: Writer, portals: Iterable[Portal]) -> None:
    """Write the governments of the country into the archive; nothing where all *portals* are of invented places."""
    from crawler.portals.registry import governments

    known = governments()
    divisions = {each.division_code for each in known}
    if any(portal.division in divisions for portal in portals):
        writer.put_governments(known)


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

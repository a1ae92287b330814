"""Settings for the sample portals on loopback: no pauses, a progress bar, few words."""

from pathlib import Path

from settings.base import *  # noqa: F403  (a variant of base)

PORTAL_TABLES = [str(Path(__file__).parent.parent / "crawler" / "sample" / "portals.toml")]
CONTACT = "the sample portals know you"
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = False
RETRY_TIMES = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 4
PROGRESS_BAR = True
LOG_LEVEL = "ERROR"

"""Why a request is not made, or its answer not passed on."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class OffPortal(IgnoreRequest):
    """The address is on none of the hosts of the portals that are crawled."""


class BackedOff(IgnoreRequest):
    """The host's city refuses, so it is left alone for the rest of the run."""


class RobotsForbidden(IgnoreRequest):
    """robots.txt does not let us fetch the page."""


class RobotsUnknown(IgnoreRequest):
    """What the portal allows could not be found out, so nothing is fetched now."""


class NotKept(IgnoreRequest):
    """The archive could not be written to, so the response is not passed on."""

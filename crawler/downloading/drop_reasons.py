"""Exceptions that drop a request before it is sent, or its response before a callback sees it."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class OffPortal(IgnoreRequest):
    """The request is to a host that none of the crawled portals has in its table."""


class BackedOff(IgnoreRequest):
    """The request is to a host of a city that has refused too often in this run (crawler/downloading/backoff.py)."""


class OverBudget(IgnoreRequest):
    """The request is to a portal whose budget is spent (crawler/downloading/bounds/budget.py)."""


class RobotsForbidden(IgnoreRequest):
    """robots.txt of the host disallows the address for our user agent."""


class RobotsUnknown(IgnoreRequest):
    """robots.txt of the host could not be fetched, so no page of it is requested in this run."""


class NotPublic(IgnoreRequest):
    """The name of the host leads to this machine, a private network or another special address."""


class AnswerOutOfBounds(IgnoreRequest):
    """What stands around the body of an answer is more than any server needs: its headers, or its chunks."""


class TlsRefused(IgnoreRequest):
    """The connection failed in its TLS, and the portal's table accepts nothing that would let it be."""


class NotKept(IgnoreRequest):
    """The response could not be written to the archive, and no callback gets what is not kept."""

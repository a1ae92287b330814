"""Resolver of host names that gives addresses of the public internet only, against requests into private networks.

A portal's name that leads to this machine or to a private network is an attack or an accident; neither is
fetched.  The one exception is the proxy that the operator has named in the environment (``http_proxy``): it may
stand anywhere, and the sample portals are reached through one on loopback.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError


class ForbiddenAddress(DNSLookupError):
    """A host name resolves to an address of this machine, a private network or another special use."""


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, refusing loopback, private, link-local and other special addresses.

    Addresses written as numbers come here as well.
    """

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        found = super().getHostByName(name, timeout)
        return found if name in _proxy_hosts() else found.addCallback(require_public, name)


def require_public(address: Any, name: str) -> Any:
    """Return *address*, to which *name* resolves; raises ForbiddenAddress if it is not public."""
    if not is_public(str(address)):
        raise ForbiddenAddress(f"{name} resolves to {address}, which is no public address; it is not fetched")
    return address


def is_public(address: str) -> bool:
    """Whether *address* (IPv4 or IPv6, as text) is globally reachable, as IANA's registries say, and no multicast."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_global and not parsed.is_multicast


def _proxy_hosts() -> set[str | None]:
    return {urlsplit(url if "//" in url else f"//{url}").hostname for url in getproxies().values()}

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

# Whole blocks of IANA's special-purpose registries (RFC 6890 and its updates), also those that Python takes for global:
# an address in them is a service of the network on the way, a relay, or nobody's.
_SPECIAL = tuple(map(ipaddress.ip_network, (
    "192.0.0.0/24",  # IETF protocol assignments; 192.0.0.192 answers on some clouds
    "192.88.99.0/24",  # 6to4 relays, given up
    "192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24",  # AS112, AMT
    "2001::/23",  # IETF protocol assignments: Teredo, ORCHID, benchmarking
    "2002::/16",  # 6to4, whose relays were given up (RFC 7526)
    "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "100::/64", "64:ff9b:1::/48", "fec0::/10",
)))  # fmt: skip
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_MOST_REFUSED = 10_000  # names; so many are remembered


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
    """Return *address*, to which *name* resolves; raises ForbiddenAddress if it is not public.

    The refusal is remembered: on the way to whoever asked, Twisted makes a name without address of it.
    """
    if not is_public(str(address)):
        detail = f"{name} resolves to {address}, which is no public address; it is not fetched"
        if len(_refused) < _MOST_REFUSED:
            _refused[name] = detail
        raise ForbiddenAddress(detail)
    return address


def refusal_of(name: str) -> str | None:
    """Return in one line why the host *name* was refused; None if it was not."""
    return _refused.get(name)


def is_public(address: str) -> bool:
    """Whether *address* (IPv4 or IPv6, as text) is globally reachable and of no special purpose by IANA's registries.

    An IPv6 address that stands for one of IPv4 (mapped, NAT64) is what that one is.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = _ipv4_inside(parsed)
        return is_public(str(inner)) if inner else _is_ordinary(parsed)
    return _is_ordinary(parsed)


def _ipv4_inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped:
        return address.ipv4_mapped
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 or address in _COMPATIBLE else None


def _is_ordinary(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    is_special = any(address.version == block.version and address in block for block in _SPECIAL)
    return address.is_global and not (address.is_multicast or address.is_reserved or is_special)


def _proxy_hosts() -> set[str | None]:
    """The hosts of the proxies that Scrapy uses; getproxies() also gives ``no``, whose hosts are none."""
    proxies = getproxies()
    urls = [proxies[scheme] for scheme in ("http", "https") if scheme in proxies]
    return {urlsplit(url if "//" in url else f"//{url}").hostname for url in urls}


_refused: dict[str, str] = {}

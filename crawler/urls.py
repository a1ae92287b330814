"""Addresses: what a link means, and which addresses are the same page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

import idna
from w3lib.url import canonicalize_url

from cleaners.addresses import as_browsers_read, join

_GATEWAY = re.compile(r"^/gate/big5/(?P<host>[a-z0-9.-]+)(?P<path>/.*)?$", re.I)  # traditional-script proxy
_MOBILE_POST = re.compile(r"/mpost_(\d+\.html)$")  # NFCMS: content/mpost_1.html is content/post_1.html
_INDEX = re.compile(r"/index\.s?html?$")  # a directory answers under both names
_MOBILE_INDEX = re.compile(r"/mindex((?:_\d+)?\.html)$")
_PHONE_ARTICLE = re.compile(r"/(t\d{8}_\d+)_wap(\.s?html?)$")  # TRS: the same article for telephones
_ELDER_MODE = "slb=true"  # TRS: the same page in large type
_SUFFIX_LABELS = {"ac", "com", "edu", "gov", "mil", "net", "org"}  # below a country these are suffixes too: gov.cn
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Return the address under which a page is known in the archive.

    Without fragment, default port, elder-mode switch and gateway; mobile twins are folded onto their
    page; query arguments are sorted.  What only some portals fold (http/https, www.) is left: see
    Portal.page_url.  Escaped bytes of other encodings stay what they are: two reports whose titles in GBK stand in
    the query are two pages.

    >>> canonical_url("http://WWW.a.gov.cn:80/x/content/mpost_7.html?slb=true#top")
    'http://www.a.gov.cn/x/content/post_7.html'
    """
    parts = urlsplit(as_browsers_read(url))
    scheme, host, path = parts.scheme.lower(), host_name(parts.hostname or ""), parts.path or "/"
    port = "" if parts.port in (None, _DEFAULT_PORTS.get(scheme)) else f":{parts.port}"
    if gateway := _GATEWAY.match(path):
        host, port, path = gateway["host"].lower(), "", gateway["path"] or "/"
    path = _INDEX.sub("/", _MOBILE_INDEX.sub(r"/index\1", _MOBILE_POST.sub(r"/post_\1", path)))
    path = _PHONE_ARTICLE.sub(r"/\1\2", path)
    query = "&".join(pair for pair in parts.query.split("&") if pair != _ELDER_MODE)
    return canonicalize_url(urlunsplit((scheme, host + port, path, query, "")))


def absolute(base: str, href: str, encoding: str = "utf-8") -> str | None:
    """Return *href* as seen from *base* without fragment, user name and default port; None if it leads to no web page.

    *encoding* is that of the page in which it stands: what is not ASCII in a query is sent in it.
    """
    try:
        parts = urlsplit(join(base, href, encoding))
        _ = parts.port  # a port that is no number raises here, not later
    except ValueError:  # "http://[" and the like, typed by editors
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    port = "" if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    netloc = f"[{parts.hostname}]" if ":" in parts.hostname else host_name(parts.hostname)
    return urlunsplit(parts._replace(netloc=netloc + port, path=_without_dots(parts.path), fragment=""))


def _without_dots(path: str) -> str:
    """Return *path* without the segments . and .., which urljoin() leaves in addresses that are whole."""
    if "/." not in path and "/%2" not in path:
        return path
    kept, dots = list[str](), ""
    for segment in path.split("/")[1:]:
        dots = segment.lower().replace("%2e", ".")
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(segment)
    is_folder = dots in (".", "..")
    return "/" + "/".join(kept) + ("/" if is_folder and kept else "")


def host_name(host: str) -> str:
    """Return the one name of a host: lower case, ASCII (IDNA), without a final dot.

    A name that IDNA does not know, as one with underscores, stays as it is.

    >>> host_name("WWW.云溪县.政务.CN."), host_name("fz_gov.yunxi.gov.cn")
    ('www.xn--9kq19jwx1a.xn--zfr164b.cn', 'fz_gov.yunxi.gov.cn')
    """
    host = host.lower().rstrip(".")
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host


def split_host(host: str) -> tuple[list[str], str]:
    """Return the labels of a host that its owner chose, without www, and the public suffix that they stand below.

    >>> split_host("www.wuhou.chengdu.gov.cn"), split_host("www.yibin.com"), split_host("www.gov.cn")
    ((['wuhou', 'chengdu'], 'gov.cn'), (['yibin'], 'com'), ([], 'gov.cn'))
    """
    labels = host.lower().removeprefix("www.").split(".")
    length = 2 if len(labels) > 1 and labels[-2] in _SUFFIX_LABELS else 1
    return labels[:-length], ".".join(labels[-length:])

"""SURT keys: addresses as index files of web archives order them, by host.

SURT (sort-friendly URI reordering): ``http://www.jia.gov.cn/B?y=1&x=2`` is ``cn,gov,jia)/b?x=2&y=1``.  What players
of archives take for one address has one key.  The rules are those of the Wayback Machine as pywb applies them;
the one Python package that has them is under a licence that we cannot depend on.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

_ADDRESS = re.compile(r"(?P<scheme>https?|ftp)://(?P<host>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?", re.IGNORECASE)
_OWN_PORT = {"http": "80", "https": "443", "ftp": "21"}
_WWW = re.compile(r"www\d*\.(?=.)")
_SESSION_IN_PATH = re.compile(r"/\((?:[a-z]\([0-9a-z]{24}\)|[0-9a-z]{24})\)(?=/[^?]+\.aspx$)")
_SESSION_IN_QUERY = re.compile(
    r"(?:(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}|cfid=[^&]+&cftoken=[^&]+)(?:&|$)"
)


def surt(url: str) -> str:
    """The key of *url*, in ASCII and without blanks; what is no web address is its own key.

    >>> surt("https://www.jia.gov.cn:443/FZ//a.html?b=1&a=2#top")
    'cn,gov,jia)/fz/a.html?a=2&b=1'
    """
    match = _ADDRESS.match(url.strip())
    if match is None:
        return _escaped(url.strip())
    query = _query(_escaped((match["query"] or "")[1:]))
    return f"{_host(match['host'], match['scheme'].lower())}){_path(match['path'])}{'?' if query else ''}{query}"


def _host(host: str, scheme: str) -> str:
    name, _, port = host.rpartition("@")[2].partition(":")
    labels = [_ascii(label) for label in _WWW.sub("", name.lower(), count=1).split(".") if label]
    return ",".join(reversed(labels)) + (f":{port}" if port and port != _OWN_PORT[scheme] else "")


def _ascii(label: str) -> str:
    try:
        return label if label.isascii() else label.encode("idna").decode()
    except UnicodeError:
        return _escaped(label)


def _path(path: str) -> str:
    kept: list[str] = []
    for part in _escaped(path).split("/")[1:]:
        if part == ".." and kept:
            kept.pop()
        elif part != ".":
            kept.append(part)
    return _SESSION_IN_PATH.sub("", "/" + "/".join(part for part in kept if part))


def _query(query: str) -> str:
    # by name, then by value: `a=1` comes before `a-b=1`
    return "&".join(sorted(_SESSION_IN_QUERY.sub("", query).split("&"), key=lambda each: each.partition("=")))


def _escaped(text: str) -> str:
    """*text* in small letters, with as few escapes as there can be: each way of escaping gives one result."""
    octets = text.encode("utf-8", "surrogatepass")
    while (plain := unquote_to_bytes(octets)) != octets:
        octets = plain
    return "".join(chr(each) if 0x20 < each < 0x7F and each not in b"#%" else f"%{each:02x}" for each in octets).lower()

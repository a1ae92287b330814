"""Addresses in a page as browsers read them: backslashes, blanks, and the encoding of what stands after the ``?``.

Rules: URL Standard of the WHATWG, sections 4.4 (parsing) and 5.1 (a query is sent in the page's encoding, a path in
UTF-8), and Encoding Standard, section 4.2 (UTF-16 is sent as UTF-8).
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

_AROUND = "".join(map(chr, range(33)))  # blanks and control characters that a browser takes off
_INSIDE = re.compile(r"[\t\r\n]")
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SLASHES = re.compile(r"^(https?:)?/{3,}", re.IGNORECASE)
_OTHER_WEB_SCHEME = re.compile(r"^(https?:)/*(?=[^/])", re.IGNORECASE)
_QUERY_SAFE = "!$&'()*+,;=:@/?%#[]|`{}^\\~-._"  # printed ASCII stays as it is; only what is not ASCII is encoded


def as_browsers_read(href: str) -> str:
    """Return *href* without blanks around and line ends inside, backslashes before the query as slashes.

    Three slashes and more before a host are two.

    An address with another scheme than http or https, as of a script, is only stripped.
    """
    href = _INSIDE.sub("", href.strip(_AROUND))
    if _OTHER_SCHEME.match(href):
        return href
    end = min((place for mark in "?#" if (place := href.find(mark)) >= 0), default=len(href))
    return _SLASHES.sub(r"\1//", href[:end].replace("\\", "/")) + href[end:]


def join(base: str | None, href: str, encoding: str = "utf-8") -> str:
    """Return *href* joined with *base*, its query in *encoding*, that of the page in which it stands.

    Without a base, or where one of them is no address, *href* as it is printed.
    """
    href = as_browsers_read(href)
    try:
        if base and (scheme := urlsplit(base).scheme):
            if (other := _OTHER_WEB_SCHEME.match(href)) and other[1].lower() != f"{scheme}:":
                href = _OTHER_WEB_SCHEME.sub(r"\1//", href)  # "https:/host/x" on a page of http
            joined = urljoin(base, href)
        else:
            joined = href
    except ValueError:  # "http://[" and the like, typed by editors
        return href
    return with_query_in(joined, encoding)


def with_query_in(url: str, encoding: str) -> str:
    """Return *url* with what is not ASCII in its query escaped in *encoding*; as it is where that is UTF-8."""
    if url.isascii() or encoding.lower().startswith(("utf", "ascii")):
        return url
    address, hash_mark, fragment = url.partition("#")
    address, question_mark, query = address.partition("?")
    try:
        sent = query.encode(encoding, "xmlcharrefreplace")
    except LookupError:
        return url
    return address + question_mark + quote(sent, safe=_QUERY_SAFE) + hash_mark + fragment

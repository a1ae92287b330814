"""The public address of an archive: what full links begin with, never what a request says of itself in Host.

The operator names it (plugin setting ``public_url``).  Where none is named, links are full only for who asks the
server by a name of this machine; for all others they are paths.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

_OF_THIS_MACHINE = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?", re.IGNORECASE | re.ASCII)
_HOST = re.compile(r"([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?", re.IGNORECASE | re.ASCII)
_RELATIVE = "fazhi_relative"  # key of a scope whose Host is nobody's


def origin(public_url: object) -> tuple[str, str] | None:
    """Return scheme and host of the public address; None if none is set, or if it is no web address.

    >>> origin("https://reports.example.cn/")
    ('https', 'reports.example.cn')
    """
    try:
        parts = urlsplit(str(public_url or ""))
    except ValueError:
        return None
    is_address = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)
    return (parts.scheme, parts.netloc) if is_address else None


def addressed(scope: dict[str, Any], public_url: object) -> dict[str, Any]:
    """Return *scope* as if it had been sent to the public address; without one, to the address of this server.

    So Datasette's own links lead there too, whatever the request calls the server.
    """
    asked = next((value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"), "")
    if found := origin(public_url):
        return _sent_to(scope, found[1]) | {"scheme": found[0]}
    name, port = scope.get("server") or ("localhost", None)
    own = f"[{name}]" if ":" in str(name) else str(name)
    own = own if port in (None, 80, 443) else f"{own}:{port}"
    if _OF_THIS_MACHINE.fullmatch(asked) or asked == own:
        return scope
    return _sent_to(scope, own if _HOST.fullmatch(own) else "localhost") | {_RELATIVE: True}


def full_url(datasette: Any, request: Any, path: Any) -> str:
    """Return the full URL of a path of this server; the path where nobody knows what the server is called."""
    return str(path) if request.scope.get(_RELATIVE) else str(datasette.absolute_url(request, path))


def _sent_to(scope: dict[str, Any], host: str) -> dict[str, Any]:
    headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"host"]
    return {**scope, "headers": [*headers, (b"host", host.encode("ascii"))]}

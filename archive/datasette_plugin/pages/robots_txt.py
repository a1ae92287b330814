"""/robots.txt: reports may be indexed; searches, comparisons and tables without end may not."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import NotFound, Response

from archive.datasette_plugin.archives import archives

_ALLOWED = ("documents/", "coverage", "endpoints", "feed.atom")


async def robots(request: Any, datasette: Any) -> Any:
    """The policy for all archives; ``{"plugins": {"fazhi": {"robots": "deny"}}}`` in the metadata closes everything."""
    found = archives(datasette)
    if not found:
        raise NotFound("robots.txt: no archive")
    config = datasette.plugin_config("fazhi") or {}
    lines = ["User-agent: *"]
    if config.get("robots") != "deny":
        for archive in found:
            folder = datasette.urls.database(archive.name)
            lines += [f"Allow: {folder}/{name}" for name in _ALLOWED]
        instance = datasette.urls.instance()
        lines += [f"Allow: {instance}-/fazhi/", f"Allow: {instance}$", "Disallow: /*?"]
    lines.append("Disallow: /")
    return Response.text("\n".join(lines) + "\n")

"""The switch between Chinese and English: a link that sets a cookie and leads back."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import NotFound, Response

from archive.datasette_plugin.words.translate import COOKIE, Language, language_of

_A_YEAR_SECONDS = 365 * 24 * 3600
_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")  # a path of this server: no host, no scheme, no line end


async def switch(request: Any, send: Any, datasette: Any) -> Any:
    """Set the language of the URL and lead back to where the reader was; to the home page if that is elsewhere."""
    language = request.url_vars["language"]
    if language not in ("zh", "en"):
        raise NotFound(f"language {language}: zh and en are known")
    back = request.args.get("back") or ""
    base = str(datasette.urls.instance())
    is_ours = _LOCAL.fullmatch(back) is not None and back.startswith(base)
    response = Response.redirect(back if is_ours else base)
    response.set_cookie(COOKIE, language, max_age=_A_YEAR_SECONDS, path=base, httponly=True)
    return response


def switch_link(datasette: Any, request: Any) -> dict[str, str]:
    """Return what the switch needs: the other language, its name, and the path that leads there and back."""
    other: Language = "zh" if language_of(request) == "en" else "en"
    back = str(datasette.urls.path(_asked(request))) if request is not None else ""
    path = datasette.urls.path(f"-/fazhi/language/{other}")
    name = {"zh": "中文", "en": "English"}[other]
    return {"code": {"zh": "zh-CN", "en": "en"}[other], "name": name, "url": f"{path}?{urlencode({'back': back})}"}


def _asked(request: Any) -> str:
    """Return path and query as asked for, below base_url."""
    path = request.scope.get("route_path") or request.path
    return f"{path}?{request.query_string}" if request.query_string else str(path)

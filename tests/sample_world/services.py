"""What services behind list pages are asked, and how they answer."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from crawler.sample.answers import Answer, Request


def parameters(request: Request) -> dict[str, str]:
    """The parameters of the query and of a form; of a repeated one the last counts."""
    form = "" if request.body[:1] in (b"{", b"[") else request.body.decode("utf-8", "replace")
    return dict(parse_qsl(urlsplit(request.url).query, True) + parse_qsl(form, True))


def as_json(value: object) -> Answer:
    """A JSON answer of a service."""
    text = json.dumps(value, ensure_ascii=False)
    return Answer(text.encode(), media_type="application/json;charset=UTF-8")

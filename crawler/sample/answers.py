"""What the sample server is asked and what it answers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))  # fixed, so that no time zone database is needed


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names are in lower case, *url* is absolute and has no port."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; *modified* is None where a portal sends neither ETag nor Last-Modified."""

    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    modified: datetime | None = None  # aware
    delay_seconds: float = 0.0  # how long the server thinks about it
    missing_bytes: int = 0  # how many of the bytes that it promises never come

    @property
    def etag(self) -> str | None:
        """A quoted tag that is the same for the same body; None without *modified*."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"' if self.modified else None


Reply = Answer | Callable[[Request], Answer]  # the callable is for search backends and moods of a server
Pages = dict[str, Reply]  # by absolute URL; one without a query also answers for any query


def html(text: str, *, encoding: str = "utf-8", charset: str | None = "utf-8", status: int = 200) -> Answer:
    """An HTML page in *encoding*; *charset* is what the header claims, None for no claim."""
    media_type = f"text/html; charset={charset}" if charset else "text/html"
    return Answer(text.encode(encoding), status, media_type)


def busy_first(answer: Answer) -> Callable[[Request], Answer]:
    """A reply that is 503 for the first request and *answer* from then on."""
    seen: list[str] = []

    def reply(request: Request) -> Answer:
        if seen:
            return answer
        seen.append(request.url)
        return replace(html("<html><body><h1>503 Service Unavailable</h1></body></html>"), status=503)

    return reply

"""The gate before Datasette: requests that no reader sends are refused in words, before anything is read for them.

Bounded are the address, the number of parameters and of facets, and full-text queries.  In a published copy (plugin
setting ``public``) only GET and HEAD answer, and Datasette's pages for its operator are closed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from archive.datasette_plugin import safe_csv
from archive.datasette_plugin.public_address import addressed
from archive.datasette_plugin.slow_readers import LargeAnswers
from archive.datasette_plugin.words.translate import COOKIE, WORDS, chosen
from archive.text.tokens import MOST, parse_query

# What an address may have (chosen: the longest that our own pages make is a query of 300 characters with all filters,
# some 3,500 bytes when it is encoded; a table with all its facets and a filter for each column has 40 parameters).
MOST_PATH_BYTES = 2_000
MOST_QUERY_BYTES = 8_000
MOST_HEADER_BYTES = 16_000
MOST_COOKIE_BYTES = 4_000  # Python before 3.11.10 takes 4 s to read one of 60,000 (measured), in the event loop
MOST_PARAMETERS = 60
MOST_FACETS = 6  # each may take facet_time_limit_ms
MOST_REPEATED = 20  # of one name
_MOST_DIGITS = 9
# Columns that a table page of a published copy neither shows nor sorts or counts by: a row of one may weigh megabytes.
_TEXTS = ("text", "tables")
_TABLE_OF_TEXTS = re.compile(r"/[^/.]+/documents(\.\w+)?")
_OPEN = re.compile(r"/-/(static|static-plugins|fazhi)/.")  # below /-/, of a published copy
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUL = re.compile(rb"%00|~00", re.IGNORECASE)

_Message = dict[str, Any]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[dict[str, Any], Any, _Send], Awaitable[None]]


class _Refusal(NamedTuple):
    """A status and the word of words/ that says why, with its number."""

    status: int
    word: str
    most: int = 0


def with_gate(app: _App, datasette: Any, applies: Callable[[], bool]) -> _App:
    """Return *app* behind the gate, as long as *applies* says so."""

    answers = LargeAnswers()

    async def guarded(scope: _Message, receive: Any, send: _Send) -> None:
        if scope["type"] != "http" or not applies():
            await app(scope, receive, send)
            return
        config = datasette.plugin_config("fazhi") or {}
        path = _path_of(scope, datasette.setting("base_url"))
        if refusal := _refusal(scope, path, bool(config.get("public")), datasette.cors):
            await _refuse(scope, send, refusal, path)
            return
        send = answers.bounded(send)
        if path.endswith(".csv"):
            send = safe_csv.with_safe_cells(send)
        if config.get("public") and _TABLE_OF_TEXTS.fullmatch(path):
            scope = _without_texts(scope)
        await app(addressed(scope, config.get("public_url")), receive, send)

    return guarded


def _path_of(scope: _Message, base_url: str) -> str:
    """Return the path below *base_url*, as it was sent."""
    raw: bytes = scope.get("raw_path") or str(scope["path"]).encode()
    path = raw.partition(b"?")[0].decode("latin-1")
    return "/" + path[len(base_url) :] if base_url != "/" and path.startswith(base_url) else path


def _refusal(scope: _Message, path: str, is_public: bool, has_cors: bool) -> _Refusal | None:
    """Return why this request is not answered, or None."""
    query: bytes = scope.get("query_string") or b""
    if is_public and scope["method"] not in (("GET", "HEAD", "OPTIONS") if has_cors else ("GET", "HEAD")):
        return _Refusal(405, "not_answered_method")
    if _header_bytes(scope) > MOST_HEADER_BYTES or _header_bytes(scope, b"cookie") > MOST_COOKIE_BYTES:
        return _Refusal(431, "not_answered_headers", MOST_COOKIE_BYTES)
    if len(path) > MOST_PATH_BYTES or len(query) > MOST_QUERY_BYTES:
        return _Refusal(414, "not_answered_long", MOST_QUERY_BYTES)
    if not str(scope["path"]).startswith("/"):  # an address of another host; links would repeat it
        return _Refusal(400, "not_answered_bytes")
    if not path.isascii() or not query.isascii() or _NO_TEXT.search(path) or _NUL.search(path.encode()):
        return _Refusal(400, "not_answered_bytes")
    if query.count(b"&") + query.count(b";") >= MOST_PARAMETERS:
        return _Refusal(400, "not_answered_parameters", MOST_PARAMETERS)
    if is_public and path.startswith("/-/") and not _OPEN.match(path):
        return _Refusal(404, "not_answered_closed")
    pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True)
    if is_public and any(name.startswith(("_facet", "_sort", "_col")) and value in _TEXTS for name, value in pairs):
        return _Refusal(400, "not_answered_texts")
    if is_public and ("_searchmode", "raw") in pairs:  # a prefix of one letter collects the whole index
        return _Refusal(400, "not_answered_raw_search")
    return _refused_values(pairs)


def _header_bytes(scope: _Message, name: bytes | None = None) -> int:
    """Return how many bytes there are of all headers, or of those of one *name*."""
    return sum(len(key) + len(value) for key, value in scope["headers"] if name is None or key.lower() == name)


def _without_texts(scope: _Message) -> _Message:
    """Return *scope* asking for a table without its texts, which documents/<id>.json gives one by one."""
    query: bytes = scope.get("query_string") or b""
    added = b"&".join(b"_nocol=" + name.encode() for name in _TEXTS)
    return {**scope, "query_string": query + b"&" + added if query else added}


def _refused_values(pairs: list[tuple[str, str]]) -> _Refusal | None:
    counts = Counter(name for name, _ in pairs)
    if sum(count for name, count in counts.items() if name.startswith("_facet")) > MOST_FACETS:
        return _Refusal(400, "not_answered_facets", MOST_FACETS)
    if max(counts.values(), default=0) > MOST_REPEATED:
        return _Refusal(400, "not_answered_parameters", MOST_REPEATED)
    if any(name in _READ_AS and not _READ_AS[name](value) for name, value in pairs):
        return _Refusal(400, "not_answered_value")
    for name, value in pairs:
        if name == "_search" or name.startswith("_search_"):
            problem = parse_query(value).problem
            if problem in MOST:
                return _Refusal(400, str(problem))
    return None


def _is_short_number(value: str) -> bool:
    return value.isascii() and (not value or value.isdigit()) and len(value) <= _MOST_DIGITS


def _is_through(value: str) -> bool:
    """Whether *value* is what Datasette takes for rows of another table that lead here."""
    try:
        asked = json.loads(value)
    except (ValueError, RecursionError):
        return False
    return isinstance(asked, dict) and all(isinstance(asked.get(each), str) for each in ("table", "column", "value"))


# Values that Datasette's tables read without looking: something else would be a 500 and a traceback.
_READ_AS = {"_timelimit": _is_short_number, "_ttl": _is_short_number, "_through": _is_through}


async def _refuse(scope: _Message, send: _Send, refusal: _Refusal, path: str) -> None:
    """Send the refusal as a sentence: JSON where that was asked for."""
    words = WORDS[_language(scope)]
    sentence = (
        words["excess"][refusal.word].format(MOST[refusal.word])  # type: ignore[index]
        if refusal.word in MOST
        else words[refusal.word].format(refusal.most)
    )
    is_json = path.endswith(".json")
    value = {"ok": False, "error": sentence, "status": refusal.status}
    body = json.dumps(value, ensure_ascii=False) if is_json else f"{sentence}\n"
    kind = b"application/json; charset=utf-8" if is_json else b"text/plain; charset=utf-8"
    headers = [(b"content-type", kind), (b"cache-control", b"no-store"), (b"x-fazhi-page", b"1")]
    if refusal.status == 405:
        headers.append((b"allow", b"GET, HEAD"))
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body.encode()})


def _language(scope: _Message) -> Any:
    headers = {name.lower(): value.decode("latin-1") for name, value in scope.get("headers") or []}
    switched = re.search(rf"(?:^|;)\s*{COOKIE}=(zh|en)\s*(?:;|$)", headers.get(b"cookie", ""))
    return chosen(switched[1] if switched else None, headers.get(b"accept-language", ""))

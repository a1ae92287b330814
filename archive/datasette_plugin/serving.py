"""Serving of our pages: who may read, how a page is rendered, and the headers for caches."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from datasette.utils import sqlite_timelimit, tilde_decode, tilde_encode
from datasette.utils.asgi import NotFound, Response, asgi_static

from archive.datasette_plugin.archives import find_archive
from archive.datasette_plugin.beside import NotInTime
from archive.datasette_plugin.datasette_pages import stock_page
from archive.datasette_plugin.words.translate import WORDS, language_of

_STATIC = Path(__file__).parent / "static"
_serve_static = asgi_static(str(_STATIC))
_Page = Callable[[Any, Any, Any], Awaitable[Any]]  # datasette, request, archive
_View = Callable[..., Awaitable[Any]]
_OURS = "x-fazhi-page"  # asks safety.py for the strict policy; it is not sent


async def static_file(request: Any, send: Any) -> Any:
    """One of our static files; its URL names its digest, so a browser may keep it."""

    async def send_kept(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200 and request.query_string:
            kept = (b"cache-control", b"public, max-age=31536000, immutable")
            message = {**message, "headers": [*message["headers"], kept]}
        await send(message)

    return await _serve_static(request, send_kept)


static_file._datasette_static = True  # type: ignore[attr-defined]  # so that a cookie does not keep it from caches


def static_url(datasette: Any, name: str) -> str:
    """Return the path of one of our static files, new whenever the file is."""
    digest = sha256((_STATIC / name).read_bytes()).hexdigest()[:8]
    return f"{datasette.urls.path(f'-/fazhi/{name}')}?{digest}"


def archive_page(stock: Literal["table", "row"], *formats: str | None) -> Callable[[_Page], _View]:
    """Return a decorator: the page of an archive becomes a view for a route whose URL names a database.

    A database that is no archive gets Datasette's own page *stock*; who may not see the documents gets 403;
    an ending that is not among *formats* (None: without one) gets 404.
    """

    def decorate(page: _Page) -> _View:
        async def view(request: Any, send: Any, datasette: Any) -> Any:
            archive = find_archive(datasette, tilde_decode(request.url_vars["database"]))
            if archive is None:
                return await stock_page(stock, datasette, request, send)
            await datasette.ensure_permissions(request.actor, _permissions(archive))
            try:
                if request.url_vars["format"] not in formats:
                    known = ", ".join(each or "no ending" for each in formats)
                    raise NotFound(f"{request.path}: expected {known}")
                return await page(datasette, request, archive)
            except NotInTime:
                return await _not_in_time(datasette, request, archive)
            except sqlite3.OperationalError as error:
                if str(error) != "interrupted":
                    raise
                return await _not_in_time(datasette, request, archive)
            except NotFound as error:  # Datasette would print where it came from, which takes longer than any page
                return await not_found(datasette, request, archive, str(error))

        view.__doc__ = page.__doc__
        return view

    return decorate


async def ask(datasette: Any, archive: Any, question: Callable[[sqlite3.Connection], Any]) -> Any:
    """Return what *question* says of the archive in one of Datasette's threads, within its time limit for a query.

    Raises sqlite3.OperationalError ("interrupted") past it, which archive_page() answers with 503.
    """
    milliseconds = datasette.setting("sql_time_limit_ms")

    def limited(db: sqlite3.Connection) -> Any:
        with sqlite_timelimit(db, milliseconds):
            return question(db)

    return await archive.execute_fn(limited)


async def may_read(datasette: Any, request: Any, archive: Any) -> bool:
    """Return whether this reader may see the documents of *archive*."""
    visible, _ = await datasette.check_visibility(request.actor, permissions=_permissions(archive))
    return bool(visible)


def _permissions(archive: Any) -> list[Any]:
    """Return what has to be allowed to see our pages: they show documents."""
    return [("view-table", (archive.name, "documents")), ("view-database", archive.name), "view-instance"]


async def not_found(datasette: Any, request: Any, archive: Any, detail: str) -> Any:
    """Return our 404, as a page or for programs."""
    if is_for_programs(request):
        body = json.dumps({"ok": False, "error": detail, "status": 404}, ensure_ascii=False)
        return answer(datasette, request, body, "application/json; charset=utf-8", status=404)
    return await render(datasette, request, "not_found.html", archive, {"detail": detail}, status=404)


async def _not_in_time(datasette: Any, request: Any, archive: Any) -> Any:
    """Return the answer to who asked for what takes too long, or came while too many wait: 503, as a page or JSON."""
    sentence = WORDS[language_of(request)]["not_in_time"]
    if is_for_programs(request):
        body = json.dumps({"ok": False, "error": sentence, "status": 503}, ensure_ascii=False)
        response = answer(datasette, request, body, "application/json; charset=utf-8", status=503)
    else:
        context = {"heading": sentence, "detail": ""}
        response = await render(datasette, request, "not_found.html", archive, context, status=503)
    response.headers["retry-after"] = "10"
    return response


def is_for_programs(request: Any) -> bool:
    """Return whether the URL asks for something that no browser shows as a page."""
    return str(request.path).endswith((".json", ".csv", ".atom", ".bib"))


async def render(
    datasette: Any, request: Any, template: str, archive: Any, context: dict[str, Any], status: int = 200
) -> Any:
    """Return the page that *template* makes of *context*."""
    page = await datasette.render_template(
        f"fazhi/{template}",
        {
            **context,
            "archive": archive,
            "page_url": lambda name, format=None: page_url(datasette, archive, name, format),
            "search_url": page_url(datasette, archive, "search"),
            "style_url": static_url(datasette, "fazhi.css"),
            "document_url": lambda document, format=None: document_url(datasette, archive, document, format),
            "search_url_of": lambda other: page_url(datasette, other, "search"),
        },
        request=request,
        view_name="fazhi",
    )
    return answer(datasette, request, page, "text/html; charset=utf-8", status=status, varies=True)


def answer(
    datasette: Any,
    request: Any,
    body: str | bytes,
    content_type: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    varies: bool = False,
) -> Any:
    """Return *body* with an ETag, or 304 if the reader has it; *varies*: it is written in the reader's language."""
    data = body.encode() if isinstance(body, str) else body
    all_headers = {_OURS: "1", **(headers or {})}
    if varies:
        all_headers["vary"] = "Accept-Language, Cookie"
    if status != 200:
        return Response(data, status=status, headers=all_headers, content_type=content_type)
    etag = f'W/"{sha256(data).hexdigest()[:32]}"'
    seconds = datasette.setting("default_cache_ttl")
    all_headers = {"etag": etag, "cache-control": f"max-age={seconds}", **all_headers}
    if is_held(request, all_headers["etag"]):
        return Response(b"", status=304, headers=all_headers, content_type=content_type)
    return Response(data, headers=all_headers, content_type=content_type)


def is_held(request: Any, etag: str) -> bool:
    """Return whether If-None-Match names *etag*; the comparison is weak (RFC 9110, 13.1.2)."""
    asked = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return etag.removeprefix("W/") in asked


def page_url(datasette: Any, archive: Any, name: str, format: str | None = None) -> Any:
    """Return the path of one of our pages of *archive*: search, coverage, ..."""
    return datasette.urls.table(archive.name, name, format=format)


def document_url(datasette: Any, archive: Any, document: str, format: str | None = None) -> Any:
    """Return the path of a document's page."""
    return datasette.urls.row(archive.name, "documents", tilde_encode(document), format=format)

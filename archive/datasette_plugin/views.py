"""The pages: home, search, and one document; each answers for any archive, whatever its name."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import NotFound, Response, asgi_static

from archive.datasette_plugin import facts as facts_module
from archive.datasette_plugin import reading
from archive.datasette_plugin.archives import archives, find_archive
from archive.datasette_plugin.search_form import SearchForm, answer
from archive.datasette_plugin.stock import stock_page
from archive.datasette_plugin.words import WORDS
from archive.tokens import parse_query

_STATIC = Path(__file__).parent / "static"
static_file = asgi_static(str(_STATIC))


async def home(request: Any, send: Any, datasette: Any) -> Any:
    """The first archive with its search box, counts and newest documents; links to other databases."""
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    visible = [archive for archive in archives(datasette) if await _may_read(datasette, request, archive)]
    if not visible or request.url_vars["format"]:
        return await stock_page("index", datasette, request, send)
    archive, *others = visible
    names = {each.name for each in [archive, *others]}
    context = await archive.execute_fn(
        lambda db: {
            "facts": facts_module.facts(db, str(archive.path)),
            "newest": facts_module.newest_published(db),
            "added": facts_module.newest_added(db),
        }
    )
    context["others"] = others
    context["plain_databases"] = [
        name for name in datasette.databases if name not in names and not name.startswith("_")
    ]
    return await _render(datasette, request, "home.html", archive, context)


async def search_page(request: Any, send: Any, datasette: Any) -> Any:
    """Search one archive; the URL is the query, as a page, as JSON or as CSV."""
    archive = find_archive(datasette, tilde_decode(request.url_vars["database"]))
    if archive is None:
        return await stock_page("table", datasette, request, send)
    await _ensure_may_read(datasette, request, archive)
    form = SearchForm.of(request.args)
    found = await answer(datasette, archive, form)
    match request.url_vars["format"]:
        case None:
            return await _render(datasette, request, "search.html", archive, {"form": form, **found})
        case "json":
            return Response.json(form.as_json(found, document_links(datasette, request, archive)))
        case "csv":
            return Response(form.as_csv(found), content_type="text/csv; charset=utf-8")
        case other:
            raise NotFound(f"search.{other}: JSON and CSV are known")


async def reading_page(request: Any, send: Any, datasette: Any) -> Any:
    """One document as a report; its former ids lead to it.  Other formats are Datasette's."""
    archive = find_archive(datasette, tilde_decode(request.url_vars["database"]))
    if archive is None or request.url_vars["format"]:
        return await stock_page("row", datasette, request, send)
    await _ensure_may_read(datasette, request, archive)
    document = tilde_decode(request.url_vars["pks"])
    page = await archive.execute_fn(lambda db: reading.read(db, document))
    if page is None:
        current = await archive.execute_fn(lambda db: reading.current_id(db, document))
        if current is None:
            raise NotFound(f"{WORDS['not_found']}：{document}")
        return Response.redirect(document_url(datasette, archive, current))
    asked = request.args.get("q")  # a hit of the search page brings its query along
    context = {"page": page, "query": parse_query(asked) if asked else None}
    return await _render(datasette, request, "document.html", archive, context)


async def not_found_page(datasette: Any, request: Any, detail: str) -> Any | None:
    """Our page for a URL that leads nowhere; None for programs, and where no archive may be seen."""
    if request.path.endswith((".json", ".csv")):
        return None
    for archive in archives(datasette):
        if await _may_read(datasette, request, archive):
            return await _render(datasette, request, "not_found.html", archive, {"detail": detail}, status=404)
    return None


def document_url(datasette: Any, archive: Any, document: str) -> Any:
    """Return the path of a document's page."""
    return datasette.urls.row(archive.name, "documents", tilde_encode(document))


def document_links(datasette: Any, request: Any, archive: Any) -> Any:
    """Return a function from a document's id to its full URL."""
    return lambda document: datasette.absolute_url(request, document_url(datasette, archive, document))


def search_url(datasette: Any, archive: Any) -> Any:
    """Return the path of an archive's search page."""
    return datasette.urls.table(archive.name, "search")


def static_url(datasette: Any, name: str) -> str:
    """Return the path of one of our static files, new whenever the file is."""
    digest = sha256((_STATIC / name).read_bytes()).hexdigest()[:8]
    return f"{datasette.urls.path(f'-/fazhi/{name}')}?{digest}"


async def _may_read(datasette: Any, request: Any, archive: Any) -> bool:
    visible, _ = await datasette.check_visibility(request.actor, permissions=_permissions(archive))
    return bool(visible)


async def _ensure_may_read(datasette: Any, request: Any, archive: Any) -> None:
    await datasette.ensure_permissions(request.actor, _permissions(archive))


def _permissions(archive: Any) -> list[Any]:
    """Return what has to be allowed to see our pages: they show documents."""
    return [("view-table", (archive.name, "documents")), ("view-database", archive.name), "view-instance"]


async def _render(
    datasette: Any, request: Any, template: str, archive: Any, context: dict[str, Any], status: int = 200
) -> Any:
    page = await datasette.render_template(
        f"fazhi/{template}",
        {
            **context,
            "archive": archive,
            "search_url": search_url(datasette, archive),
            "style_url": static_url(datasette, "fazhi.css"),
            "document_url": lambda document: document_url(datasette, archive, document),
            "search_url_of": lambda other: search_url(datasette, other),
        },
        request=request,
        view_name="fazhi",
    )
    return Response.html(page, status=status, headers={"x-fazhi-page": "1"})

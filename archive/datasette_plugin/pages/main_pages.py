"""Views of the main pages: home, search, and one document; each answers for any archive, whatever its name."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import NotFound, Response

from archive.coverage import matrix
from archive.datasette_plugin import archive_counts
from archive.datasette_plugin.archives import archives
from archive.datasette_plugin.beside import LONG_DOCUMENTS, ask_beside
from archive.datasette_plugin.datasette_pages import stock_page
from archive.datasette_plugin.pages import home_facts as facts_module
from archive.datasette_plugin.pages import originals, reading_page, search_form
from archive.datasette_plugin.pages.citation import bibtex, gb_t_7714, work_of
from archive.datasette_plugin.pages.document_json import json_body
from archive.datasette_plugin.pages.search_form import SearchForm
from archive.datasette_plugin.public_address import full_url
from archive.datasette_plugin.serving import (
    answer,
    archive_page,
    ask,
    document_url,
    is_for_programs,
    is_held,
    may_read,
    not_found,
    page_url,
    render,
)
from archive.datasette_plugin.words.translate import WORDS, language_of
from archive.errors import DamagedRecord
from archive.rows import as_csv
from archive.text.tokens import parse_query

_HEAVY = 60_000  # see reading_page.weight: what weighs more is written as JSON beside the server
_LONGEST_ID = 100  # characters of an id that leads nowhere, as it is repeated


async def home(request: Any, send: Any, datasette: Any) -> Any:
    """The first archive with its search box, counts and newest documents; links to other databases."""
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    visible = [archive for archive in archives(datasette) if await may_read(datasette, request, archive)]
    if not visible or request.url_vars["format"]:
        return await stock_page("index", datasette, request, send)
    archive, *others = visible
    names = {each.name for each in [archive, *others]}
    context = await archive.execute_fn(
        lambda db: {
            "facts": facts_module.facts(db, str(archive.path)),
            "newest": facts_module.newest_published(db),
            "added": facts_module.newest_added(db),
            "changed": facts_module.newest_changed(db),
            "coverage": _provinces(db, str(archive.path)),
        }
    )
    context["others"] = others
    context["plain_databases"] = [
        name for name in datasette.databases if name not in names and not name.startswith("_")
    ]
    return await render(datasette, request, "home.html", archive, context)


@archive_page("table", "json", "csv")
async def years(datasette: Any, request: Any, archive: Any) -> Any:
    """The figures behind the chart of the home page, as JSON or CSV."""
    known = await archive.execute_fn(lambda db: facts_module.facts(db, str(archive.path)))
    if request.url_vars["format"] == "csv":
        body = as_csv(["report_year", "documents"], [*known.years, (None, known.without_year)])
        return answer(datasette, request, body, "text/csv; charset=utf-8")
    archive_counts = [{"report_year": year, "documents": count} for year, count in known.years]
    return _json(datasette, request, {"years": archive_counts, "without_year": known.without_year})


@archive_page("table", None, "json", "csv")
async def search_page(datasette: Any, request: Any, archive: Any) -> Any:
    """Search one archive; the URL is the query, as a page, as JSON or as CSV."""
    form = SearchForm.of(request.args)
    found = await search_form.answer(datasette, archive, form)
    words = WORDS[language_of(request)]
    message = search_form.excess_message(found["problem"], words)
    if request.url_vars["format"] == "json":
        return _json(datasette, request, form.as_json(found, _permalinks(datasette, request, archive), words))
    if request.url_vars["format"] == "csv":
        if message:  # an empty table would say that there is nothing
            return answer(datasette, request, f"{message}\n", "text/plain; charset=utf-8", status=400)
        return answer(datasette, request, form.as_csv(found), "text/csv; charset=utf-8")
    return await render(datasette, request, "search.html", archive, {"form": form, "excess": message, **found})


async def document(request: Any, send: Any, datasette: Any) -> Any:
    """One document; JSON with arguments of Datasette's (_shape, ...) and formats that are not ours are Datasette's."""
    format = request.url_vars["format"]
    if format == "csv" or (format == "json" and any(key.startswith("_") for key in request.args)):
        return await stock_page("row", datasette, request, send)
    return await _document_page(request, send, datasette)


@archive_page("row", None, "json", "bib", "txt")
async def _document_page(datasette: Any, request: Any, archive: Any) -> Any:
    """One document as a report, as JSON, as plain text, or as a BibTeX entry; its former ids lead to it."""
    format = request.url_vars["format"]
    document = tilde_decode(request.url_vars["pks"])
    shown = await _FORMATS[format](datasette, request, archive, document)
    if shown is None:
        current = await ask(datasette, archive, lambda db: reading_page.current_id(db, document))
        if current is None:
            raise NotFound(f"{WORDS[language_of(request)]['not_found']}：{document[:_LONGEST_ID]}")
        return Response.redirect(document_url(datasette, archive, current, format))
    return shown


async def _reading(datasette: Any, archive: Any, document: str, page: int | None = None, query: Any = None) -> Any:
    path = str(archive.path)
    return await ask(
        datasette,
        archive,
        lambda db: reading_page.read(db, document, archive_counts.divisions(db, path), page, query),
    )


async def _as_page(datasette: Any, request: Any, archive: Any, document: str) -> Any | None:
    asked = request.args.get("q")  # a hit of the search page brings its query along
    query = parse_query(asked) if asked else None
    number = request.args.get("page") or ""
    number = int(number) if re.fullmatch("[1-9][0-9]{0,5}", number) else None
    page = await _reading(datasette, archive, document, number, query)
    if page is None:
        return None
    if page.pages > 1:
        await LONG_DOCUMENTS.turn()
    permalink = _permalinks(datasette, request, archive)(document)
    work = work_of(page.row, page.label, page.locations, permalink)
    context = {
        "page": page,
        "query": query,
        "query_link": f"q={quote(asked)}&" if query and not query.problem else "",
        "excess": search_form.excess_message(query.problem if query else None, WORDS[language_of(request)]),
        "permalink": permalink,
        "citations": {"gb_t_7714": gb_t_7714(work), "bibtex": bibtex(work)},
        "original_url": lambda snapshot: page_url(datasette, archive, "originals") + "/" + tilde_encode(snapshot),
        "has_original": lambda row: originals.has_file(str(archive.path), row["warc_file"]),
    }
    return await render(datasette, request, "document.html", archive, context)


async def _as_json(datasette: Any, request: Any, archive: Any, document: str) -> Any | None:
    weight = await ask(datasette, archive, lambda db: reading_page.weight(db, document))
    if weight is None:
        return None
    permalink = _permalinks(datasette, request, archive)(document)
    values = (document, permalink, full_url(datasette, request, page_url(datasette, archive, "originals")))
    if weight > _HEAVY:
        body = await ask_beside(archive, json_body, *values)
    else:
        body = await ask(datasette, archive, lambda db: json_body(db, str(archive.path), *values))
    return answer(datasette, request, body, "application/json; charset=utf-8")


async def _as_bib(datasette: Any, request: Any, archive: Any, document: str) -> Any | None:
    page = await _reading(datasette, archive, document)
    if page is None:
        return None
    work = work_of(page.row, page.label, page.locations, _permalinks(datasette, request, archive)(document))
    headers = {"content-disposition": f'attachment; filename="{tilde_encode(document)}.bib"'}
    return answer(datasette, request, bibtex(work), "application/x-bibtex; charset=utf-8", headers=headers)


async def _as_text(datasette: Any, request: Any, archive: Any, document: str) -> Any | None:
    text = await ask(datasette, archive, lambda db: reading_page.read_text(db, document))
    return text and answer(datasette, request, text, "text/plain; charset=utf-8")


_FORMATS = {None: _as_page, "json": _as_json, "bib": _as_bib, "txt": _as_text}


@archive_page("row", None)
async def original(datasette: Any, request: Any, archive: Any) -> Any:
    """The bytes of a snapshot as they were fetched, to be saved."""
    words = WORDS[language_of(request)]
    snapshot = tilde_decode(request.url_vars["pks"])
    try:
        found = await ask(datasette, archive, lambda db: originals.read(db, str(archive.path), snapshot))
    except DamagedRecord as error:  # its message names folders of this machine
        raise NotFound(words["original_damaged"]) from error
    if found is None:
        raise NotFound(words["original_missing"])
    headers = {
        **originals.HEADERS,
        "etag": f'"{found.digest}"',
        "content-disposition": f'attachment; filename="{found.file_name}"',
    }
    if is_held(request, headers["etag"]):
        return Response(b"", status=304, headers=headers)
    return Response(found.body, headers=headers, content_type=found.media_type)


async def not_found_page(datasette: Any, request: Any, detail: str) -> Any | None:
    """Our page for a URL that leads nowhere; None for programs, and where no archive may be seen."""
    if is_for_programs(request):
        return None
    for archive in archives(datasette):
        if await may_read(datasette, request, archive):
            return await not_found(datasette, request, archive, detail)
    return None


async def count_ahead(datasette: Any) -> None:
    """Count what the home page shows before the first reader asks; a million documents take a second."""
    for archive in archives(datasette):
        path = str(archive.path)
        await archive.execute_fn(lambda db, path=path: (facts_module.facts(db, path), _provinces(db, path)))


def _provinces(db: Any, path: str) -> Any:
    return matrix.provinces(archive_counts.coverage(db, path))


def _permalinks(datasette: Any, request: Any, archive: Any) -> Any:
    """Return a function from a document's id to its full URL."""
    return lambda document: full_url(datasette, request, document_url(datasette, archive, document))


def _json(datasette: Any, request: Any, value: Any) -> Any:
    return answer(datasette, request, json.dumps(value, ensure_ascii=False), "application/json; charset=utf-8")

"""Views over many documents: compare, coverage, health, feed, and the list of endpoints."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from typing import Any

from datasette.utils.asgi import NotFound

from archive.coverage import matrix, unplaced
from archive.coverage.covered_divisions import Division
from archive.datasette_plugin import archive_counts
from archive.datasette_plugin.beside import ask_beside
from archive.datasette_plugin.pages import comparing, feed, health_facts
from archive.datasette_plugin.pages.endpoints import ENDPOINTS
from archive.datasette_plugin.public_address import full_url
from archive.datasette_plugin.serving import answer, archive_page, ask, document_url, page_url, render
from archive.datasette_plugin.words.indicator_words import indicator_terms
from archive.datasette_plugin.words.translate import WORDS, language_of
from archive.reuse.alignment import SHORTEST
from archive.rows import as_csv
from archive.timestamps import utcnow

_LONGEST_VALUE = 200  # characters of an argument; no id and no name of a place is so long (chosen)
_MOST_ORGANS = 300  # lines of organs on a page of coverage (chosen: a county has some 60); CSV and JSON have all
_MOST_UNPLACED = 500  # chosen; CSV and JSON have all


@archive_page("table", None)
async def compare_page(datasette: Any, request: Any, archive: Any) -> Any:
    """Two documents side by side, or what one may be compared with."""
    left, right = ((request.args.get(name) or "").strip()[:_LONGEST_VALUE] for name in ("a", "b"))
    context: dict[str, Any] = {"compared": None, "choices": None, "left": left, "right": right, "shortest": SHORTEST}
    if left and right:
        view = request.args.get("view")
        both = await ask(datasette, archive, lambda db: comparing.are_there(db, left, right))
        values = (left, right, view, language_of(request))
        context["compared"] = await ask_beside(archive, comparing.compare_for_page, *values) if both else None
        if context["compared"] is None:
            raise NotFound(f"{_words(request)['not_found']}：{left} / {right}")
    elif left:
        context["choices"] = await ask(datasette, archive, lambda db: comparing.choices(db, left))
        if context["choices"] is None:
            raise NotFound(f"{_words(request)['not_found']}：{left}")
    return await render(datasette, request, "compare.html", archive, context)


@archive_page("table", None, "json", "csv")
async def coverage_page(datasette: Any, request: Any, archive: Any) -> Any:
    """The matrix of divisions and years, as a page, a table, CSV or JSON."""
    code = (request.args.get("division") or "").strip()[:_LONGEST_VALUE]
    until = request.args.get("until") or ""
    last = int(until) if re.fullmatch("[0-9]{4}", until) else None
    context: dict[str, Any] = {"asked": code, "matrix": None, "matches": [], "until": last}
    found = await archive.execute_fn(
        lambda db: matrix.matrix(db, archive_counts.coverage(db, str(archive.path)), code, last)
    )
    if found is None and code:
        counted = await archive.execute_fn(lambda db: archive_counts.coverage(db, str(archive.path)))
        context |= {"matches": counted.divisions.meant(code), "division_label": counted.divisions.label}
    if format := request.url_vars["format"]:
        if found is None:
            raise NotFound(_words(request)["division_unknown"])
        body = await ask(datasette, archive, lambda db: _coverage_data(found, format))
        kind = "text/csv" if format == "csv" else "application/json"
        return answer(datasette, request, body, f"{kind}; charset=utf-8")
    left_out = max(0, len(found.organs) - _MOST_ORGANS) if found else 0
    context |= {
        "matrix": replace(found, organs=found.organs[:_MOST_ORGANS]) if found and left_out else found,
        "left_out": left_out,
        "statuses": matrix.STATUSES,
        "view": "table" if request.args.get("view") == "table" else "matrix",
    }
    return await render(datasette, request, "coverage.html", archive, context)


@archive_page("row", None, "json", "csv")
async def unplaced_page(datasette: Any, request: Any, archive: Any) -> Any:
    """The reports that count for no row of coverage, in a division or anywhere, as a page, CSV or JSON."""
    code = (request.args.get("division") or "").strip()[:_LONGEST_VALUE]
    known = await archive.execute_fn(lambda db: archive_counts.divisions(db, str(archive.path)))
    place = known.get(code) if code else None
    if code and place is None:
        raise NotFound(f"{_words(request)['division_unknown']}：{code}")
    prefix = place.prefix if place else ""
    if format := request.url_vars["format"]:
        body = await ask_beside(archive, _unplaced_data, prefix, format)
        kind = "text/csv" if format == "csv" else "application/json"
        return answer(datasette, request, body, f"{kind}; charset=utf-8")
    found = await ask(datasette, archive, lambda db: unplaced.unplaced_reports(db, prefix, _MOST_UNPLACED + 1))
    context = {"found": found[:_MOST_UNPLACED], "has_more": len(found) > _MOST_UNPLACED, "place": place}
    return await render(datasette, request, "unplaced.html", archive, context | {"division_label": known.label})


@archive_page("table", None)
async def health_page(datasette: Any, request: Any, archive: Any) -> Any:
    """Runs, portals that need a person, and the last complete walk of each portal."""
    found = await ask(datasette, archive, lambda db: health_facts.health(db, utcnow()))
    places = await archive.execute_fn(lambda db: archive_counts.divisions(db, str(archive.path)))
    return await render(datasette, request, "health.html", archive, {"health": found, "division_label": places.label})


@archive_page("row", None)
async def run_page(datasette: Any, request: Any, archive: Any) -> Any:
    """What went wrong in one run."""
    run, kind, portal = ((request.args.get(name) or "")[:_LONGEST_VALUE] for name in ("run", "kind", "portal"))
    found = await ask(datasette, archive, lambda db: health_facts.problems(db, run, kind or None, portal or None))
    if found is None and run:
        raise NotFound(f"{_words(request)['run_unknown']}：{run}")
    return await render(datasette, request, "problems.html", archive, {"found": found})


@archive_page("table", "atom")
async def feed_page(datasette: Any, request: Any, archive: Any) -> Any:
    """New and changed reports as an Atom feed; ``division`` chooses a place by its code."""
    words = _words(request)
    code = (request.args.get("division") or "").strip()[:_LONGEST_VALUE]

    def read(db: Any) -> tuple[list[Any], Division | None]:
        if not code:
            return feed.entries(db, None), None
        known = archive_counts.divisions(db, str(archive.path))
        place = known.get(code)
        return (feed.entries(db, known.within(place.prefix)) if place else []), place

    found, place = await ask(datasette, archive, read)
    if code and place is None:
        raise NotFound(f"{words['division_unknown']}：{code}")
    own = full_url(datasette, request, page_url(datasette, archive, "feed", "atom")) + (
        f"?division={code}" if code else ""
    )
    body = feed.atom(
        found,
        title=f"{words['archive']} · {place.name}" if place else words["archive"],
        own_url=own,
        page_url=full_url(datasette, request, datasette.urls.instance()),
        document_url=lambda document: full_url(datasette, request, document_url(datasette, archive, document)),
        changed=words["feed_changed"],
    )
    return answer(datasette, request, body, "application/atom+xml; charset=utf-8", varies=True)


@archive_page("table", None)
async def endpoints_page(datasette: Any, request: Any, archive: Any) -> Any:
    """Every address that programs may ask, with its arguments."""
    return await render(datasette, request, "endpoints.html", archive, {"endpoints": ENDPOINTS})


@archive_page("table", None)
async def vocabulary_page(datasette: Any, request: Any, archive: Any) -> Any:
    """What the figures of the texts are, by which rules they were found, and how far they may be trusted."""
    return await render(datasette, request, "vocabulary.html", archive, {"vocabulary": indicator_terms().values()})


def _coverage_data(found: matrix.Matrix, format: str) -> str:
    head, lines = matrix.table(found)
    if format == "csv":
        return as_csv(head, lines)
    value: dict[str, Any] = {"years": found.years, "cells": [dict(zip(head, line, strict=True)) for line in lines]}
    if found.governments:
        value["governments"] = asdict(found.governments)
    return json.dumps(value, ensure_ascii=False)


def _unplaced_data(db: Any, path: str, prefix: str, format: str) -> str:
    """Return all unplaced reports of a division as CSV or JSON; *path* is not needed, see beside.ask_beside."""
    found = unplaced.unplaced_reports(db, prefix, -1)
    if format == "csv":
        return as_csv(unplaced.COLUMNS, ([row[name] for name in unplaced.COLUMNS] for row in found))
    return json.dumps({"reports": [dict(row) for row in found]}, ensure_ascii=False)


def _words(request: Any) -> Any:
    return WORDS[language_of(request)]

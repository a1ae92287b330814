"""Search form: what it asks, read from a URL, and what the search page answers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, cast
from urllib.parse import urlencode

from datasette.utils import sqlite_timelimit

from archive.coverage.covered_divisions import Divisions
from archive.datasette_plugin import archive_counts
from archive.datasette_plugin.pages import home_facts
from archive.document_fields import FILTERS
from archive.rows import as_csv
from archive.search.filters import SearchFilters
from archive.search.search import Hit, search
from archive.text.tokens import MOST, parse_query

PER_PAGE = 20
# Filters of search() with a field of the same name; class and type of organs share one.
_FILTERS = tuple(name for name in FILTERS if name not in ("organ_class", "organ_type"))
_TYPED = ("q", *_FILTERS, "organ")
_LONGEST_FIELD = 200  # characters of a field beside the query; no name is so long (chosen)
_SUGGESTED = 400  # names of divisions that the field offers; more would weigh more than the page itself
_LAST_PAGE = 500  # nobody pages that far; each page asks more documents than the one before


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The fields of the form as typed, spaces cut off; "" where nothing was."""

    q: str = ""
    year: str = ""
    kind: str = ""
    portal: str = ""
    issuer: str = ""
    division: str = ""
    level: str = ""
    organ: str = ""  # a class of organs, or class/type: department, department/justice
    order: Literal["best", "newest"] = "best"
    page: int = 1

    @classmethod
    def of(cls, args: Any) -> SearchForm:
        """Return the form that is in the arguments of a request; what makes no sense is left out."""
        given = {name: (args.get(name) or "").strip() for name in _TYPED}
        given |= {name: value[:_LONGEST_FIELD] for name, value in given.items() if name != "q"}
        page = args.get("page") or ""
        return cls(
            **given,
            order="newest" if args.get("order") == "newest" else "best",
            page=min(int(page), _LAST_PAGE) if re.fullmatch("[1-9][0-9]{0,5}", page) else 1,
        )

    @property
    def year_number(self) -> int | None:
        """The year, or None if none was given or it is none."""
        return int(self.year) if re.fullmatch("[0-9]{4}", self.year) else None

    def filters(self, division: str | None) -> SearchFilters:
        """Return what search() is to choose by; *division* is the beginning of the codes that the words mean."""
        organ_class, _, organ_type = self.organ.partition("/")
        typed: dict[str, Any] = {name: getattr(self, name) for name in _FILTERS}
        typed |= {"year": self.year_number, "division": division, "organ_class": organ_class, "organ_type": organ_type}
        return cast("SearchFilters", {name: value or None for name, value in typed.items()})

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked at all."""
        return self.year_number is None and not any(getattr(self, name) for name in _TYPED if name != "year")

    def link(self, **changes: object) -> str:
        """Return the query string of this form with *changes*; any change leads to the first page."""
        changed: Any = {"page": 1} | changes
        fields = asdict(replace(self, **changed))
        default = asdict(SearchForm())
        return urlencode({name: value for name, value in fields.items() if value != default[name]})

    def as_json(self, found: dict[str, Any], url_of: Callable[[str], str], words: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer for programs, its message in the language of *words*."""
        result = found["result"]
        return {
            "query": asdict(self),
            "problem": found["problem"],
            "message": excess_message(found["problem"], words),
            "total": result.total if result else 0,
            "total_is_exact": result.is_total_exact if result else True,
            "hits": [
                {**hit.columns(), "url": url_of(hit.document), "snippet": [piece._asdict() for piece in hit.snippet]}
                for hit in (result.hits if result else ())
            ],
        }

    def as_csv(self, found: dict[str, Any]) -> str:
        """Return the answer for spreadsheets."""
        hits = found["result"].hits if found["result"] else ()
        return as_csv(
            [*_NO_HIT.columns(), "snippet"],
            ([*hit.columns().values(), "".join(piece.text for piece in hit.snippet)] for hit in hits),
        )


def excess_message(problem: str | None, words: Mapping[str, Any]) -> str | None:
    """Return the sentence that tells of what a query has too much; None where it has not."""
    most = next((most for name, most in MOST.items() if name == problem), None)
    return str(words["excess"][problem]).format(most) if most else None


async def answer(datasette: Any, archive: Any, form: SearchForm) -> dict[str, Any]:
    """Return what the template shows: result, problem, facts, and what may help where nothing was found."""
    time_limit_ms = datasette.setting("sql_time_limit_ms")

    def ask(db: sqlite3.Connection) -> dict[str, Any]:
        known, places = home_facts.facts(db, str(archive.path)), archive_counts.divisions(db, str(archive.path))
        shown = {"facts": known, "division_label": places.label, "division_names": places.suggestions(_SUGGESTED)}
        with sqlite_timelimit(db, time_limit_ms):
            return {**shown, **_answer(db, form, places)}

    found: dict[str, Any] = await archive.execute_fn(ask)
    return found


def _answer(db: sqlite3.Connection, form: SearchForm, known: Divisions) -> dict[str, Any]:
    nothing: dict[str, Any] = {
        "result": None, "problem": "empty", "similar_issuers": [], "apart": "", "divisions": [],
    }  # fmt: skip
    if form.is_empty or (form.q and not form.kind and parse_query(form.q).problem == "empty"):
        return nothing
    divisions = known.meant(form.division) if form.division else []
    if form.division and len(divisions) != 1:
        return nothing | {"problem": "division", "divisions": divisions}
    try:
        result = search(
            db,
            form.q,
            order=form.order,
            limit=PER_PAGE,
            offset=(form.page - 1) * PER_PAGE,
            **form.filters(divisions[0].prefix if divisions else None),
        )
    except sqlite3.OperationalError as error:
        if str(error) != "interrupted":
            raise
        return nothing | {"problem": "too_slow", "divisions": divisions}
    problem = None if result.query.problem == "empty" else result.query.problem
    is_unknown = bool(form.issuer) and not home_facts.has_issuer(db, form.issuer)
    return {
        "result": result,
        "problem": "issuer_unknown" if is_unknown else problem,
        "similar_issuers": home_facts.similar_issuers(db, form.issuer) if is_unknown else [],
        "apart": "" if result.total else _apart(form.q),
        "divisions": divisions,
    }


def _apart(query: str) -> str:
    """Return *query* with a space for each mark, if that is another query: 法治、政府 asks for the very marks."""
    apart = " ".join(re.sub(r"[^\w\s]|_", " ", query).split())
    return apart if apart != query and " " in apart else ""


_NO_HIT = Hit("", "", False, None, None, None, "", None, (), ())

"""Assembly of an Article out of the parts that pages and dumps have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain

from cleaners.article import Article, Attachment, Problem, Table
from cleaners.fields import BY_NAME, FIELDS
from cleaners.metadata import footer
from cleaners.metadata.breadcrumb import read_breadcrumb
from cleaners.metadata.index_number import division_in
from cleaners.metadata.info_line import (
    Info,
    clean_author,
    clean_source,
    fill,
    name_beside_date,
    number_alone,
    read_info,
    stamp,
)
from cleaners.metadata.page_tags import PageTags, column_name
from cleaners.metadata.report import read_facts
from cleaners.metadata.signature import read_signature
from cleaners.origins import Draft
from cleaners.patterns.dates import bracketed_day, day_in_url, read_shown_moment
from cleaners.patterns.possible_dates import is_possible
from cleaners.patterns.traditional import simplified, written_language
from cleaners.problem_kinds import ProblemKind

_TOP_LINES = 8  # of a text, among which a date without label may stand (chosen)
_LETTER_END_LINES = 12  # of a text, among which the 主题词 of a letter may stand (chosen)
_NUMBER_LINES = 3  # of a text, among which its number may stand alone (chosen)
_MAX_KEYWORDS_CHARS = 100  # of that line (chosen)
_KEYWORDS_BEGIN = frozenset(word[0] for word in BY_NAME["keywords"].labels.split())
_LABELLED = tuple(
    each.name for each in FIELDS if each.labels and each.name not in ("title", "issuer", "published_at", "signed_on")
)


@dataclass(slots=True)
class Parts:
    """What the readers of pages and dumps hand over.

    *above* and *below* are the lines around the text, those cut off its edges included; *stamps* the
    lines above it from the nearest on; *read_elsewhere* gives the value of a label that no line prints;
    *latest* is the last day that the page may be of, if that is known.
    """

    text: Sequence[str]
    title: str | None
    title_found: str
    above: Sequence[str]
    below: Sequence[str]
    breadcrumb_lines: Sequence[str]
    page_text: str
    text_found: str = "page"
    url: str | None = None
    latest: str | None = None
    read_elsewhere: Callable[[str], str | None] = lambda label: None
    stamps: Sequence[str] = ()
    tags: PageTags = field(default_factory=PageTags)
    attachments: tuple[Attachment, ...] = ()
    further_pages: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def assemble(parts: Parts) -> Article:
    """The Article of *parts*."""
    info = read_info(parts.above, parts.latest)
    fill(info, parts.read_elsewhere)
    draft = Draft()
    draft.put("text", "\n".join(parts.text), parts.text_found)
    draft.put("title", parts.title, parts.title_found)
    below = cache(lambda: read_info(parts.below, parts.latest))  # most pages say all above the text
    moment, how, impossible = _published(parts, info, below)
    draft.put("published_at", moment, how)
    draft.put("source", *_source(parts, info, below))
    problems = [*parts.problems, *_put_what_the_text_says(draft, parts, info)]
    for name in _LABELLED:
        draft.put(name, info.values.get(name), "info line")
    draft.put("document_number", number_alone(parts.above), "line below the title")
    draft.put("document_number", number_alone(parts.text[:_NUMBER_LINES]), "text")
    draft.put("keywords", _keywords_below([*parts.text[-_LETTER_END_LINES:], *parts.below[:_LETTER_END_LINES]]), "text")
    _put_marks_of_the_site(draft, parts)
    if impossible:
        until = f"and {parts.latest}" if parts.latest else "and the fetch"
        detail = f"found {impossible!r}, expected a date between the years of such pages {until}"
        problems.append(Problem(ProblemKind.BAD_DATE, detail))
    elif info.bad_date and "published_at" not in draft.values:
        problems.append(
            Problem(ProblemKind.BAD_DATE, f"found {info.bad_date!r}, expected a date such as 2025-03-04 16:05")
        )
    return Article(
        **{"text": "", **draft.values},
        attachments=parts.attachments,
        further_pages=parts.further_pages,
        frames=parts.frames,
        tables=parts.tables,
        problems=tuple(problems),
        found=draft.found,
    )


def _put_what_the_text_says(draft: Draft, parts: Parts, info: Info) -> tuple[Problem, ...]:
    signature = read_signature(parts.text)
    problems: tuple[Problem, ...] = ()
    if signature and not is_possible(signature.signed_on, parts.latest):
        detail = f"found {signature.signed_on} under the text, expected a day before {parts.latest or 'the fetch'}"
        problems = (Problem(ProblemKind.BAD_DATE, detail),)
        signature = replace(signature, signed_on="")
    source, published_at = draft.values.get("source"), draft.values.get("published_at")
    facts = read_facts(parts.title, parts.text, signature, info.values.get("issuer"), source, published_at)
    for name, how in facts.found.items():
        draft.put(name, getattr(facts, name), how)
    if signature:
        draft.put("signature", signature.organ, "text")
        draft.put("signed_on", signature.signed_on, "text")
    draft.put("signed_on", info.values.get("signed_on", "")[:10], "info line")
    draft.put("language", written_language("".join(parts.text[:4])[:200]), "characters")
    return (*problems, *facts.problems)


def _keywords_below(lines: Sequence[str]) -> str | None:
    """The 主题词 that an official letter prints under its signature."""
    for line in lines:
        if simplified(line[0]) in _KEYWORDS_BEGIN and len(line) < _MAX_KEYWORDS_CHARS:
            info = read_info([line])
            if next(iter(info.values), None) == "keywords":
                return info.values["keywords"]
    return None


def _put_marks_of_the_site(draft: Draft, parts: Parts) -> None:
    """What tags, breadcrumb and footer say; and the division that stands in the index number."""
    tags, page = parts.tags, parts.page_text
    if division := division_in(draft.values.get("index_number", "")):
        draft.put("index_division", *division)
    draft.put("author", clean_author(tags.author or ""), "Author")
    draft.put("breadcrumb", read_breadcrumb(parts.breadcrumb_lines), "breadcrumb")
    draft.put("column", column_name(tags), "ColumnName")
    draft.put("site_name", tags.site_name, "SiteName")
    draft.put("site_id_code", tags.site_id_code, "SiteIDCode")
    draft.put("site_id_code", footer.site_code(page), "footer")
    draft.put("icp", footer.icp_licence(page), "footer")
    draft.put("police_record", footer.police_record(page), "footer")


def _published(parts: Parts, info: Info, below: Callable[[], Info]) -> tuple[str | None, str, str | None]:
    """The first possible moment that a reader gives, how it was found, and the first impossible one.

    A label or a stamp near the title goes before one below the text, of which *below* gives the labels.
    """
    readers: tuple[tuple[str, Callable[[], Iterable[str | None]]], ...] = (
        ("PubDate", lambda: [_tagged(parts, with_time=True)]),
        ("info line", lambda: [info.published_at]),
        ("time beside the title", lambda: map(stamp, parts.stamps)),
        (
            "time on the first lines",
            lambda: map(stamp, parts.text[:_TOP_LINES]) if len(parts.text) > 2 * _TOP_LINES else (),
        ),
        ("line below the text", lambda: chain([below().published_at], map(stamp, parts.below))),
        ("time in the text", lambda: (stamp(line, in_text=True) for line in parts.text)),
        ("PubDate", lambda: [_tagged(parts, with_time=False)]),
        ("URL", lambda: [day_in_url(parts.url) if parts.url else None]),
        ("brackets under the title", lambda: map(bracketed_day, parts.text[: 2 * _TOP_LINES])),
    )
    impossible = info.impossible_date
    for how, read in readers:
        for moment in filter(None, read()):
            if is_possible(moment, parts.latest):
                return moment, how, impossible
            impossible = impossible or moment
    return None, "", impossible


def _tagged(parts: Parts, *, with_time: bool) -> str | None:
    tag = parts.tags.published_at
    moment = read_shown_moment(tag) if tag else None
    if moment is None:
        return None
    return moment[:10] if not with_time else (moment if "T" in moment else None)


def _source(parts: Parts, info: Info, below: Callable[[], Info]) -> tuple[str | None, str]:
    if source := info.values.get("source") or below().values.get("source"):
        return source, "info line"
    if source := clean_source(parts.tags.source or ""):
        return source, "ContentSource"
    # The nearest line with a date is the info line, if it has a name beside it.
    line = next((line for line in parts.stamps if stamp(line)), "")
    return name_beside_date(line), "name beside the date"

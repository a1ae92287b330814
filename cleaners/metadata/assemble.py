"""Put an Article together from the parts that page and dump have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from cleaners.article import Article, Attachment, Problem, Table
from cleaners.metadata import footer
from cleaners.metadata.breadcrumb import read_breadcrumb
from cleaners.metadata.index_number import division_in
from cleaners.metadata.info_line import Info, bracketed_day, clean_author, clean_source, read_info, stamp
from cleaners.metadata.page_tags import PageTags
from cleaners.metadata.report import read_facts
from cleaners.metadata.signature import read_signature
from cleaners.patterns.dates import day_in_url, has_midnight, read_moment
from cleaners.problem_kinds import ProblemKind

_TOP = 8
_TRADITIONAL = frozenset("國會議務業電開關門間這個們時來說對為從後進過還點學實現發經機於與應當報導總體處號區縣廳")
_SIMPLIFIED = frozenset("国会议务业电开关门间这个们时来说对为从后进过还点学实现发经机于与应当报导总体处号区县厅")


@dataclass(slots=True)
class Parts:
    """What the readers of pages and dumps hand over.

    *above* and *below* are the lines around the text, those cut off its edges included; *stamps* the
    lines above it from the nearest on.
    """

    text: Sequence[str]
    title: str | None
    title_found: str
    above: Sequence[str]
    below: Sequence[str]
    breadcrumb_lines: Sequence[str]
    page_text: str
    url: str | None = None
    stamps: Sequence[str] = ()
    tags: PageTags = field(default_factory=PageTags)
    attachments: tuple[Attachment, ...] = ()
    further_pages: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def assemble(parts: Parts) -> Article:
    """The Article of *parts*."""
    found: dict[str, str] = {}
    info = read_info(parts.above)
    if parts.title:
        found["title"] = parts.title_found
    published_at = _published(parts, info, found)
    source = _source(parts, info, found)
    signature = read_signature(parts.text)
    facts = read_facts(parts.title, parts.text, signature, info.publisher, source, published_at)
    found |= facts.found
    if signature:
        found["signed_on"] = "text"
        if signature.organ:
            found["signature"] = "text"
    division = division_in(info.index_number) if info.index_number else None
    if division:
        found["index_division"] = division[1]
    problems = [*parts.problems, *facts.problems]
    if info.bad_date and published_at is None:
        problems.append(
            Problem(ProblemKind.BAD_DATE, f"found {info.bad_date!r}, expected a date such as 2025-03-04 16:05")
        )
    return Article(
        text="\n".join(parts.text),
        title=parts.title,
        published_at=published_at,
        source=source,
        author=info.author or clean_author(parts.tags.author or ""),
        issuer=facts.issuer,
        report_year=facts.report_year,
        kind=facts.kind,
        breadcrumb=read_breadcrumb(parts.breadcrumb_lines),
        column=parts.tags.column,
        addressee=facts.addressee,
        signature=signature.organ if signature else None,
        signed_on=signature.signed_on if signature else info.written[:10] if info.written else None,
        document_number=info.document_number,
        index_number=info.index_number,
        index_division=division[0] if division else None,
        site_name=parts.tags.site_name,
        site_id_code=parts.tags.site_id_code or footer.site_code(parts.page_text),
        icp=footer.icp_licence(parts.page_text),
        police_record=footer.police_record(parts.page_text),
        language=_language("".join(parts.text[:4])[:200]),
        attachments=parts.attachments,
        further_pages=parts.further_pages,
        tables=parts.tables,
        problems=tuple(problems),
        found=found,
    )


def _published(parts: Parts, info: Info, found: dict[str, str]) -> str | None:
    """The first that gives a moment; a label or a stamp near the title goes before one below the text."""
    readers: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("PubDate", lambda: _tagged(parts, with_time=True)),
        ("info line", lambda: info.published or info.updated),
        ("time beside the title", lambda: _first(map(stamp, parts.stamps))),
        (
            "time on the first lines",
            lambda: _first(map(stamp, parts.text[:_TOP])) if len(parts.text) > 2 * _TOP else None,
        ),
        ("line below the text", lambda: _below(parts)),
        ("time in the text", lambda: _first(stamp(line, in_text=True) for line in parts.text)),
        ("PubDate", lambda: _tagged(parts, with_time=False)),
        ("URL", lambda: day_in_url(parts.url) if parts.url else None),
        ("brackets under the title", lambda: _first(map(bracketed_day, parts.text[: 2 * _TOP]))),
    )
    for how, read in readers:
        if moment := read():
            found["published_at"] = how
            return moment
    return None


def _tagged(parts: Parts, *, with_time: bool) -> str | None:
    tag = parts.tags.published
    moment = read_moment(tag) if tag else None
    if tag is None or moment is None:
        return None
    if with_time:
        return moment if "T" in moment and not has_midnight(tag) else None
    return moment[:10]


def _below(parts: Parts) -> str | None:
    info = read_info(parts.below)
    return info.published or info.updated or _first(map(stamp, parts.below))


def _first(moments: Iterable[str | None]) -> str | None:
    return next(filter(None, moments), None)


def _source(parts: Parts, info: Info, found: dict[str, str]) -> str | None:
    if source := info.source or read_info(parts.below).source:
        found["source"] = "info line"
        return source
    if parts.tags.source and (source := clean_source(parts.tags.source)):
        found["source"] = "ContentSource"
        return source
    return None


def _language(text: str) -> str | None:
    chars = set(text)
    traditional, simplified = len(chars & _TRADITIONAL), len(chars & _SIMPLIFIED)
    if traditional == simplified == 0:
        return None
    return "zh-Hant" if traditional > simplified else "zh-Hans"

"""From stored bytes to an article, or to the reason why there is none; in steps, where a file is to be read.

The one place where the cleaners are called: by the spider, by `scrapy ingest` and by `scrapy reclean`.  They are loaded
when the first page comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

import cleaners
from archive import Fetch, Kept, PageRef, Structure
from cleaners import Article, CleanError, NotText, Problem
from cleaners.files import DOCUMENTS, sniff
from cleaners.origins import with_frame, with_text_of
from cleaners.parsing.decode import decode_body
from cleaners.parsing.saved.mhtml import is_mhtml
from cleaners.parsing.text_kind import is_page
from cleaners.problem_kinds import AnyKind, ProblemKind, http_status_kind
from crawler.intake.error_pages import error_page
from crawler.intake.file_reader import FileReading, Steps, WantedFile
from crawler.page_redirects import PageRedirect, redirect_in_page
from crawler.urls import canonical_url
from crawler.walking.knowledge import Knowledge
from crawler.walking.visits import shown

_TITLE_ELEMENT = "title element"  # how the cleaners say that a title comes from <title>

NOTHING: Mapping[str, Fetch] = MappingProxyType({})
_Answers = Callable[[str], Fetch | None]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article that can be stored, with what its text states; or the problem that stands in its place."""

    article: Article | None
    problem: tuple[AnyKind, str] | None = None  # kind, detail
    structure: Structure | None = None  # of an article whose parts are together


def clean(fetch: Fetch, *, listed_title: str | None = None, listed_on: str | None = None) -> Steps[Cleaned]:
    """Return what the cleaners make of *fetch*; raises nothing that a page can cause.

    *listed_title* is the text of the link that led here: it stands for a title that the page itself
    does not give, and is preferred to the <title> element, which holds the site's name as well; *listed_on* is the day
    of that row (YYYY-MM-DD), which stands for a date that the page does not give.  A fetch that is a file (a row of a
    list may lead to one) is read as a plain text dump of its text.
    """
    if fetch.status is not None and not 200 <= fetch.status < 300:
        return Cleaned(None, (http_status_kind(fetch.status), f"answered with status {fetch.status}; expected 200"))
    try:
        article = _read(fetch)
    except NotText as error:
        return (yield from _clean_file(fetch, listed_title, listed_on, str(error)))
    except CleanError as error:
        return Cleaned(None, (error.kind, str(error)))
    if problem := error_page(article, fetch):
        return Cleaned(None, problem)
    if not article.text and not article.attachments and (redirect := redirect_in(fetch)):
        where = redirect.url or "an address that its script makes"
        return Cleaned(None, (ProblemKind.REDIRECT_SHELL, f"the page is nothing but a redirect to {where}"))
    if not article.text and not article.attachments and not article.frames:
        worst = article.problems[0] if article.problems else None
        detail = worst.detail if worst else "the page holds no main text and offers no file"
        return Cleaned(None, (worst.kind if worst else ProblemKind.NO_TEXT, detail))
    return Cleaned(_as_listed(article, fetch, listed_title, listed_on))


def clean_whole(
    known: Knowledge,
    fetch: Fetch,
    *,
    listed_title: str | None = None,
    listed_on: str | None = None,
    at_hand: Mapping[str, Fetch] = NOTHING,
) -> Steps[tuple[Cleaned, tuple[str, ...]]]:
    """Return what the cleaners make of *fetch* together with what belongs to it.

    The further pages of an article are joined to it; where a page has no text of its own, the text of its file, or of
    the page in its frame, takes its place.  They are answers that are *at_hand* (by canonical URL) or stored: the
    addresses of those that are neither come second, and the article lacks what stands there.  Of the whole text outline
    and indicators are read.
    """
    cleaned = yield from clean(fetch, listed_title=listed_title, listed_on=listed_on)
    if cleaned.article is None:
        return cleaned, ()
    article, missing = yield from _whole(partial(_answer, known, at_hand), cleaned.article)
    if not article.text and not article.attachments:
        return Cleaned(None, _nothing_in_frames(missing)), missing
    return Cleaned(article, structure=read_structure(article.text, article.report_year)), missing


def _nothing_in_frames(missing: tuple[str, ...]) -> tuple[ProblemKind, str]:
    if missing:
        detail = f"the page shows nothing but other pages, which the archive does not hold: {', '.join(missing)}"
        return ProblemKind.REDIRECT_SHELL, detail
    return ProblemKind.NO_TEXT, "the page holds no main text, and neither do the pages in its frames"


def clean_answer(
    known: Knowledge, fetch: Fetch, page: PageRef, kept: Kept | None
) -> Steps[tuple[Cleaned | None, tuple[str, ...]]]:
    """Return what clean_whole() makes of the answer for *page*; None if its bytes have given a document before.

    A page that gave none is tried, and reported, again: what is wrong stays in sight until it is mended.
    """
    if kept and kept.is_revisit and kept.cleaned:
        return None, ()
    return (yield from clean_whole(known, shown(known, fetch, kept), listed_title=page.title, listed_on=page.listed_on))


def read_structure(text: str, report_year: int | None) -> Structure:
    """Return the outline and the indicators of a clean *text*."""
    from cleaners.structure.indicators import indicators
    from cleaners.structure.outline import outline

    nodes = outline(text)
    return Structure(nodes, indicators(text, report_year=report_year, outline=nodes))


def _whole(answer: _Answers, article: Article) -> Steps[tuple[Article, tuple[str, ...]]]:
    """Return *article* with what lies at other addresses, and those that the archive does not hold."""
    if article.further_pages:
        held, missing = _sorted_out(answer, article.further_pages)
        parts = [article]
        for part in held.values():
            cleaned = yield from clean(part)
            parts += [cleaned.article] if cleaned.article is not None else []
        return cleaners.join_pages(parts), missing
    if article.frames:
        held, missing = _sorted_out(answer, article.frames)
        return (yield from _with_frame(article, held)), missing
    if not article.text:
        held, missing = _sorted_out(answer, tuple(attachment.url for attachment in article.attachments))
        return (yield from _with_text_of_file(article, held)), missing
    return article, ()


def page_instead_of_file(fetch: Fetch, name: str | None) -> str | None:
    """Return what is wrong if a page came where a file was asked for: an expired link, a captcha, a login."""
    problems = sniff(fetch.body, name, None).problems
    return next((problem.detail for problem in problems if problem.kind == ProblemKind.PAGE_FOR_FILE), None)


def _answer(known: Knowledge, at_hand: Mapping[str, Fetch], url: str) -> Fetch | None:
    """Return the answer for *url* that is at hand or stored."""
    page = canonical_url(url)
    if page in at_hand:
        return at_hand[page]
    state = known.page_state(page)
    return known.read_payload(state.snapshot) if state and state.snapshot else None


def _sorted_out(answer: _Answers, urls: tuple[str, ...]) -> tuple[dict[str, Fetch], tuple[str, ...]]:
    """Return the answers for *urls*, and the addresses for which there is none."""
    held = {url: found for url in urls if (found := answer(url)) is not None}
    return held, tuple(url for url in urls if url not in held)


def _with_frame(article: Article, frames: dict[str, Fetch]) -> Steps[Article]:
    """Return *article* with the longest text of the pages in its *frames*; as it is if none has a longer one."""
    insides = []
    for frame in frames.values():
        cleaned = yield from clean(frame)
        insides += [cleaned.article] if cleaned.article is not None and cleaned.article.text else []
    longest = max(insides, key=lambda inside: len(inside.text), default=None)
    return with_frame(article, longest) if longest and len(longest.text) > len(article.text) else article


def _with_text_of_file(article: Article, files: dict[str, Fetch]) -> Steps[Article]:
    """Return *article* with the text of the first of its files that has one, and all else as its page says."""
    problems = [problem for problem in article.problems if problem.kind != ProblemKind.ATTACHMENT_ONLY]
    for attachment in article.attachments:
        if attachment.url not in files:
            continue
        reading = _saved_page(files[attachment.url], attachment.name) or (
            yield WantedFile(files[attachment.url], attachment.name)
        )
        problems += [Problem(kind, f"{attachment.name}: {detail}") for kind, detail in reading.problems]
        if reading.text:
            how = "ocr" if reading.is_ocr else "attachment"
            return replace(with_text_of(article, cleaners.clean_text(reading.text), how), problems=tuple(problems))
    unread = tuple(problem for problem in problems if problem not in article.problems)
    return replace(article, problems=article.problems + unread)


def _saved_page(fetch: Fetch, name: str | None) -> FileReading | None:
    """Return the text of a file that is a page as Word and browsers save it (MHTML, HTML of Word); None for others."""
    found = sniff(fetch.body, name)
    is_page_for_file = any(problem.kind == ProblemKind.PAGE_FOR_FILE for problem in found.problems)
    if found.kind != "mhtml" and (found.kind != "html" or is_page_for_file or not found.problems):
        return None
    try:
        article = cleaners.clean_page(fetch.body, url=fetch.url, fetched_at=fetch.fetched_at)
    except CleanError as error:
        return FileReading("", ((error.kind, str(error)),))
    lines = [article.title] if article.title and not article.text.startswith(article.title) else []
    return FileReading("\n".join([*lines, article.text]) if article.text else "")


def _clean_file(fetch: Fetch, listed_title: str | None, listed_on: str | None, why: str) -> Steps[Cleaned]:
    if sniff(fetch.body).kind not in DOCUMENTS:
        return Cleaned(None, (ProblemKind.NOT_TEXT, why))
    reading = yield WantedFile(fetch, fetch.url.rsplit("/", 1)[-1])
    if not reading.text:
        return Cleaned(None, reading.problems[0] if reading.problems else (ProblemKind.NOT_TEXT, why))
    article = cleaners.clean_text(reading.text, fetched_at=fetch.fetched_at)
    problems = tuple(Problem(kind, detail) for kind, detail in reading.problems)
    found = {**article.found, "text": "ocr" if reading.is_ocr else "file"}
    article = replace(article, problems=article.problems + problems, found=found)
    return Cleaned(_as_listed(article, fetch, listed_title, listed_on))


def redirect_in(fetch: Fetch) -> PageRedirect | None:
    """Return where the page in *fetch* leads, if it is nothing but a redirect."""
    decoded = decode_body(fetch.body, dict(fetch.headers))
    return redirect_in_page(fetch.body, decoded.text, fetch.url, decoded.encoding)


def _read(fetch: Fetch) -> Article:
    headers = dict(fetch.headers)
    media_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    is_plain = media_type.partition(";")[0].strip().lower() == "text/plain" and not is_mhtml(fetch.body)
    if is_plain and not is_page(decode_body(fetch.body, headers)):  # some servers send pages as plain text
        return cleaners.clean_text(fetch.body, url=fetch.url, fetched_at=fetch.fetched_at)
    return cleaners.clean_page(fetch.body, url=fetch.url, headers=headers, fetched_at=fetch.fetched_at)


def _as_listed(article: Article, fetch: Fetch, title: str | None, day: str | None) -> Article:
    # A list may cut its titles; one that is cut says less than the page's own <title>.
    is_whole = title is not None and not title.endswith(("…", "..."))
    if title and is_whole and article.found.get("title", _TITLE_ELEMENT) == _TITLE_ELEMENT:
        article = cleaners.with_listed_title(article, title)
    return cleaners.with_listed_day(article, day, fetch.fetched_at)

"""From stored bytes to an article, or to the reason why there is none.

The one place where the cleaners are called: by the spider, by `scrapy ingest` and by `scrapy reclean`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from w3lib.encoding import html_to_unicode
from w3lib.html import remove_tags

from archive import Fetch, Writer
from cleaners import Article, CleanError, NotText, Problem, clean_page, clean_text, join_pages
from cleaners.files import sniff
from crawler.files import read_in_process
from crawler.urls import canonical_url

# A page that says with status 200 that it is not there.  Only where little else is said: reports may quote such words.
_SOFT_404 = re.compile(
    r"页面不存在|您访问的页面|页面(?:未|没有)找到|找不到(?:该|您)?.{0,6}页面|内容已(?:被)?删除"
    r"|404\s*(?:错误|Not Found)",
    re.IGNORECASE,
)
_DOCUMENT_FILES = {"pdf", "docx", "doc", "wps", "ofd", "xlsx", "xls", "et", "zip"}  # what a report may come as
_MAX_SOFT_404_CHARS = 300
_TITLE_ELEMENT = "title element"  # how the cleaners say that a title comes from <title>
_MAX_SOFT_404_BYTES = 100_000  # with menus and scripts; where more is sent, only what the cleaners found is looked at


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article that can be stored, or the problem that stands in its place."""

    article: Article | None
    problem: tuple[str, str] | None = None  # kind, detail


def clean(fetch: Fetch, *, listed_title: str | None = None) -> Cleaned:
    """Return what the cleaners make of *fetch*; raises nothing that a page can cause.

    *listed_title* is the text of the link that led here: it stands for a title that the page itself
    does not give, and is preferred to the <title> element, which holds the site's name as well.  A fetch that
    is a file (a row of a list may lead to one) is read as a plain text dump of its text.
    """
    if fetch.status is not None and not 200 <= fetch.status < 300:
        return Cleaned(None, (f"http_{fetch.status}", f"answered with status {fetch.status}; expected 200"))
    try:
        article = _read(fetch)
    except NotText as error:
        return _clean_file(fetch, listed_title, str(error))
    except CleanError as error:
        return Cleaned(None, (_snake(type(error).__name__), str(error)))
    if words := _says_that_it_is_not_there(article, fetch):
        return Cleaned(None, ("soft_404", f"answered 200, but the page says {words!r}"))
    if not article.text and not article.attachments:
        worst = article.problems[0] if article.problems else None
        detail = worst.detail if worst else "the page holds no main text and offers no file"
        return Cleaned(None, (worst.kind if worst else "no_text", detail))
    return Cleaned(_with_listed_title(article, listed_title))


def clean_whole(writer: Writer, fetch: Fetch, *, listed_title: str | None = None) -> tuple[Cleaned, tuple[str, ...]]:
    """Return what the cleaners make of *fetch* together with what belongs to it.

    The further pages of an article are joined to it; where a page has no text of its own, the text of its file
    takes its place.  Both are taken from the archive that *writer* writes: the addresses that it does not hold
    come second, and the article lacks what stands there.
    """
    cleaned = clean(fetch, listed_title=listed_title)
    article = cleaned.article
    if article is None:
        return cleaned, ()
    if article.further_pages:
        held, missing = _stored(writer, article.further_pages)
        parts = [clean(part).article for part in held.values()]
        article = join_pages([article, *(part for part in parts if part is not None)])
    elif not article.text:
        held, missing = _stored(writer, tuple(attachment.url for attachment in article.attachments))
        article = _with_text_of_file(article, held)
    else:
        return cleaned, ()
    return Cleaned(article), missing


def page_instead_of_file(fetch: Fetch, name: str | None) -> str | None:
    """Return what is wrong if a page came where a file was asked for: an expired link, a captcha, a login."""
    problems = sniff(fetch.body, name, None).problems
    return next((problem.detail for problem in problems if problem.kind == "page_for_file"), None)


def _stored(writer: Writer, urls: tuple[str, ...]) -> tuple[dict[str, Fetch], tuple[str, ...]]:
    """Return the stored answers for *urls*, and the addresses for which there is none."""
    states = {url: writer.page_state(canonical_url(url)) for url in urls}
    held = {url: writer.read_payload(state.snapshot) for url, state in states.items() if state and state.snapshot}
    return held, tuple(url for url in urls if url not in held)


def _with_text_of_file(article: Article, files: dict[str, Fetch]) -> Article:
    """Return *article* with the text of the first of its files that has one, and all else as its page says."""
    problems = [problem for problem in article.problems if problem.kind != "attachment_only"]
    for attachment in article.attachments:
        if attachment.url not in files:
            continue
        reading = read_in_process(files[attachment.url], attachment.name)
        problems += [Problem(kind, f"{attachment.name}: {detail}") for kind, detail in reading.problems]
        if reading.text:
            inside = clean_text(reading.text)
            found = {**inside.found, **article.found, "text": "attachment"}
            known = {name: getattr(article, name) or getattr(inside, name) for name in _OF_THE_TEXT}
            return replace(
                article, text=inside.text, tables=inside.tables, problems=tuple(problems), found=found, **known
            )
    unread = tuple(problem for problem in problems if problem not in article.problems)
    return replace(article, problems=article.problems + unread)


# What a page without text may not say, and its file does.
_OF_THE_TEXT = ("title", "issuer", "report_year", "addressee", "signature", "signed_on", "document_number", "language")


def _clean_file(fetch: Fetch, listed_title: str | None, why: str) -> Cleaned:
    if sniff(fetch.body).kind not in _DOCUMENT_FILES:
        return Cleaned(None, ("not_text", why))
    reading = read_in_process(fetch, fetch.url.rsplit("/", 1)[-1])
    if not reading.text:
        return Cleaned(None, reading.problems[0] if reading.problems else ("not_text", why))
    article = clean_text(reading.text)
    problems = tuple(Problem(kind, detail) for kind, detail in reading.problems)
    found = {**article.found, "text": "file"}
    return Cleaned(
        _with_listed_title(replace(article, problems=article.problems + problems, found=found), listed_title)
    )


def _read(fetch: Fetch) -> Article:
    headers = dict(fetch.headers)
    media_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    if media_type.partition(";")[0].strip().lower() == "text/plain":
        return clean_text(fetch.body, url=fetch.url)
    return clean_page(fetch.body, url=fetch.url, headers=headers)


def _says_that_it_is_not_there(article: Article, fetch: Fetch) -> str | None:
    if len(article.text) > _MAX_SOFT_404_CHARS or article.attachments:
        return None
    page = html_to_unicode(None, fetch.body)[1] if len(fetch.body) <= _MAX_SOFT_404_BYTES else ""
    match = _SOFT_404.search(f"{article.title}\n{article.text}\n{remove_tags(page)}")
    return match and match[0]


def _with_listed_title(article: Article, listed: str | None) -> Article:
    # A list may cut its titles; one that is cut says less than the page's own <title>.
    if not listed or listed.endswith(("…", "...")) or article.found.get("title", _TITLE_ELEMENT) != _TITLE_ELEMENT:
        return article
    return replace(article, title=listed, found={**article.found, "title": "list"})


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()

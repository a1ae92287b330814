"""From stored bytes to an article, or to the reason why there is none.

The one place where the cleaners are called: by the spider, by `scrapy ingest` and by `scrapy reclean`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from w3lib.encoding import html_to_unicode
from w3lib.html import remove_tags

from archive import Fetch, Writer
from cleaners import Article, CleanError, clean_page, clean_text, join_pages
from crawler.urls import canonical_url

# A page that says with status 200 that it is not there.  Only where little else is said: reports may quote such words.
_SOFT_404 = re.compile(
    r"页面不存在|您访问的页面|页面(?:未|没有)找到|找不到(?:该|您)?.{0,6}页面|内容已(?:被)?删除"
    r"|404\s*(?:错误|Not Found)",
    re.IGNORECASE,
)
_MAX_SOFT_404_CHARS = 300
_MAX_SOFT_404_BYTES = 100_000  # with menus and scripts; where more is sent, only what the cleaners found is looked at


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article that can be stored, or the problem that stands in its place."""

    article: Article | None
    problem: tuple[str, str] | None = None  # kind, detail


def clean(fetch: Fetch, *, listed_title: str | None = None) -> Cleaned:
    """Return what the cleaners make of *fetch*; raises nothing that a page can cause.

    *listed_title* is the text of the link that led here: it stands for a title that the page itself
    does not give, and is preferred to the <title> element, which holds the site's name as well.
    """
    if fetch.status is not None and not 200 <= fetch.status < 300:
        return Cleaned(None, (f"http_{fetch.status}", f"answered with status {fetch.status}; expected 200"))
    try:
        article = _read(fetch)
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
    """Return what the cleaners make of *fetch* and of the further pages of its article, joined.

    The further pages are taken from the archive that *writer* writes; the addresses that it does not hold come
    second, and the article lacks those pages.
    """
    cleaned = clean(fetch, listed_title=listed_title)
    if cleaned.article is None or not cleaned.article.further_pages:
        return cleaned, ()
    states = {url: writer.page_state(canonical_url(url)) for url in cleaned.article.further_pages}
    held = [clean(writer.read_payload(state.snapshot)) for state in states.values() if state and state.snapshot]
    joined = join_pages([cleaned.article, *(part.article for part in held if part.article is not None)])
    return Cleaned(joined), tuple(url for url, state in states.items() if not (state and state.snapshot))


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
    if not listed or listed.endswith(("…", "...")) or article.found.get("title", "<title>") != "<title>":
        return article
    return replace(article, title=listed, found={**article.found, "title": "list"})


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()

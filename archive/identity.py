"""Identity: ids and digests of pages, snapshots and documents, and what makes two of them the same.

A page is its canonical URL, a payload its bytes, a document its folded text.  Nothing here
depends on the order in which things were stored.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from archive.text.nfkc import nfkc
from cleaners.article import Article

# Below this many folded characters the text alone does not tell reports apart: the same
# "本单位本年度无相关情况" stands on the pages of many organs.  Chosen, not measured; the
# shortest whole report of the five seeds has more than ten times as many.
SHORT_TEXT_CHARS = 200

_DROPPED = re.compile(r"[\W_]+")


def payload_digest(body: bytes) -> str:
    """``sha256:<hex>`` of *body*."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def page_id(url: str) -> str:
    """16 hex digits for a canonical URL."""
    return _sha256(url)[:16]


def snapshot_id(page: str, fetched_at: str, digest: str) -> str:
    """16 hex digits for what a page showed at a moment."""
    return _sha256(page, fetched_at, digest)[:16]


def comparable(text: str) -> str:
    """*text* as it is compared: NFKC, lower case, letters and digits (of any script) alone.

    Folding what is folded changes nothing.  Dropping characters can bring letters together
    that NFKC composes (Hangul), hence the loop; it ends after one round for nearly all texts.

    >>> comparable("２０２５年 法治政府（建设）Report")
    '2025年法治政府建设report'
    """
    while True:
        text = _DROPPED.sub("", nfkc(text).lower())
        if unicodedata.is_normalized("NFKC", text) and text == text.lower():
            return text


def text_digest(article: Article, url: str) -> str | None:
    """``sha256:<hex>`` of what makes *article* this document and no other.

    1. its folded text;
    2. for a short text, folded title and issuer as well;
    3. without text but with files to download, folded title and *url* of the page.

    None if it has neither text nor files: such a page holds no document.
    """
    text = comparable(article.text)
    title = comparable(article.title or "")
    if len(text) >= SHORT_TEXT_CHARS:
        return digest_of_text(text)
    if text:
        return f"sha256:{_sha256(text, title, comparable(article.issuer or ''))}"
    if article.attachments:
        return f"sha256:{_sha256('', title, url)}"
    return None


def digest_of_text(folded: str) -> str:
    """``sha256:<hex>`` of a *folded* text that is long enough to tell reports apart by itself."""
    return f"sha256:{_sha256(folded)}"


def document_ids(digest: str) -> list[str]:
    """The ids that a document born with *digest* may take, best first.

    An id is "d" and 15 hex digits; should it be taken, the digits one place further on follow.
    """
    digits = digest.removeprefix("sha256:")
    return [f"d{digits[start : start + 15]}" for start in range(len(digits) - 14)]


def _sha256(*parts: str) -> str:
    # No part can hold the separator: folded texts have letters alone, URLs and ids no line breaks.
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

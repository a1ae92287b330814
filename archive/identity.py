"""Identity: ids and digests of pages, snapshots and documents, and what makes two of them the same.

A page is its canonical URL, a payload its bytes, a document the text of an organ.  Nothing here
depends on the order in which things were stored.

Most reports name their organ themselves, in their first sentence or at the end, so that the folded
text is text and organ in one.  Where the page names an organ and the text does not, the organ is
part of what makes the document: the same words of two bureaus are two documents.  So is the year
that a title names where the text tells none: the same words for two years are two documents.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from archive.text.nfkc import nfkc
from cleaners.article import Article
from cleaners.patterns.organ_endings import RUNNING_END

# Below this many folded characters the text alone does not tell reports apart: the same
# "本单位本年度无相关情况" stands on the pages of many organs.  Chosen, not measured; the
# shortest whole report of the five seeds has more than ten times as many.
SHORT_TEXT_CHARS = 200

# Of a folded text: where a report names its own organ.  An organ named in between is another's. Chosen;
# in the five seeds the own organ stands within the first 60 or the last 40.
_OPENING_CHARS = 150
_CLOSE_CHARS = 80

# 来源 names the site that a text was taken from as often as its writer.
_NO_WRITER = "source"
_OF_TITLE = "title"

# The places in front of the organ's name: 青禾市溪山区教育局 calls itself 溪山区教育局.
_PLACE_IN_FRONT = re.compile(r"^.{2,8}?(?:自治区|自治州|省|市|州|盟|县|区|旗)(?=.{2,}?(?:市|州|盟|县|区|旗).{2,})")

# A year that stands alone in a folded text: 20212025年 is a span of a plan, 2021年以来 of no year.
# A number may stand before one, as 30、2024年 does.
_BEHIND_NO_YEAR = r"(?<!19\d\d)(?<!20\d\d)"
_SINGLE_YEAR = re.compile(rf"{_BEHIND_NO_YEAR}(?:19|20)\d\d年(?!以来)")

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

    1. its folded text, with the folded issuer where the page names one and the text itself does not, and
       with the year of the title where the text tells none;
    2. for a short text, folded title and issuer in any case;
    3. without text but with files to download, folded title and *url* of the page.

    None if it has neither text nor files: such a page holds no document.
    """
    text = comparable(article.text)
    title = comparable(article.title or "")
    if len(text) >= SHORT_TEXT_CHARS:
        return digest_of_text(text, *_beside(text, article))
    if text:
        return f"sha256:{_sha256(text, title, comparable(article.issuer or ''))}"
    if article.attachments:
        return f"sha256:{_sha256('', title, url)}"
    return None


def words_digest(article: Article) -> str | None:
    """``sha256:<hex>`` of the folded text alone, where `text_digest` holds organ or year as well; None elsewhere."""
    text = comparable(article.text)
    if len(text) < SHORT_TEXT_CHARS or not any(_beside(text, article)):
        return None
    return digest_of_text(text)


def _beside(folded: str, article: Article) -> tuple[str | None, int | None]:
    how = article.found
    return (
        organ_beside_text(folded, article.issuer, how.get("issuer")),
        year_beside_text(folded, article.report_year, how.get("report_year")),
    )


def organ_beside_text(folded: str, issuer: str | None, how: str | None) -> str | None:
    """The folded *issuer* where the page names it (*how*, as in `Article.found`) and the *folded* text does not.

    >>> organ_beside_text("一年来，扎实推进法治建设。" * 9, "溪山区教育局", "title")
    '溪山区教育局'
    >>> organ_beside_text("溪山区教育局一年来扎实推进法治建设。" * 9, "青禾市溪山区教育局", "title")
    """
    if not issuer or how in (None, _NO_WRITER):
        return None
    organ = comparable(issuer)
    own = f"{folded[:_OPENING_CHARS]}\n{folded[-_CLOSE_CHARS:]}"
    is_named = any(name in own for name in (organ, _PLACE_IN_FRONT.sub("", organ)))
    return None if is_named or _names_place(own, organ) else organ


def _names_place(own: str, organ: str) -> bool:
    """Whether the text speaks of the place of this government, and not of a bureau of it."""
    place = organ.removesuffix("人民政府")
    if place == organ or len(place) < 2:
        return False
    return re.search(rf"{re.escape(place)}(?![\u4e00-\u9fff]{{0,6}}?{RUNNING_END})", own) is not None


def year_beside_text(folded: str, year: int | None, how: str | None) -> int | None:
    """The report *year* where the title names it (*how*, as in `Article.found`) and the *folded* text tells none.

    A text tells its year if it names that year, or any in its opening or close: then a title of another year over the
    same words is a slip, or the title of a copy, and no second report.

    >>> year_beside_text("一年来，扎实推进法治建设。" * 9, 2024, "title")
    2024
    >>> year_beside_text("2023年，扎实推进法治建设。" + "扎实推进。" * 9, 2024, "title")
    """
    if not year or how != _OF_TITLE or re.search(rf"{_BEHIND_NO_YEAR}{year}年", folded):
        return None
    own = (folded[:_OPENING_CHARS], folded[-_CLOSE_CHARS:])
    return None if any(_SINGLE_YEAR.search(part) for part in own) else year


def digest_of_text(folded: str, organ: str | None = None, year: int | None = None) -> str:
    """``sha256:<hex>`` of a *folded* text long enough to tell reports apart, and of folded *organ* and *year*."""
    beside = (organ, f"{year}年" if year else None)
    return f"sha256:{_sha256(folded, *(part for part in beside if part))}"


def document_ids(digest: str) -> list[str]:
    """The ids that a document born with *digest* may take, best first.

    An id is "d" and 15 hex digits; should it be taken, the digits one place further on follow.
    """
    digits = digest.removeprefix("sha256:")
    return [f"d{digits[start : start + 15]}" for start in range(len(digits) - 14)]


def _sha256(*parts: str) -> str:
    # No part can hold the separator: folded texts have letters alone, URLs and ids no line breaks.
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

"""Acceptance: which saved files and answers of WARC files may become documents, by their bytes and by their text."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from archive import Fetch
from cleaners import Article, CleanError, is_report_title
from cleaners.files import DOCUMENTS, IMAGES, Kind, sniff
from cleaners.parsing.decode import decode_body
from cleaners.parsing.text_kind import chinese_chars, text_kind

_OTHER_TYPES = re.compile(
    r"text/css|(?:text|application)/(?:x-)?(?:java|ecma|j)script|application/(?:\w+\+)?json|(?:image|font|audio|video)/|"
    r"application/(?:x-)?font",
    re.IGNORECASE,
)
_OTHER_NAMES = re.compile(
    r"\.(?:css|m?js|json|map|less|scss|svg|ico|woff2?|ttf|eot|otf|swf|py|sh|toml|ya?ml|ini|log|sql|csv|tsv)$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"法[治制]政府|依法行政|法治建设|依法治[国省市区县州旗校理]|行政执法|普法|行政复议|规范性文件")
_MIN_MENTIONS = 2  # of the subject in a text that announces itself as no report (chosen)
_MIN_CHINESE = 20  # characters of a plain text (chosen)
_MIN_CHINESE_SHARE = 0.4  # of the characters that are no blanks (chosen); a program's README has less
_MAX_NAME_CHARS = 300
_TITLE_LINES = 5  # of a text among which its title may stand, where the cleaners took none for one (chosen)
_MAX_TITLE_CHARS = 40

NO_REPORT = "of no known portal and no report (--any takes them)"
_REASONS = {
    "style sheet": "style sheets and scripts", "script": "style sheets and scripts",
    "data": "data (JSON, XML, feeds)", "robots.txt": "robots.txt",
}  # fmt: skip


def why_passed_over(fetch: Fetch, name: str | None = None) -> str | None:
    """Return why *fetch* can give no document, by what its bytes are; None if it may.

    A page is one whatever it is called and sent as.  *name* is that of its file; without it the address is looked at.
    """
    if fetch.status is not None and not 200 <= fetch.status < 300:
        return f"answered with status {fetch.status}"
    kind = sniff(fetch.body).kind
    if kind in DOCUMENTS - {"txt"} or kind in ("html", "mhtml", "encrypted") or not fetch.body.strip():
        return None
    if kind in IMAGES:
        return "pictures"
    if kind not in ("txt", "xml", "unknown"):
        return f"files that are not read ({kind})"
    return _why_no_text(fetch, _name_of(fetch, name), kind)


def is_wanted(article: Article) -> bool:
    """Return whether *article* is a report or kin to one: by its title, or by what a Chinese text speaks of.

    >>> from cleaners import clean_text
    >>> is_wanted(clean_text("# README\\n\\nThis program reads 法治政府 reports."))
    False
    """
    if article.title and is_report_title(article.title):
        return True
    text = f"{article.title or ''}\n{article.text}"
    if chinese_chars(text) < _MIN_CHINESE_SHARE * len("".join(text[:65_536].split())):
        return False
    if any(len(line) <= _MAX_TITLE_CHARS and is_report_title(line) for line in article.text.split("\n")[:_TITLE_LINES]):
        return True
    if not article.text and article.attachments:
        return _SUBJECT.search(text) is not None
    return len(_SUBJECT.findall(text)) >= _MIN_MENTIONS


def _why_no_text(fetch: Fetch, name: str, kind: Kind) -> str | None:
    try:
        text = decode_body(fetch.body, dict(fetch.headers)).text
    except CleanError:
        return _REASONS["data"] if kind in ("txt", "xml") else "files of unknown kind (fonts, icons, programs)"
    shape = text_kind(text)
    if shape == "page":
        return None
    if shape != "prose":
        return _REASONS[shape]
    if name.rpartition("/")[2].lower() == "robots.txt":
        return _REASONS["robots.txt"]
    media_type = next((value for field, value in fetch.headers if field.lower() == "content-type"), "")
    if _OTHER_NAMES.search(name) or _OTHER_TYPES.match(media_type.strip()):
        return "style sheets, scripts and other parts of sites, by name or type"
    return "texts without Chinese" if chinese_chars(text) < _MIN_CHINESE else None


def _name_of(fetch: Fetch, name: str | None) -> str:
    return (name or unquote(urlsplit(fetch.url).path))[-_MAX_NAME_CHARS:]

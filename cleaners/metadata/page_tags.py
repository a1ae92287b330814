"""What a page says of itself in <meta> tags: those of 国办发〔2017〕47号, and how other systems spell them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cleaners.fields import FIELDS

_MARKUP = re.compile(r"<[^<>]*>")
_SITE_CODE = re.compile(r"(?:\d{10}|bm\d{8})$", re.IGNORECASE)
_NAMES = {field.name: field.tags for field in FIELDS if field.tags}


@dataclass(frozen=True, slots=True)
class PageTags:
    """The tags as printed; None where the page says nothing."""

    title: str | None = None
    published_at: str | None = None
    source: str | None = None
    author: str | None = None
    site_name: str | None = None
    site_id_code: str | None = None
    column: str | None = None


def read_page_tags(metas: Iterable[tuple[str, str]]) -> PageTags:
    """The page tags among *metas* (lower-case name, content); of a repeated tag the first that is not empty counts."""
    first: dict[str, str] = {}
    for name, content in metas:
        value = _plain(content)
        if value and (name not in ("siteidcode", "sitecode") or _SITE_CODE.match(value)):
            first.setdefault(name, value)
    values = {key: next((first[name] for name in names if name in first), None) for key, names in _NAMES.items()}
    return PageTags(**values)


def column_name(tags: PageTags) -> str | None:
    """The column that *tags* name, without the name of the site before it.

    None where the tag only repeats title or site, or holds the number of a folder: ``2024``.
    """
    name = (tags.column or "").removeprefix(tags.site_name or "").strip(" -_>|·")
    return None if name.isdigit() or name == tags.title else name or None


def _plain(content: str) -> str:
    """*content* without markup, entities and blanks at its ends: one ArticleTitle holds a raw <div>."""
    if "<" in content:
        content = _MARKUP.sub("", content)
    if "&" in content:
        content = html.unescape(content)
    return " ".join(content.split())

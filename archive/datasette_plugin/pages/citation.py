"""Citation of a document: GB/T 7714-2015 and BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from archive.datasette_plugin.safety import plain, web_url
from archive.datasette_plugin.words.translate import china_day

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
_URL_IN_TEX = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22"}


@dataclass(frozen=True, slots=True)
class Work:
    """What a citation says of a document; None where nothing is known.

    *seen_on* is the last day on which the page showed this text: what a citation calls the day of access.
    """

    id: str
    title: str
    author: str | None
    published_on: str | None
    seen_on: str | None
    url: str  # of the page; of the archive's own page where that is no web address
    permalink: str


def work_of(row: dict[str, Any], label: str, locations: list[dict[str, Any]], permalink: str) -> Work:
    """Return the work that a row of documents is; the place seen last gives URL and day of access."""
    shown = [place for place in locations if web_url(place["url"])]
    place = max(shown, key=lambda each: str(each["last_seen_at"]), default=None)
    return Work(
        id=row["id"],
        title=_line(label),
        author=_line(row["issuer"]) or None,
        published_on=china_day(row["published_at"]) or None,
        seen_on=china_day(place["last_seen_at"]) if place else None,
        url=place["url"] if place else permalink,
        permalink=permalink,
    )


def gb_t_7714(work: Work) -> str:
    """Return the reference as GB/T 7714-2015 writes an online document.

    >>> gb_t_7714(Work("d1", "某县水务局2023年度报告", "某县水务局", "2024-01-20", "2026-03-02", "http://a.cn/1", "p"))
    '某县水务局. 某县水务局2023年度报告[EB/OL]. (2024-01-20)[2026-03-02]. http://a.cn/1.'
    """
    dates = (f"({work.published_on})" if work.published_on else "") + (f"[{work.seen_on}]" if work.seen_on else "")
    parts = [work.author, f"{work.title}[EB/OL]", dates, work.url]
    return ". ".join(part for part in parts if part) + "."


def bibtex(work: Work) -> str:
    """Return a BibTeX entry; what TeX would read as a command is escaped."""
    fields = {
        "author": work.author and f"{{{_tex(work.author)}}}",
        "title": f"{{{_tex(work.title)}}}",
        "year": work.published_on and work.published_on[:4],
        "date": work.published_on,
        "url": _tex_url(work.url),
        "urldate": work.seen_on,
        "note": f"Archived copy: \\url{{{_tex_url(work.permalink)}}}",
        "language": "chinese",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{work.id},", *lines, "}"]) + "\n"


def _line(text: object) -> str:
    return " ".join(plain(text).split())


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _tex_url(url: str) -> str:
    return re.sub(r'[{}\\ "]', lambda found: _URL_IN_TEX[found[0]], plain(url))

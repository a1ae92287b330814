"""Languages of our pages: their words, the choice of a language, and how dates and numbers are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal
from zoneinfo import ZoneInfo

from markupsafe import Markup

from archive.datasette_plugin.words import chinese, english

Language = Literal["zh", "en"]

CHINESE: Language = "zh"  # comes first: the documents are Chinese, and so are most of their readers
COOKIE = "fazhi_language"

WORDS: Mapping[Language, Mapping[str, Any]] = MappingProxyType({"zh": chinese.WORDS, "en": english.WORDS})
KINDS: Mapping[Language, Mapping[str, str]] = MappingProxyType({"zh": chinese.KINDS, "en": english.KINDS})
WAYS: Mapping[Language, Mapping[str, str]] = MappingProxyType({"zh": chinese.WAYS, "en": english.WAYS})

_CHINA = ZoneInfo("Asia/Shanghai")  # whoever reads these pages thinks in China time
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def chosen(cookie: str | None, accepted: str) -> Language:
    """Return the language of a reader: as switched, else the first known one in Accept-Language, else Chinese.

    >>> chosen(None, "fr, en;q=0.8, zh;q=0.3"), chosen("zh", "en"), chosen(None, "")
    ('en', 'zh', 'zh')
    """
    if cookie in ("zh", "en"):
        return "en" if cookie == "en" else "zh"
    wanted = {"zh": 0.0, "en": 0.0}
    for part in accepted.lower().split(","):
        tag, _, parameters = part.strip().partition(";")
        language = tag.split("-")[0]
        if language in wanted:
            wanted[language] = max(wanted[language], _weight(parameters))
    return "en" if wanted["en"] > wanted["zh"] else "zh"


def language_of(request: Any) -> Language:
    """Return the language for *request*; Chinese for a page that no browser asked for."""
    if request is None:
        return CHINESE
    switched = re.search(rf"(?:^|;)\s*{COOKIE}=(zh|en)\s*(?:;|$)", request.headers.get("cookie", ""))
    return chosen(switched[1] if switched else None, request.headers.get("accept-language", ""))


def words_of(request: Any) -> dict[str, Any]:
    """Return what the templates call words, kind_names and way_names."""
    language = language_of(request)
    return {"words": WORDS[language], "kind_names": KINDS[language], "way_names": WAYS[language]}


def _weight(parameters: str) -> float:
    found = re.search(r"q\s*=\s*([01](?:\.\d*)?)", parameters)
    return float(found[1]) if found else 1.0


def long_date(value: object, language: Language = CHINESE) -> str:
    """Return a date as it is printed in *language*; what is no date comes back as it is.

    >>> long_date("2024-01-20T09:30:00+08:00"), long_date("2024-01"), long_date("2024-01-20", "en")
    ('2024年1月20日', '2024年1月', '20 January 2024')
    """
    found = _DATE.match(str(value or ""))
    if not found or not 1 <= int(found[2]) <= 12:
        return str(value or "")
    year, month, day = found.groups()
    if language == "en":
        return " ".join(filter(None, [day and str(int(day)), _MONTHS[int(month) - 1], year]))
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def when(value: object) -> str:
    """Return a moment in China time, to the minute; what is no moment comes back as it is.

    >>> when("2026-03-01T08:00:00Z")
    '2026-03-01 16:00'
    """
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value or "")
    return at.astimezone(_CHINA).strftime("%Y-%m-%d %H:%M") if at.tzinfo else str(value)


def china_day(value: object) -> str:
    """Return the day of a moment or date in China, YYYY-MM-DD; "" if it names no day.

    >>> china_day("2026-02-28T20:00:00Z"), china_day("2024-01-20"), china_day("2024-01")
    ('2026-03-01', '2024-01-20', '')
    """
    day = when(value)[:10]
    return day if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else ""


def moment(value: object) -> Markup:
    """Return a moment as a time element, its UTC form in the attribute."""
    return Markup('<time datetime="{}">{}</time>').format(str(value or ""), when(value))


def number(value: int) -> str:
    """Return a number with commas between thousands, as it is printed in both languages.

    >>> number(1234567)
    '1,234,567'
    """
    return f"{value:,}"


def percent(share: float) -> str:
    """Return a share as whole percents.

    >>> percent(0.256), percent(1.0)
    ('26%', '100%')
    """
    return f"{share:.0%}"

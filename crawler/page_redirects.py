"""Redirects that are written into a page: meta refresh, scripts, framesets; where a page that is nothing else leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain

from w3lib.html import get_base_url

from crawler.urls import absolute

_MAX_SHELL_BYTES = 4096  # a redirect shell is some hundred bytes; the largest seen had 1.5 kB
_MAX_SHELL_CHARS = 60  # visible ones: 正在跳转, 如果没有自动跳转请点击这里
_NOT_SHOWN = re.compile(
    r"<!--(?:(?!-->).)*+-->|<(script|style|title|noframes)\b(?:(?!</\1).)*+</\1[^>]{0,99}>|<[^>]*+>|&nbsp;|\s+",
    re.DOTALL | re.IGNORECASE,
)
_OPENING = re.compile(r"<!--|<script\b", re.IGNORECASE)
_CLOSING = {"<!--": re.compile("-->"), "<script": re.compile("</script", re.IGNORECASE)}
_META = re.compile(r"<meta\b([^>]{0,500})>", re.IGNORECASE)
_FRAME = re.compile(r"<(i?frame)\b([^>]{0,800})>", re.IGNORECASE)
_SCRIPT = re.compile(
    r"<script\b[^>]{0,300}>(.*?)</script|\bon(?:load|click)\s{0,9}=\s{0,9}(?:\"([^\"]{1,500})\"|'([^']{1,500})')",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""([a-z][a-z-]{0,30})\s{0,9}=\s{0,9}(?:"([^"]{0,600})"|'([^']{0,600})'|([^\s"'>]{1,600}))""", re.IGNORECASE
)
_REFRESH = re.compile(
    r"^\s{0,9}[\d.]{0,9}\s{0,9}[;,]?\s{0,9}(?:url\s{0,9}=\s{0,9})?(['\"]?)(.*)$", re.IGNORECASE | re.DOTALL
)
_BY_LINE = re.compile(r"(?:^|(?<=[\s;{}]))//[^\n]*+")  # a line of a script that is switched off; http:// stays
_BLOCK = re.compile(r"/\*(?:(?!\*/).)*+\*/", re.DOTALL)
_VARIABLE = re.compile(
    r"(?:\bvar|\blet|\bconst|[;{\s])\s{0,9}([A-Za-z_$][\w$]{0,40})\s{0,9}=(?!=)\s{0,9}([^;\n]{1,600})"
)
_LOCATION = r"(?<![\w$])(?:(?:window|document|self|top|parent|this)\s{0,3}\.\s{0,3}){0,3}location"
_IN_BRACKETS = re.compile(r"\[\s{0,3}['\"](location|href|pathname|replace|assign)['\"]\s{0,3}\]")  # window["location"]
_ESCAPED = re.compile(r"\\(?:u00|x)([2-7][0-9a-f])", re.IGNORECASE)  # printed ASCII: \\u002f, \\x2f
_THIS_SITE = re.compile(
    rf"{_LOCATION}\s{{0,3}}\.\s{{0,3}}(?:origin\b|protocol\s{{0,9}}\+\s{{0,9}}['\"]//['\"]\s{{0,9}}\+"
    rf"\s{{0,9}}{_LOCATION}\s{{0,3}}\.\s{{0,3}}host(?:name)?\b)"
)
_IN_PARENTHESES = re.compile(r"\s{0,9}\(([^()]{1,600})\)[\s})]{0,9}$")
_JUMP = re.compile(
    rf"(?:{_LOCATION}(?:\s{{0,3}}\.\s{{0,3}}(?:href|pathname))?\s{{0,9}}=(?!=)"
    rf"|{_LOCATION}\s{{0,3}}\.\s{{0,3}}(?:replace|assign)\s{{0,3}}\(|\bwindow\.navigate\s{{0,3}}\()\s{{0,9}}([^;\n]{{1,600}})"
    r"|\bwindow\.open\s{0,3}\(([^;\n]{1,600}?),\s{0,9}['\"]_(?:self|top|parent)['\"]"
)
_PIECE = re.compile(r"""\s{0,9}(?:"([^"]{0,600})"|'([^']{0,600})'|`([^`$]{0,600})`|([A-Za-z_$][\w$]{0,40}))\s{0,9}""")
_UNSEEN_JUMP = re.compile(
    r"\.\s{0,3}submit\s{0,3}\(\s{0,3}\)|\beval\s{0,3}\(\s{0,3}function\s{0,3}\(p,\s{0,3}a,\s{0,3}c,(?=[^<]{0,3000}\blocation\b)"
)  # a form that sends itself, a packed script
_OF_ITS_OWN = re.compile(r"<(?:a|img|i?frame|embed|select|textarea)\b|<input\b(?![^>]{0,300}hidden)", re.IGNORECASE)
_OBJECT = re.compile(r"<(?:object|embed)\b([^>]{0,800})>", re.IGNORECASE)
_FOR_SOME = re.compile(r"userAgent|navigator\.(?:platform|language)|screen\.width|innerWidth", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageRedirect:
    """Where a page that is nothing but a redirect leads; *url* is None where a script makes the address."""

    url: str | None


def redirect_in_page(body: bytes, text: str, url: str, encoding: str = "utf-8") -> PageRedirect | None:
    """Return where the page at *url* leads, if it is nothing but a redirect: refresh, script, or lone frame of a set.

    *text* is *body* decoded from *encoding*.  None for a page that shows anything of its own: a script that sends
    telephones elsewhere stands on real pages.
    """
    if len(body) > _MAX_SHELL_BYTES:
        return None
    if len(_NOT_SHOWN.sub("", text)) > _MAX_SHELL_CHARS:
        return None
    base = get_base_url(text, url)
    for target in chain(refreshes_in(text), jumps_in(text)):
        return PageRedirect(absolute(base, target, encoding) if target else None)
    frames = [found for address in frames_in(text, "frame") if (found := absolute(base, address, encoding))]
    frames = frames or [found for address in _objects_in(text) if (found := absolute(base, address, encoding))]
    if len(frames) == 1:
        return PageRedirect(frames[0])
    return PageRedirect(None) if _leads_unseen(text) else None


def refreshes_in(text: str) -> Iterator[str]:
    """Yield the addresses of the meta refreshes in *text*."""
    for tag in _META.finditer(_shown(text)):
        attributes = _attributes(tag[1])
        is_refresh = attributes.get("http-equiv", "").strip().lower() == "refresh"
        if is_refresh and (target := _refreshed(attributes.get("content", ""))):
            yield target


def jumps_in(text: str) -> Iterator[str | None]:
    """Yield the addresses to which the scripts in *text* lead; None for one that a script makes.

    Scripts that look at what kind of browser it is lead only some readers elsewhere, and are passed over.
    """
    for script in _SCRIPT.finditer(_shown(text)):
        source = script[1] if script[1] is not None else unescape(script[2] or script[3])
        yield from _jumps(source)


def frames_in(text: str, *tags: str) -> Iterator[str]:
    """Yield the addresses of the elements *tags* (frame, iframe) in *text*, but for those that are hidden."""
    for tag in _FRAME.finditer(_shown(text)):
        if tag[1].lower() not in tags:
            continue
        attributes = _attributes(tag[2])
        style = attributes.get("style", "").replace(" ", "").lower()
        is_hidden = "display:none" in style or "0" in (attributes.get("width"), attributes.get("height"))
        if (source := attributes.get("src", "").strip()) and not is_hidden:
            yield source


def _objects_in(text: str) -> Iterator[str]:
    """Yield the addresses of the pages in *text* that are shown as objects."""
    for tag in _OBJECT.finditer(_shown(text)):
        attributes = _attributes(tag[1])
        source = (attributes.get("data") or attributes.get("src") or "").strip()
        if source and "html" in attributes.get("type", ""):
            yield source


def _leads_unseen(text: str) -> bool:
    """Return whether a script in *text*, which shows nothing of its own, leads on to where only a browser comes."""
    shown = _shown(text)
    return _OF_ITS_OWN.search(shown) is None and any(
        _UNSEEN_JUMP.search(tag[1] or "") for tag in _SCRIPT.finditer(shown)
    )


def _shown(text: str) -> str:
    """Return *text* without its comments; a script stays whole, and a comment that is never closed takes all behind it.

    One pass: a pattern of opening and closing together would look for the end anew from each opening.
    """
    shown, place = [], 0
    while opening := _OPENING.search(text, place):
        mark = opening[0].lower()
        closing = _CLOSING[mark].search(text, opening.end())
        end = closing.end() if closing else len(text)
        shown.append(text[place : opening.start() if mark == "<!--" else end])
        place = end
    return "".join([*shown, text[place:]])


def _attributes(inside: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(inside):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def _refreshed(content: str) -> str | None:
    """Return the address in the content of a refresh: ``0;url=…``, ``0; URL='…'``, ``0,…``; None if there is none."""
    match = _REFRESH.match(content)
    if match is None:
        return None
    mark, rest = match[1], match[2]
    return (rest.partition(mark)[0] if mark else rest).strip() or None


def _jumps(source: str) -> Iterator[str | None]:
    source = _BLOCK.sub("", _BY_LINE.sub("", source)).replace("\\/", "/").replace('\\"', '"').replace("\\'", "'")
    source = _IN_BRACKETS.sub(r".\1", _ESCAPED.sub(lambda found: chr(int(found[1], 16)), source))
    source = _THIS_SITE.sub("''", source)
    if _FOR_SOME.search(source):
        return
    known: dict[str, str] = dict(_VARIABLE.findall(source))
    for jump in _JUMP.finditer(source):
        yield _text_of(jump[1] or jump[2], known)


def _text_of(expression: str, known: dict[str, str], depth: int = 3) -> str | None:
    """Return the text that *expression* of a script is: texts and *known* variables with + between; None if not."""
    made, place = "", 0
    if inside := _IN_PARENTHESES.match(expression):
        expression = inside[1]
    while match := _PIECE.match(expression, place):
        literal = next((part for part in match.groups()[:3] if part is not None), None)
        if literal is None:
            value = known.get(match[4])
            literal = _text_of(value, known, depth - 1) if value is not None and depth else None
        if literal is None:
            return None
        made, place = made + literal, match.end()
        if expression[place : place + 1] != "+":
            return made
        place += 1
    return None

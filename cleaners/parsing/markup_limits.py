"""Limits of markup: what would cost a parser minutes or gigabytes is refused, and read without one instead.

A tree builder walks its stack of open elements for many tags, and the list of attributes for
each new one: 100,000 nested <div> take 23 s, half a million attributes on one tag more than a
minute, a million empty elements 350 MB (measured with lexbor; other parsers fare alike).
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from itertools import islice

from cleaners.patterns.word_lists import words

_SAFE_TAGS = 8_000  # below this even the worst nesting parses within 0.3 s
_MAX_TAGS = 250_000  # of a page; more take minutes or gigabytes (chosen)
_MAX_DEPTH = 1_500  # elements; real pages stay below 60; unclosed <font> reach some hundreds
_SAFE_BYTES = 20_000  # what fits in here has too few attributes to matter
_LONG_TAG_BYTES = 8_000  # of a tag whose attributes are counted (chosen)
_MAX_ATTRIBUTES = 2_000  # of one tag (chosen)
_HUGE_BYTES = 1_000_000  # of a page of which all attributes are counted (chosen)
_MAX_ATTRIBUTES_IN_ALL = 600_000  # each takes some 270 bytes
_MAX_LINES = 300_000  # of what is read without a parser (chosen)
# Elements that hold none, or that the next one of their kind closes: they never nest by themselves.
_FLAT = frozenset(
    word.encode()
    for word in words(
        "p li td th tr dd dt option optgroup tbody thead tfoot rp rt br img input meta link hr col area base embed"
        " param source track wbr script style title textarea"
    )
)
_TAG = re.compile(rb"<(/?)(?!(?:" + b"|".join(sorted(_FLAT)) + rb")(?![a-z0-9:-]))([a-z][a-z0-9:-]*)")  # none of these
_LONG_START = re.compile(rb"[a-z](?:[^\"'>]++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"(?<![\s/\"'])[\s/\"']++[^=>]")
_BEFORE_ATTRIBUTES = b" \t\n\r\f\v/\"'"
_DROPPED = re.compile(
    r"<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(r"(?:<[^<>]*+>?\s*+)++")


def is_safe_to_parse(html: bytes) -> bool:
    """Whether *html* has neither too many tags, nor too deep a nesting, nor a tag with thousands of attributes."""
    tags = html.count(b"<")
    if tags > _MAX_TAGS:
        return False
    if len(html) > _SAFE_BYTES and _has_crowded_tag(html):
        return False
    if len(html) > _HUGE_BYTES and _has_more_attributes(html, _MAX_ATTRIBUTES_IN_ALL):
        return False
    return tags <= _SAFE_TAGS or _depth(html) <= _MAX_DEPTH


def without_tags(html: str) -> list[str]:
    """The lines of *html* with scripts, styles, comments and tags taken out, without building a tree.

    A flood of lines becomes one: as a list two million of them take 600 MB.
    """
    text = entities.unescape(_TAGS.sub("\n", _DROPPED.sub("\n", html)))
    if text.count("\n") > _MAX_LINES:
        return [text.replace("\n", " ").strip()]
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line]


def _depth(html: bytes) -> int:
    """An upper bound of how deep the elements of *html* are nested."""
    depth = deepest = 0
    opened: Counter[bytes] = Counter()
    for closing, name in _TAG.findall(html.lower()):
        if not closing:
            opened[name] += 1
            depth += 1
            if depth > deepest:
                deepest = depth
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest


def _has_crowded_tag(html: bytes) -> bool:
    """Whether one tag has thousands of attributes; only what follows a ``<`` for long is looked at."""
    at = html.find(b"<")
    while at >= 0:
        # The last one within reach: from there to the next is the only stretch that may be longer.
        nearest = html.rfind(b"<", at + 1, at + _LONG_TAG_BYTES)
        if nearest < 0:
            nearest = html.find(b"<", at + 1)
            if _is_crowded(html, at + 1, nearest if nearest >= 0 else len(html)):
                return True
        at = nearest
    return False


def _has_more_attributes(html: bytes, most: int) -> bool:
    """Whether *html* has more than *most* places where an attribute may begin; words of the text count too."""
    if len(html) - len(html.translate(None, _BEFORE_ATTRIBUTES)) <= most:  # a look that spares most pages the search
        return False
    return next(islice(_ATTRIBUTE.finditer(html), most, None), None) is not None


def _is_crowded(html: bytes, start: int, end: int) -> bool:
    tag = _LONG_START.match(html, start, end) if end - start > _LONG_TAG_BYTES else None
    return tag is not None and len(tag[0]) > _LONG_TAG_BYTES and len(_ATTRIBUTE.findall(tag[0])) > _MAX_ATTRIBUTES

"""Values that stand in the scripts of a page, read without running them."""

from __future__ import annotations

import json
import re
from typing import Any

from crawler.platforms.number_limits import read_json

_STRING = r"'(?:[^'\\\n]|\\.)*'" + r'|"(?:[^"\\\n]|\\.)*"'
_COMMENT = re.compile(rf"({_STRING})|/\*.*?(?:\*/|\Z)|(?<![:\\])//[^\n]*", re.S)
_TOKEN = re.compile(rf"({_STRING})|(?<![\w.])([A-Za-z_$][\w$]*)(\s*:)?|(,)(?=\s*[}}\]])", re.S)
_LITERAL = re.compile(rf"\s*({_STRING}|-?\d+(?:\.\d+)?|true|false|null)\s*$")
_PAIRS = {"{": "}", "[": "]"}
_MAX_TRIES = 20  # of values for one name; each may go through the whole page
_WORDS = {"true", "false", "null"}


def variable(text: str, name: str) -> Any:
    """Return the literal that a script gives to *name* (``name = {…}``, ``name: '…'``, ``name = 5``); None if none.

    Of several the last counts: lists are set up with an empty search form first.
    """
    places = [match.end() for match in re.finditer(rf"(?<![\w$]){name}['\"]?\s*[=:]\s*(?=[\[{{'\"\d-])", text)]
    values = (literal_at(text, place) for place in reversed(places[-_MAX_TRIES:]))
    return next((value for value in values if value is not None), None)


def literal_at(text: str, start: int) -> Any:
    """Return the object, array, string or number that begins at *start*; None if it is none."""
    if text[start : start + 1] in _PAIRS:
        end = _closing(text, start)
        return _object(text[start:end]) if end else None
    match = re.compile(rf"{_STRING}|-?\d+(?:\.\d+)?").match(text, start)
    return _value(match[0]) if match else None


def calls(text: str, name: str) -> list[list[Any]]:
    """Return the arguments of every call of *name* whose arguments are all literals.

    >>> calls('createPageHTML(17, 0, "index", "shtml"); createPageHTML(a, b)', "createPageHTML")
    [[17, 0, 'index', 'shtml']]
    """
    found = []
    for match in re.finditer(rf"(?<![\w$.]){name}\s*\(([^()]*)\)", text):
        arguments = [_LITERAL.match(part) for part in match[1].split(",")]
        if all(arguments):
            found.append([_value(argument[1]) for argument in arguments if argument])
    return found


def without_comments(text: str) -> str:
    """Return *text* without the comments of a script; strings stay whole."""
    return _COMMENT.sub(lambda match: match[1] or " ", text)


def _value(literal: str) -> Any:
    if literal[0] in "'\"":
        return _unquoted(literal)
    return read_json(literal)


def _closing(text: str, start: int) -> int | None:
    """The end of the bracketed value at *start*."""
    closing, depth = _PAIRS[text[start]], 0
    for match in re.compile(rf"{_STRING}|[{re.escape(text[start] + closing)}]").finditer(text, start):
        if match[0] in (text[start], closing):
            depth += 1 if match[0] == text[start] else -1
            if depth == 0:
                return match.end()
    return None


def _object(literal: str) -> Any:
    for text in (literal, _TOKEN.sub(_as_json, without_comments(literal))):
        try:
            return read_json(text, strict=False)
        except ValueError:
            continue
    return None


def _as_json(match: re.Match[str]) -> str:
    string, word, colon, comma = match.groups()
    if comma:
        return ""
    if string:
        return json.dumps(_unquoted(string))
    if colon:
        return f'"{word}":'
    return word if word in _WORDS else "null"  # a name, a call: not a literal


def _unquoted(string: str) -> str:
    body = string[1:-1].replace('\\"', '"').replace('"', '\\"').replace("\\'", "'")
    try:
        return str(json.loads(f'"{body}"', strict=False))
    except ValueError:
        return string[1:-1]

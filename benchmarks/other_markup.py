"""The same page in other markup: what a reader sees stays, what a rule may have been made on goes.

A cleaner that knows kinds of pages, and not single pages, gives the same for each of these.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from cleaners.parsing.decode import decode_body

_BLOCKS = re.compile(r"<(/?)(?:p|section|article|main|header|footer|nav|aside)(?=[\s>])", re.IGNORECASE)
_BODY = re.compile(r"<body[^<>]*>", re.IGNORECASE)
_TELLS_HIDDEN = re.compile("hid|none", re.IGNORECASE)  # such a class says what a reader sees


def renamed(body: bytes) -> bytes:
    """The page *body*, UTF-8, in which every class and id has a name that tells nothing."""
    tree = LexborHTMLParser(decode_body(body).text)
    names: dict[str, str] = {}
    for node in tree.css("[class], [id]"):
        for attribute in ("class", "id"):
            words = (node.attrs.get(attribute) or "").split()
            if words and not any(map(_TELLS_HIDDEN.search, words)):
                node.attrs[attribute] = " ".join(names.setdefault(word, f"n{len(names)}") for word in words)
    return _utf8(tree)


def rewrapped(body: bytes) -> bytes:
    """The page *body*, UTF-8, inside a table, its paragraphs and sections as ``<div>``."""
    html = _BLOCKS.sub(r"<\1div", _utf8(LexborHTMLParser(decode_body(body).text)).decode())
    html = _BODY.sub(lambda found: f"{found[0]}<table><tr><td><div>", html, count=1)
    head, end, tail = html.rpartition("</body>")
    return (f"{head}</div></td></tr></table>{end}{tail}").encode() if end else html.encode()


def _utf8(tree: LexborHTMLParser) -> bytes:
    """*tree* as bytes that nothing but their own form declares to be UTF-8."""
    for node in tree.css("meta[charset], meta[http-equiv]"):
        if node.attrs.get("charset") or "charset" in (node.attrs.get("content") or ""):
            node.decompose()
    return (tree.html or "").encode()

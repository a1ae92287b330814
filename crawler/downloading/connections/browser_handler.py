"""Scrapy's download handler for crawls in which a browser runs scripts; needs the extra ``render``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from scrapy.utils.python import to_unicode
from scrapy_playwright import handler
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from cleaners.parsing.encoding_labels import is_codec_of_the_web
from crawler.downloading.bounds.http_bounds import BoundedAnswers
from crawler.downloading.connections.handlers import TlsAnswers


class BrowserHandler(TlsAnswers, BoundedAnswers, ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # untyped library
    """What asks for the browser goes to it, all else as without one."""


def encoded(headers: Mapping[str, str | bytes], text: str) -> tuple[bytes, str]:
    """Return a rendered page as bytes and their codec: a declared one that is of the web and holds it, else UTF-8.

    The library believes any codec of Python's, and fails on half of a pair, which a script may write.
    """
    in_header = http_content_type_encoding(to_unicode(headers.get("content-type") or ""))
    for codec in (in_header, html_body_declared_encoding(text)):
        if codec and is_codec_of_the_web(codec):
            with suppress(UnicodeEncodeError):
                return text.encode(codec), codec
    return text.encode("utf-8", "replace"), "utf-8"


handler._encode_body = encoded

"""The text of an answer by the encoding that it declares, for lists and redirects (articles: cleaners.parsing.decode).

w3lib takes any codec of Python's for an encoding: ``idna`` and ``undefined`` fail on a page, and ``punycode`` takes
16 s for 400 kB (measured), four times as much for twice the bytes.
What is no encoding of the web counts as not declared.
"""

from __future__ import annotations

from w3lib.encoding import html_body_declared_encoding, html_to_unicode, http_content_type_encoding

from cleaners.parsing.encoding_labels import is_codec_of_the_web


def page_text(body: bytes, content_type: str | None, default: str = "utf-8") -> tuple[str, str]:
    """Return the codec and the text of *body*: byte order mark, *content_type*, the page itself, else *default*."""
    declared = http_content_type_encoding(content_type)
    if declared is None or not is_codec_of_the_web(declared):
        declared = html_body_declared_encoding(body)
    if declared is None or not is_codec_of_the_web(declared):
        declared = default
    return html_to_unicode(f"text/html; charset={declared}", body)

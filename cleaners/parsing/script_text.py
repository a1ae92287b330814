"""Text in scripts: the article that a page hands to its own scripts, where its markup is empty until they run.

It waits in a string called content, or one that a script puts into the page, in a hidden form field, in a template.
"""

from __future__ import annotations

import json
import re

from selectolax.lexbor import LexborHTMLParser

from cleaners.patterns.han import count_han

_NAME = (
    r"""["']?(?:content|contentHtml|articleContent|docContent|CONTENT)["']?\s*[:=]|innerHTML\s*=|\.(?:html|append)\("""
)
_CONTENT = re.compile(
    rf"""(?:{_NAME})\s*(?:"((?:[^"\\]++|\\.)*+)"|'((?:[^'\\]++|\\.)*+)'|`((?:[^`\\]++|\\.)*+)`)""", re.DOTALL
)
_ESCAPED = re.compile(r'\\[\'`$]|"')  # in a string of a script, what a string of JSON writes otherwise
_PARAGRAPH = re.compile(r"<(?:p|div|br|span|table)\b", re.IGNORECASE)
_SCRIPTS_OF_MARKUP = 'script[type*="html" i], script[type*="template" i], script[type*="tmpl" i]'
_TEMPLATE = re.compile("</?(?:template|noscript)[^>]*>")
_MIN_HAN = 40  # Chinese characters of an article in a script (chosen)
_LEAST_LENGTH, _MOST_LENGTH = 80, 2_000_000


def script_article(tree: LexborHTMLParser) -> str | None:
    """The HTML of the longest string in the scripts of *tree* that is called content or put into the page as markup.

    None if none holds Chinese text.  What the page says of itself in an attribute called content, as <meta> does, is
    no text of it.
    """
    best = None
    source = "\n".join(node.text() for node in tree.css("script"))
    for found in _CONTENT.finditer(source):
        string = found[1] or found[2] or found[3] or ""
        if not _LEAST_LENGTH < len(string) < _MOST_LENGTH:
            continue
        if found[1] is None:
            string = _ESCAPED.sub(lambda mark: '\\"' if mark[0] == '"' else mark[0][1], string)
        try:
            html = json.loads(f'"{string}"', strict=False)
        except ValueError:
            continue
        if count_han(html) >= _MIN_HAN and (best is None or len(html) > len(best)):
            best = html
    return best


def field_article(tree: LexborHTMLParser) -> str | None:
    """The longest markup with Chinese text that waits in *tree* to be shown; None if none holds any.

    It waits in a hidden field of a form, a template, a script of markup or for browsers without scripts.
    """
    values = [node.attrs.get("value") or "" for node in tree.css("input[type=hidden]")]
    values += [node.text() for node in tree.css(_SCRIPTS_OF_MARKUP)]
    values += [_TEMPLATE.sub("", node.html or "") for node in tree.css("template, noscript")]
    values += [node.text() for node in tree.css("textarea")]
    values += [_with_breaks(node.text()) for node in tree.css("textarea[readonly], textarea[disabled]")]
    markup = [value for value in values if _PARAGRAPH.search(value) and count_han(value) >= _MIN_HAN]
    return max(markup, key=len, default=None)


def _with_breaks(text: str) -> str:
    """The plain *text* of a field that nobody can write in, with its lines as markup."""
    return "<br>".join(["", *text.split("\n")]) if "。" in text else ""

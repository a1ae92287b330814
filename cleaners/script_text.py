"""The article that a page hands to its own scripts, for pages whose markup is empty until they run."""

from __future__ import annotations

import json
import re

_CONTENT = re.compile(
    r"""["']?(?:content|contentHtml|articleContent|docContent|CONTENT)["']?\s*[:=]\s*"((?:[^"\\]++|\\.)*+)\""""
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST_HAN = 40
_LEAST_LENGTH, _MOST_LENGTH = 80, 2_000_000


def script_article(source: str) -> str | None:
    """The HTML of the longest string called content in the scripts of *source*; None if none holds Chinese text."""
    best = None
    for found in _CONTENT.finditer(source):
        if not _LEAST_LENGTH < len(found[1]) < _MOST_LENGTH:
            continue
        try:
            html = json.loads(f'"{found[1]}"', strict=False)
        except ValueError:
            continue
        if len(_HAN.findall(html)) >= _LEAST_HAN and (best is None or len(html) > len(best)):
            best = html
    return best

"""Breadcrumb: the path of columns that a page prints above its title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaners.patterns.boilerplate import BREADCRUMB_LABEL, is_breadcrumb

_LABEL = re.compile(
    r"^[\W\d]{0,3}(?:您|你)?(?:[现現]在|[当當]前|目前)?(?:所在|所[处處])?的?(?:位\s{0,9}置|[栏欄]目)\s{0,9}(?:[:：]|是\s{0,9}[:：]?)?\s{0,9}[:：]?\s{0,9}"
)
_SEPARATOR = re.compile(r"\s{0,9}(?:>>|>|＞|»|›|→|-{1,9}>|::)\s{0,9}")
_WEAK_SEPARATOR = re.compile(r"\s{1,9}[-/\\|]\s{1,9}|\s{0,9}/\s{0,9}|\s{0,9}\\\s{0,9}")
_LEADING_GLYPH = re.compile(r"^[\W\d_]{1,3}(?=首)")
_LAST = frozenset(
    ("正文", "详情", "内容", "文章内容", "内容页", "浏览文章", "查看内容", "详细内容", "信息详情", "文章", "详细")
)


def read_breadcrumb(lines: Iterable[str]) -> tuple[str, ...]:
    """The steps of the first breadcrumb among *lines*, one with a label before one without; () if there is none."""
    found = [line for line in lines if is_breadcrumb(line)]
    for line in sorted(found, key=lambda line: BREADCRUMB_LABEL.match(line) is None):
        if steps := split_breadcrumb(line):
            return steps
    return ()


def split_breadcrumb(line: str) -> tuple[str, ...]:
    """The steps of one breadcrumb line."""
    path = _LABEL.sub("", line, count=1)
    steps = _SEPARATOR.split(path)
    if len(steps) == 1:
        steps = _WEAK_SEPARATOR.split(path)
    steps = [_LEADING_GLYPH.sub("", step.strip(" \u3000\t|·")) for step in steps]
    steps = [step for step in steps if step and len(step) < 60]
    while steps and steps[-1] in _LAST:
        steps.pop()
    return tuple(steps) if len(steps) > 1 or path != line else ()

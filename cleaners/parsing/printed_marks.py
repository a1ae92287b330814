"""Marks that a browser prints and the text of the tree does not hold: raised digits, numbers of list items.

``10<sup>5</sup>`` is 10^5 and not 105; a digit raised behind a word is the mark of a footnote and no digit of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

_POWER = re.compile(r"[-−+]?\d{1,3}|n")
_SQUARES = {"2": "²", "3": "³"}
_FOOTNOTE = re.compile(r"\d{1,3}|[①-⑳]")
_UNIT_ENDS = "米里寸尺"  # 千米<sup>2</sup>; behind 平方米 a raised digit is a footnote
_NUMBERED_ALREADY = re.compile(
    r"\s{0,9}[（(【\[]?\s{0,9}(?:[\d一二三四五六七八九十①-⑳]{1,3}\s{0,9}[、.．)）】\]]|第[\d一二三四五六七八九十]{1,4}|[①-⑳•·●■◆])"
)
_HAN = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]", re.DOTALL)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MAX_ITEMS = 300  # of a numbered list (chosen)
_MAX_ROMAN = 39


def raised(text: str, before: str) -> str:
    """How the raised *text* is printed in a line, behind the text *before*: ^5, ², nothing for a footnote's digit.

    Whatever is neither a power nor a bare mark stays as it is: [1], TM, words.

    >>> raised("5", "10"), raised("2", "km"), raised("1", "126次"), raised("[1]", "次")
    ('^5', '²', '', '[1]')
    """
    mark = "".join(text.split())
    last = before.rstrip()[-2:]
    if not last:
        return text
    if _POWER.fullmatch(mark):
        if last[-1].isascii() and last[-1].isalpha():
            return _SQUARES.get(mark, f"^{mark}")
        if last[-1] in _UNIT_ENDS and last[0] not in "方平立":
            return _SQUARES.get(mark, "")
        if last[-1].isdigit() or last[-1] in ")）":
            return f"^{mark}"
    return "" if _FOOTNOTE.fullmatch(mark) else text


def item_numbers(lists: Iterable[LexborNode]) -> dict[int, str]:
    """The printed numbers of the items of *lists*, which are <ol> elements, by the mem_id of the item: ``1.``.

    A list of links (a breadcrumb, a carousel), one whose numbers are switched off and one whose items bring numbers of
    their own have none.
    """
    return {item: number for node in lists for item, number in _numbers(node)}


def _numbers(node: LexborNode) -> Iterator[tuple[int, str]]:
    attributes = node.attrs
    style = (attributes.get("style") or "").replace(" ", "").lower()
    if "list-style:none" in style or "list-style-type:none" in style:
        return
    items = [child for child in node.iter() if child.tag == "li"]
    if not 0 < len(items) <= _MAX_ITEMS or any(not _is_text(item) for item in items):
        return
    number = _integer(attributes.get("start"), 1)
    kind = attributes.get("type") or "1"
    for item in items:
        number = _integer(item.attrs.get("value"), number)
        yield item.mem_id, f"{_spelled(number, kind)}."
        number += 1


def _is_text(item: LexborNode) -> bool:
    """Whether *item* is text that a number belongs to: Chinese characters, most of them in no link, no own number."""
    text = item.text().strip()
    if not _HAN.search(text) or _NUMBERED_ALREADY.match(text):
        return False
    linked = sum(len(link.text().strip()) for link in item.css("a"))
    return linked * 2 < len(text)


def _integer(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,4}", value) else otherwise


def _spelled(number: int, kind: str) -> str:
    if kind in "aA" and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if kind == "A" else letter
    if kind in "iI" and 0 < number <= _MAX_ROMAN:
        text, rest = "", number
        for value, letters in _ROMAN:
            text += letters * (rest // value)
            rest %= value
        return text.upper() if kind == "I" else text
    return str(number)

"""Footer marks that every government site must print: site code, ICP licence, police record."""

from __future__ import annotations

import re

_SITE_CODE = re.compile(r"标识码\s{0,9}[:：]?(?><[^<>]*>|\s)*+((?:bm|BM)\d{8}|\d{10})")
_CORRECTION_SCRIPT = re.compile(r"""sitecode\s{0,9}=\s{0,9}["']?((?:bm|BM)\d{8}|\d{10})""", re.IGNORECASE)
_ICP = re.compile(
    r"([京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新]\s?ICP\s?[备证]\s{0,9}(?:字|案)?第?\s{0,9}\d{5,10}\s{0,60}号?(?:\s?[-—]\s?\d{1,3})?)",
    re.IGNORECASE,
)
_REACH_CHARS = 12  # before the word, and eight times as many after it, in markup as in text (chosen)
_POLICE = re.compile(r"(?:公网安备|公安机关备案号|公安备案号?)(?:<[^<>]*>|[^\d<]){0,6}(\d{8,14}(?:-\d+)?)")


def site_code(text: str) -> str | None:
    """The 网站标识码 in *text* (or markup): ten digits, or bm and eight digits."""
    return _near(text, "标识码", _SITE_CODE) or _near(text, "sitecode", _CORRECTION_SCRIPT)


def icp_licence(text: str) -> str | None:
    """The licence as printed, without blanks."""
    found = _near(text, "ICP", _ICP)
    return re.sub(r"\s", "", found) if found else None


def police_record(text: str) -> str | None:
    """The digits of the 公网安备 record in *text*."""
    return _near(text, "公网安备", _POLICE) or _near(text, "公安", _POLICE)


def _near(text: str, word: str, pattern: re.Pattern[str]) -> str | None:
    """What *pattern* takes around the places where *word* stands: finding a plain word first is much faster."""
    at = text.find(word)
    while at >= 0:
        if found := pattern.search(text, max(0, at - _REACH_CHARS), at + 8 * _REACH_CHARS):
            return found[1]
        at = text.find(word, at + 1)
    return None

"""Signature (落款): the organ or organs and the date under a text.

The organ stands above the date, beside it or below it; its name may be broken over lines, organs that sign together
have a line each, and a note of the seal (盖章, 代章) goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaners.patterns.dates import SIGNED_DAY, read_day, read_signed_day
from cleaners.patterns.line_starts import END_MARKS, is_heading
from cleaners.patterns.organ_endings import PLACE_LEVELS, is_organ_name

_NAME = r"[\u4e00-\u9fffA-Za-z\d（）()·、\s]"
_PLAIN_DAY = r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}"  # counts only under an organ
_DATE_LINE = re.compile(
    rf"^\s{{0,9}}(?P<organ>[\u4e00-\u9fff（）()·、\s]{{0,60}}?)\s{{0,9}}[（(]?(?P<day>{SIGNED_DAY}|{_PLAIN_DAY})[)）]?\s{{0,9}}(?P<after>{_NAME}{{0,60}})$"
)
_TOP_HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}\s?、")  # another document follows
_SEAL = re.compile(r"[（(][^（()）]{0,20}(?:盖章|公章|印章|签章|代章|代印|印)[)）]|(?:盖章|公章|代章)$|[（(]章[)）]")
_LABEL = re.compile(r"^(?:(?:报告|报送|填报|上报|制发|发文)(?:单位|机关)|单位(?:名称)?|报告人|落款)\s{0,9}[:：]\s{0,9}")
_PERSON = re.compile(
    r"^(?:党组书记|党委书记|局长|主任|厅长|部长|主席|省长|市长|区长|县长|州长|旗长|镇长|乡长|书记|院长|(?:主要)?负责人)"
    r"(?:签字|签名)?[\s:：]\s{0,9}[\u4e00-\u9fff·\s]{2,8}$"
)
_PLACE_INSIDE = re.compile(
    rf"^(?:中共|共青团|国家|新疆|(?![我全本该各治]|依法)[\u4e00-\u9fff]{{1,10}}[{PLACE_LEVELS}])"
)
_PART_OF_AN_ORGAN = re.compile(r"(?:办公室|办事处|[大中支分]队|分局|分公司|所|站|科|股|中心|党组|党委|党支部|办)$")
_MAX_LINES_AFTER = 12  # that may follow a signature: (此件公开发布), 抄送, names of annexes (chosen)
_MAX_ORGANS = 6  # that sign together (chosen)
_MAX_PIECES = 3  # lines of one name (chosen)
_MAX_LINE_CHARS = 80  # of a date with its organ (chosen)


@dataclass(frozen=True, slots=True)
class Signature:
    """The organ as printed, several parted by a blank; the day it signed on, and the index of the date line."""

    organ: str | None
    signed_on: str
    line: int


def read_signature(lines: Sequence[str]) -> Signature | None:
    """The signature block at the end of *lines*; in the middle organ and date only end a cover letter."""
    for i in range(len(lines) - 1, max(-1, len(lines) - 1 - _MAX_LINES_AFTER), -1):
        if _TOP_HEADING.match(lines[i]):
            return None
        found = _DATE_LINE.match(lines[i]) if len(lines[i]) < _MAX_LINE_CHARS else None
        if found is None:
            continue
        day = read_signed_day(found["day"]) or read_day(found["day"])
        if day is None or (found["organ"].strip() and found["after"].strip()):
            continue
        if after := found["after"].strip():
            if organ := _names_in(after):
                return Signature(organ, day, i)
            continue  # a sentence that begins with a day
        if before := found["organ"].strip():
            organ = _names_in(before)
            return Signature(_with_upper_pieces(organ, lines, i), day, i) if organ else None
        organ = _organs_above(lines, i) or _organ_below(lines, i)
        if organ or "年" in found["day"]:
            return Signature(organ, day, i)
    return None


def _organs_above(lines: Sequence[str], end: int) -> str | None:
    """The organs right above line *end*, joint ones parted by a blank; a lone seal or the head's name may follow."""
    while end and (_PERSON.match(lines[end - 1]) or not _bare(lines[end - 1])):
        end -= 1
    organs: list[str] = []
    while end > 0 and len(organs) < _MAX_ORGANS:
        organ, end = _organ_ending_at(lines, end - 1)
        if organ is None:
            break
        organs.insert(0, organ)
    return " ".join(organs) or None


def _organ_ending_at(lines: Sequence[str], last: int) -> tuple[str | None, int]:
    """The organ whose name ends with line *last*, which may be broken over lines, and the line where it begins."""
    for pieces in range(_MAX_PIECES, 1, -1):
        first = last - pieces + 1
        if first >= 0 and (joined := _joined([_bare(line) for line in lines[first : last + 1]])):
            return joined, first
    return _names_in(lines[last]), last


def _joined(pieces: Sequence[str]) -> str | None:
    """The one name that *pieces* are parts of: a broken name, or an organ and its office; None if they are not."""
    whole, rest = "".join(pieces), pieces[1:]
    if not is_organ_name(whole) or not _PLACE_INSIDE.match(pieces[0]) or is_heading(pieces[0]):
        return None
    if any(not piece or _PLACE_INSIDE.match(piece) or piece[-1] in END_MARKS.rstrip("）)") for piece in pieces[1:]):
        return None
    if any(is_organ_name(piece) and not _PART_OF_AN_ORGAN.search(rest[n]) for n, piece in enumerate(pieces[:-1])):
        return None
    return whole


def _with_upper_pieces(organ: str, lines: Sequence[str], date_line: int) -> str:
    """*organ*, which stands beside its date, with the lines above that begin its name or sign with it."""
    for pieces in range(_MAX_PIECES - 1, 0, -1):
        first = date_line - pieces
        if first >= 0 and (joined := _joined([*map(_bare, lines[first:date_line]), organ])):
            return joined
    above = _organs_above(lines, date_line)
    return f"{above} {organ}" if above else organ


def _organ_below(lines: Sequence[str], date_line: int) -> str | None:
    """The organ on the line below the date, where it ends the text."""
    if date_line + 1 >= len(lines) or date_line + 3 < len(lines):
        return None
    return _names_in(lines[date_line + 1])


def _names_in(line: str) -> str | None:
    """The organ, or the organs parted by blanks, that *line* names and nothing else."""
    if is_heading(line):
        return None
    names = _without_seal(line).split()
    if names and all(map(is_organ_name, names)):
        return " ".join(names)
    return _bare(line) if is_organ_name(_bare(line)) else None


def _without_seal(line: str) -> str:
    return _SEAL.sub("", _LABEL.sub("", _SEAL.sub("", line.strip()).strip())).strip()


def _bare(line: str) -> str:
    return re.sub(r"\s+", "", _without_seal(line))

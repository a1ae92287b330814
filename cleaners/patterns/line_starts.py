"""Beginnings of lines: what the first characters say: heading, item, salutation, sentence."""

from __future__ import annotations

import re

from cleaners.patterns.han import count_han
from cleaners.patterns.organ_endings import ADDRESSEE

HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s{0,9}[、.．,，]|[（(]\s{0,9}[一二三四五六七八九十]{1,3}\s{0,9}[)）]|[一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}\s{0,9}[、.．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|第[一二三四五六七八九十百零\d]{1,5}[章节条部分]|[一二三四五六七八九十]是)"
)
SALUTATION = re.compile(
    rf"^(?:中共)?[\u4e00-\u9fff]{{0,14}}?{ADDRESSEE}"
    r"(?:[、，,\s]\s{0,9}[\u4e00-\u9fff]{1,20})*\s{0,9}[：:]$"
)
END_MARKS = "。；;！!？?：:…”’』」》）)】.、，,"
_MIN_HAN = 6  # characters of a clause that a mark of another script ends (chosen)
_SENTENCE_END = ("。", "；", "！", "？", "：", "……", "。”", "！”", "？”", "。）", "。)", ";", ":")


def is_heading(line: str) -> bool:
    """Whether *line* begins with the mark of a heading or an item: 一、, （二）, 3., 第一章, 一是."""
    return HEADING.match(line) is not None


def is_salutation(line: str) -> bool:
    """Whether *line* addresses a superior: ``县委：``, ``市委、市政府：``."""
    return len(line) < 60 and SALUTATION.match(line) is not None


def is_body(line: str) -> bool:
    """Whether *line* can only be text of an article: a sentence, a heading with its mark, a salutation."""
    if len(line) >= 16 and (line.endswith(_SENTENCE_END) or "。" in line):
        return not line.endswith((";", ":")) or count_han(line) >= _MIN_HAN  # 电话:0897-1234567 ;
    return is_heading(line) or is_salutation(line) or (len(line) > 60 and "，" in line)

"""Glued lines above a text: a title that shares its line with the path above or the info line below it is parted.

And rows of head tables that begin with bullets or are drawn with bars, as plain text draws them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaners.metadata.dump_title import is_title_by_itself
from cleaners.metadata.titles import is_report_title, organ_in_title
from cleaners.patterns import boilerplate
from cleaners.patterns.line_starts import is_body
from cleaners.patterns.organ_endings import is_organ_name

_LABEL = (
    r"(?:信息来源|文章来源|来\s?源|(?:发布|更新|成文|发文)?(?:时间|日期)|发布(?:机构|单位)|作者"
    r"|浏览(?:次数|量)?|点击(?:数|量)?|字[体号](?:大小)?)"
)
_INFO = re.compile(rf"[\s|｜【\[（(]{{0,9}}+{_LABEL}\s?[:：]")
_LAST_STEP = re.compile(r"[>＞»→]\s{0,9}(?:(?:正文|详情|内容)(?=\S{8,80}$))?|\s(?:正文|详情|内容)?\s{0,9}(?=\S{8,80}$)")
_OPENING = re.compile(
    r"(?<=[报总年情计要][告结报况划点])\s{0,9}(?=20\d\d年|今年以来|一年来|为(?:深入|全面|认真|进一步|贯彻)|根据《|按照《)"
)
_BULLET = re.compile(r"^[•·●■◆▪▶►○□※*|｜+\s]+")
_BETWEEN_STEPS = re.compile(r"[\s>＞»→]")
_BARS = re.compile(r"\s{0,9}[|｜]\s{0,9}")
_MAX_LINES = 400  # of a dump that are looked at (chosen)
_MAX_ENTRY_CHARS = 8  # of an entry of a menu (chosen)
_MAX_TITLE_CHARS = 120  # chosen
_MAX_CHARS = 400  # of a line (chosen)


def part_glued(lines: Sequence[str]) -> list[str]:
    """*lines*, blank ones among them, with glued ones parted down to the first line that is text."""
    parted: list[str] = []
    for n, line in enumerate(lines):
        if n >= _MAX_LINES or (is_body(line) and not _is_glued_title(line)):
            return [*parted, *lines[n:]]
        parted += [line] if not line or len(line) > _MAX_CHARS else _parts(line)
    return parted


def _is_glued_title(line: str) -> bool:
    return any(_is_title(line[:at]) for at in _cuts(line[:_MAX_CHARS]))


def _parts(line: str) -> list[str]:
    for at in _cuts(line):
        if _is_title(line[:at].strip()) and not boilerplate.is_breadcrumb(line):
            return [line[:at].strip(), line[at:].strip(" |｜\u3000")]
    drawn = _BULLET.sub("", line)
    if drawn != line or "|" in line or "｜" in line:
        table = "\t".join(filter(None, _BARS.split(drawn)))
        if boilerplate.is_head_row(table) or boilerplate.is_info(drawn):
            return [table if boilerplate.is_head_row(table) else drawn]
    if boilerplate.is_breadcrumb(line):
        return _path_and_rest(line)
    return _menu_and_title(line)


def _is_title(text: str) -> bool:
    return is_report_title(text) or ("关于" in text and is_title_by_itself(text))


def _cuts(line: str) -> Iterator[int]:
    """Where a title that *line* begins with may end."""
    for pattern in (_INFO, _OPENING):
        end = found.start() if (found := pattern.search(line)) else 0
        if 8 < end <= _MAX_TITLE_CHARS and not any(mark in line[:end] for mark in "，。；：,;:"):
            yield end


def _menu_and_title(line: str) -> list[str]:
    """The entries of a menu, and the whole title that stands behind them: ``无障碍浏览 长者模式 某局2024年…报告``."""
    menu, _, title = line.rpartition(" ")
    entries = menu.split()
    if not entries or any(len(entry) > _MAX_ENTRY_CHARS for entry in entries) or is_organ_name(entries[-1]):
        return [line]
    if not is_report_title(title) or organ_in_title(title) is None:
        return [line]
    return [menu, title]


def _path_and_rest(line: str) -> list[str]:
    """The path of columns, and the title that stands behind its last step; the path as it is where none does."""
    for step in reversed(list(_LAST_STEP.finditer(line))):
        title = line[step.end() :].strip()
        ends = next((at for at in _cuts(title) if _is_title(title[:at].strip())), len(title))
        if ends >= 10 and not _BETWEEN_STEPS.search(title[:ends].strip()) and _is_title(title[:ends]):
            return [part for part in (line[: step.end()].strip(), title[:ends].strip(), title[ends:].strip()) if part]
    return [line]

"""Split lines above a text: a path of columns, a label and its value that a dump put on lines of their own are joined.

A dump that breaks at every element prints ``首页``, ``>``, ``政务公开`` below each other, ``来源：`` above its value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.patterns.line_starts import is_body

_SEPARATOR = re.compile(r"(?:>{1,2}|[＞»›→/\\|｜])")
_LABEL = re.compile(
    r"^[【\[（(]?(?:信息来源|文章来源|来\s?源|(?:发布|更新|成文|发文)?(?:时间|日期)|发布(?:机构|单位)|作者|责任编辑"
    r"|(?:您的|当前|所在|您(?:当前|现在)(?:所在)?的?|现在)?位置|字[体号](?:大小)?|浏览(?:次数|量)?|点击(?:数|量)?)\s?(?:是)?[:：]$"
)
_MAX_DISTANCE = 2  # lines between pieces, one of them blank (chosen)
_MAX_PATH_CHARS = 240  # chosen
_MAX_PIECE_CHARS = 24  # of a step of the path or a value (chosen)


def join_split(lines: Sequence[str]) -> list[str]:
    """*lines*, blank ones among them, with those above the first line of text joined that are pieces of one."""
    joined: list[str] = []
    last, waits = -1, False  # the last line that is not blank, and whether it ends with a separator that stood alone
    for n, line in enumerate(lines):
        if is_body(line):
            return [*joined, *lines[n:]]
        if line and last >= 0 and len(joined) - last <= _MAX_DISTANCE and _belongs(joined[last], line, waits=waits):
            label = "" if _LABEL.match(joined[last]) else " "
            joined[last:] = [joined[last] + label + line]
        else:
            joined.append(line)
            last = len(joined) - 1 if line else last
        waits = (waits and not line) or (_SEPARATOR.fullmatch(line) is not None and joined[last] != line)
    return joined


def _belongs(line: str, following: str, *, waits: bool) -> bool:
    """Whether *following* is a piece of *line*: a separator, the step behind one, the value of a label."""
    if _SEPARATOR.fullmatch(following):
        return not waits and len(line.rsplit(" ", 1)[-1]) <= _MAX_PIECE_CHARS
    if waits:
        return len(line) < _MAX_PATH_CHARS and len(following) <= _MAX_PIECE_CHARS
    return _LABEL.match(line) is not None and len(following) <= _MAX_PIECE_CHARS and not _LABEL.match(following)

"""Numbers that no list can mean: left out in one place, before any reader counts with them.

What stands beside them is read; JSON that is broken without them is as unreadable as any other.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

# Python makes no integer of more than 4,300 digits and no float of more than 308; ids have 32 at most.
_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")
_MONSTER = re.compile(r"\d{101,}")


def without_monsters(text: str) -> str:
    """Return *text* without its runs of more than a hundred digits."""
    return _MONSTER.sub("", text)


def read_json(text: str, *, strict: bool = True) -> Any:
    """Return the value of a JSON *text*, with None for a number that is none (NaN) or is infinite (1e999).

    A half of a pair in a string is U+FFFD.

    Raises ValueError, also for values that are nested too deep; *strict* as for json.loads.
    """
    try:
        value = json.loads(text, strict=strict, parse_float=_finite, parse_constant=lambda _: None)
        return _with_whole_pairs(value) if _HALF_PAIR.search(text) else value
    except RecursionError as error:
        raise ValueError("expected JSON, found values nested too deep to be read") from error


def _with_whole_pairs(value: Any) -> Any:
    """Return *value* with U+FFFD for each half of a pair (``\\ud800``), which no program can store."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.loads(text)


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None

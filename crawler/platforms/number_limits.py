"""Numbers that no list can mean: left out in one place, before any reader counts with them.

What stands beside them is read; JSON that is broken without them is as unreadable as any other.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

# Python makes no integer of more than 4,300 digits and no float of more than 308; ids have 32 at most.
_MONSTER = re.compile(r"\d{101,}")


def without_monsters(text: str) -> str:
    """Return *text* without its runs of more than a hundred digits."""
    return _MONSTER.sub("", text)


def read_json(text: str, *, strict: bool = True) -> Any:
    """Return the value of a JSON *text*, with None for a number that is none (NaN) or is infinite (1e999).

    Raises ValueError, also for values that are nested too deep; *strict* as for json.loads.
    """
    try:
        return json.loads(text, strict=strict, parse_float=_finite, parse_constant=lambda _: None)
    except RecursionError as error:
        raise ValueError("expected JSON, found values nested too deep to be read") from error


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None

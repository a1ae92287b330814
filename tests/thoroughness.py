"""How much is tried where more is better: kills, and examples of a property.

``THOROUGH=5 make test`` tries five times as much as a run that is meant to be quick.
"""

from __future__ import annotations

import os

FACTOR = int(os.environ.get("THOROUGH", "1"))


def times(number: int) -> int:
    """Return *number*, or the multiple of it that was asked for."""
    return number * FACTOR

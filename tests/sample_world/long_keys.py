"""Names of pages that consist of 19 digits."""

from __future__ import annotations


def long_key(key: str) -> str:
    """19 digits for a post id; they grow with it."""
    return str(1_700_000_000_000_000_000 + int(key) * 26_843_545_607)

"""Word lists as one string, which reads better than a column of quotes."""

from __future__ import annotations


def words(text: str) -> list[str]:
    """The words of *text*, parted by blanks."""
    return text.split()

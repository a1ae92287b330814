"""Names of pages and files as the platforms make them: stable, and growing with time where theirs do."""

from __future__ import annotations

from datetime import datetime
from random import Random
from zlib import crc32

from crawler.sample.answers import CHINA


def post_key(organ_or_title: str, moment: datetime) -> str:
    """A number that grows with time, as post ids do."""
    days = (moment - datetime(2015, 1, 1, tzinfo=CHINA)).days
    return str(3_000_000 + days * 1609 + crc32(organ_or_title.encode()) % 1600)


def hex_key(*parts: object) -> str:
    """32 hexadecimal digits that stay the same for the same parts."""
    return f"{Random('/'.join(map(str, parts))).getrandbits(128):032x}"

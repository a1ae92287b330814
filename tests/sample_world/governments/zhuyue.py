"""槠玥区: a catalogue of the gkmlpt platform; the reports lie among two hundred other pieces of disclosure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler.sample.answers import CHINA
from crawler.sample.governments.common import notice_entry
from crawler.sample.grammar import phrases
from crawler.sample.keys import post_key
from crawler.sample.model import Column, Entry, Portal
from crawler.sample.names import BUREAUS, ZHUYUE, bureau
from tests.sample_world.governments.section import section_entries

_NOTICES = 196  # so that three pages of 100 are needed
_RULES = """User-agent: *
Disallow: /gkmlpt/search
"""


def portal() -> Portal:
    """The portal of 槠玥区."""
    entries = (*section_entries(ZHUYUE, serial=6, head=True), *_notices())
    return Portal(
        key="zhuyue",
        name="槠玥区人民政府",
        place=ZHUYUE,
        platform="gkmlpt",
        site_id_code="9991040001",
        section=Column("其他法定信息", "/gkmlpt/index#5011", entries),
        trail=(("首页", "/"), ("政府信息公开", "/gkmlpt/")),
        hosts=("www.zhuyue.gov.example",),
        icp="澄ICP备99910401号",
        page_size=100,
        robots=_RULES,
        stamp="day",
        filtered=True,
        validators=False,
    )


def _notices() -> Iterator[Entry]:
    templates, names = phrases("frame")["notices"]["other"], list(BUREAUS)
    for number in range(_NOTICES):
        organ = bureau(ZHUYUE, names[number % len(names)])
        moment = datetime(2022, 1, 4, 9, 3, 20, tzinfo=CHINA) + timedelta(days=8 * number, minutes=7 * (number % 60))
        template = templates[number % len(templates)]
        yield notice_entry(organ, "other", template, moment, post_key(f"{template}{number}", moment))

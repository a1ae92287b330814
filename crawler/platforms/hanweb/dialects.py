"""The dialects in which Hanweb's records come.

XML (``<record><![CDATA[<li>…</li>]]></record>``), in the page and from the proxy; script text
(``dataStore = ['<li>…</li>', …]``); and, with truecms, JSONP around the XML.
"""

from __future__ import annotations

import re

from crawler.platforms.lists import script_values
from crawler.platforms.number_limits import read_json

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.S | re.I)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)|totalRecord['\"]?\s*[:=]\s*['\"]?(\d+)", re.I)


def unwrapped(text: str) -> str:
    """Return the XML inside a JSONP answer; other text as it is."""
    match = re.match(r"\s*[\w$.]+\(\s*(\{.*\})\s*\)\s*;?\s*$", text, re.S)
    try:
        return str(read_json(match[1]).get("result", "")) if match else text
    except ValueError:
        return text


def records(text: str) -> list[str]:
    """Return the records in *text*, each a piece of HTML."""
    if found := _RECORD.findall(text):
        return found
    store = script_values.variable(text, "dataStore")
    return [each for each in store if isinstance(each, str)] if isinstance(store, list) else []


def total(text: str) -> int | None:
    """Return the number of records of the whole list; the last one counts, the first may be an empty search form's."""
    found = [first or second for first, second in _TOTAL.findall(text)]
    return int(found[-1]) if found else None

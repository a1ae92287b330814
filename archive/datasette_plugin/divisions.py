"""The divisions that an archive's portals belong to: names, and what lies in what (GB/T 2260 codes)."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from archive.datasette_plugin.rows import Row, has_table, rows

_PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省",
    "22": "吉林省", "23": "黑龙江省",
    "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省",
    "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区",
    "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区", "61": "陕西省",
    "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区",
}  # fmt: skip
_WIDTHS = (2, 4, 6)  # digits of a province, a city, a county
_GOVERNMENT = re.compile("^(.+?)(人民政府|政府门户网站|门户网站|政府网|政府)$")


@dataclass(frozen=True, slots=True)
class Division:
    """A place: *prefix* are the digits of its code that tell it from others, *name* as its portal has it."""

    prefix: str
    name: str
    portals: tuple[Row, ...]  # rows of portals that belong to this very division

    @property
    def code(self) -> str:
        """The code with all its digits."""
        return self.prefix.ljust(6, "0")


class Divisions:
    """All divisions with a portal, and those above them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        portals = rows(db, "SELECT id, name, host, division_code FROM portals WHERE division_code IS NOT NULL")
        at: dict[str, list[Row]] = {}
        for portal in portals:
            own = prefix_of(portal["division_code"])
            for width in _WIDTHS:
                if width < len(own):
                    at.setdefault(own[:width], [])
            at.setdefault(own, []).append(portal)
        names = _official_names(db)
        self._all = {
            prefix: Division(prefix, names.get(prefix) or _name(prefix, own), tuple(own))
            for prefix, own in sorted(at.items())
        }

    def get(self, code: str) -> Division | None:
        """Return the division with this code, whole or without its last zeros."""
        return self._all.get(prefix_of(code))

    def below(self, prefix: str) -> list[Division]:
        """Return the divisions directly below *prefix*; below "" the provinces."""
        return [each for each in self._all.values() if parent_of(each.prefix) == prefix and each.prefix]

    def within(self, prefix: str) -> list[Division]:
        """Return all divisions whose code begins with *prefix*, itself among them."""
        return [each for each in self._all.values() if each.prefix.startswith(prefix)]

    def path(self, prefix: str) -> list[Division]:
        """Return the divisions from the province down to *prefix*."""
        return [
            self._all[prefix[:width]] for width in (*_WIDTHS, 9) if prefix[:width] in self._all and width <= len(prefix)
        ]

    def named(self, words: str) -> list[Division]:
        """Return the divisions whose name holds *words*, or whose code begins with them."""
        wanted = words.strip()
        if not wanted:
            return []
        return [each for each in self._all.values() if wanted in each.name or each.code.startswith(wanted)]

    def meant(self, words: str) -> list[Division]:
        """Return the division with this code or exactly this name; else all that may be meant."""
        exact = [each for each in self._all.values() if words in (each.code, each.prefix, each.name)]
        return exact if len(exact) == 1 else self.named(words)


def prefix_of(code: str) -> str:
    """Return the digits of a code that tell its place: two, four, six, or nine of a town.

    >>> prefix_of("440000"), prefix_of("440100"), prefix_of("440105"), prefix_of("110000")
    ('44', '4401', '440105', '11')
    """
    digits = code.strip()
    if len(digits) > 6 and digits[6:].strip("0"):
        return digits[:9]
    for width in _WIDTHS:
        if not digits[width:].strip("0"):
            return digits[:width]
    return digits[:6]


def parent_of(prefix: str) -> str:
    """Return the prefix of the division above; "" above a province.

    >>> parent_of("440105"), parent_of("44")
    ('4401', '')
    """
    return {2: "", 4: prefix[:2], 6: prefix[:4], 9: prefix[:6]}.get(len(prefix), "")


def _name(prefix: str, portals: list[Row]) -> str:
    names = [found[1] for portal in portals if (found := _GOVERNMENT.match(portal["name"]))]
    if names:
        return min(names, key=len)
    return _PROVINCES.get(prefix) or (min((p["name"] for p in portals), key=len) if portals else prefix.ljust(6, "0"))


def _official_names(db: sqlite3.Connection) -> dict[str, str]:
    """Return the names in the table of divisions, where the archive has one; of a code used twice, the younger."""
    if not has_table(db, "divisions"):
        return {}
    return {prefix_of(str(row["code"])): str(row["name"]) for row in rows(db, "SELECT code, name FROM divisions")}

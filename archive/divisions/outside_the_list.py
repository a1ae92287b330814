"""Places that no official list holds: divisions of the Xinjiang Production and Construction Corps, new areas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.divisions.table import Divisions

CORPS_REGION = "650000"  # the Corps lies in Xinjiang, and its bureaus are none of the region's

# The cities that divisions of the Corps are one with (师市合一); the eleventh and the twelfth have none.
_CORPS_CITIES = {
    "一": "659002", "二": "659006", "三": "659003", "四": "659008", "五": "659007", "六": "659004", "七": "659010",
    "八": "659001", "九": "659012", "十": "659005", "十三": "659011", "十四": "659009",
}  # fmt: skip
_NUMBERS = dict(zip(map(str, range(1, 15)), (*"一二三四五六七八九十", "十一", "十二", "十三", "十四"), strict=True))
_NUMBER = "|".join(sorted({*_NUMBERS, *_NUMBERS.values()}, key=len, reverse=True))
# 第八师, 农八师, 兵团八师; a bare 八师 only before its city (八师石河子市).
_CORPS = re.compile(
    rf"^(?P<corps>新疆生产建设兵团|新疆兵团|生产建设兵团|兵团)?(?:(?P<sure>[第农])?(?P<number>{_NUMBER})师)?(?:党委)?"
)

# State-level new areas (国家级新区) that are no division, and the smallest division around the whole of each.
# 浦东 and 滨海 are divisions since 1993 and 2009, 两江 since 2025; the rest as set up by the State Council to 2017.
_NEW_AREAS = {
    "两江新区": "500000", "舟山群岛新区": "330900", "兰州新区": "620100", "南沙新区": "440115", "西咸新区": "610000",
    "贵安新区": "520000", "西海岸新区": "370211", "金普新区": "210213", "天府新区": "510000", "湘江新区": "430100",
    "江北新区": "320100", "福州新区": "350100", "滇中新区": "530000", "哈尔滨新区": "230100", "长春新区": "220100",
    "赣江新区": "360000", "雄安新区": "130000",
}  # fmt: skip
_NEW_AREA = re.compile(f"^(?P<front>[\u4e00-\u9fff]{{2,8}}?)??(?P<area>{'|'.join(_NEW_AREAS)})")


@dataclass(frozen=True, slots=True)
class Outside:
    """A place outside the list: *code* of the division that it is one with, or that lies around it."""

    code: str
    printed: str
    rest: str  # the organ itself
    is_around: bool  # the code is that of a larger division


def read_corps(name: str, divisions: Divisions) -> Outside | None:
    """Return the division of the Corps, or the Corps itself, at the beginning of a folded *name*.

    >>> read_corps("新疆生产建设兵团第八师石河子市司法局", Divisions.load())
    Outside(code='659001', printed='新疆生产建设兵团第八师石河子市', rest='司法局', is_around=False)
    >>> read_corps("兵团财政局", Divisions.load()).is_around, read_corps("八师附属中学", Divisions.load())
    (True, None)
    """
    found = _CORPS.match(name)
    if found is None or not (found["corps"] or found["number"]):
        return None
    printed = str(found["number"] or "")
    number = _NUMBERS.get(printed, printed)
    city = divisions.by_code(_CORPS_CITIES.get(number, ""))
    rest = name[found.end() :]
    has_city = city is not None and rest.startswith(city.name)
    if not (found["corps"] or found["sure"] or has_city):
        return None
    if city is None:
        return Outside(CORPS_REGION, found[0], rest, True)
    rest = rest.removeprefix(city.name)
    return Outside(city.code, name[: len(name) - len(rest)], rest, False)


def read_new_area(name: str, divisions: Divisions) -> Outside | None:
    """Return the new area at the beginning of a folded *name*, after the name of its city or province if any.

    >>> read_new_area("重庆两江新区管委会", Divisions.load())
    Outside(code='500000', printed='重庆两江新区', rest='管委会', is_around=True)
    """
    found = _NEW_AREA.match(name)
    if found is None:
        return None
    code = _NEW_AREAS[found["area"]]
    above = [row.code for row in divisions.path(code)]
    front = found["front"]
    if front and not any(row.code in above for row in (*divisions.above_with_stem(front), *divisions.named(front))):
        return None
    return Outside(code, found[0], name[found.end() :], True)

"""Invented places and their organs.  No such places exist; their division codes (99….) are not assigned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A district, county or city: *level* is the last character of its name (区, 县, 市)."""

    name: str
    parent: str
    code: str
    case: str = "件"  # the measure word for cases: 宗 in the south
    unit: str = "股室"  # what an office inside a bureau is called

    @property
    def level(self) -> str:
        return self.name[-1]


@dataclass(frozen=True, slots=True)
class Organ:
    """Who reports: *name* as in titles and signatures, *own* as it calls itself, *domain* what it is about."""

    name: str
    own: str
    short: str
    domain: str
    place: Place


BUREAUS = {
    "水务局": ("水务", "water"),
    "教育局": ("教育", "education"),
    "市场监督管理局": ("市场监管", "market"),
    "城市管理和综合执法局": ("城管", "city"),
    "卫生健康局": ("卫健", "health"),
    "文化广电旅游体育局": ("文旅", "culture"),
    "住房和城乡建设局": ("住建", "housing"),
    "交通运输局": ("交通", "transport"),
    "农业农村局": ("农业农村", "farm"),
    "应急管理局": ("应急", "safety"),
    "生态环境局": ("环保", "environment"),
    "民政局": ("民政", "civil"),
    "人力资源和社会保障局": ("人社", "labour"),
    "财政局": ("财政", "finance"),
    "统计局": ("统计", "statistics"),
    "自然资源局": ("自然资源", "land"),
    "司法局": ("司法行政", "justice"),
}


def government(place: Place) -> Organ:
    """The people's government of the place."""
    return Organ(f"{place.name}人民政府", f"我{place.level}", place.name[:-1], "government", place)


def bureau(place: Place, name: str) -> Organ:
    """A bureau of the place's government; *name* is a key of BUREAUS."""
    short, domain = BUREAUS[name]
    return Organ(f"{place.name}{name}", "我局", short, domain, place)


def street(place: Place, name: str) -> Organ:
    """A street office (街道) or a town (镇) of the place."""
    if name.endswith("镇"):
        return Organ(f"{place.name}{name}人民政府", "我镇", name, "street", place)
    return Organ(f"{place.name}{name}办事处", "我街道", name, "street", place)


def zone(place: Place, name: str) -> Organ:
    """The committee that runs a zone."""
    return Organ(f"{place.name}{name}管理委员会", "管委会", name, "zone", place)


def organ_named(place: Place, name: str) -> Organ:
    """The organ of a place by its own name: 人民政府, a key of BUREAUS, or what ends in 街道, 镇 or 区.

    Raises ValueError for any other name.
    """
    if name == "人民政府":
        return government(place)
    if name in BUREAUS:
        return bureau(place, name)
    if name.endswith(("街道", "镇")):
        return street(place, name)
    if name.endswith("区"):
        return zone(place, name)
    raise ValueError(f"{name} is no organ; expected 人民政府, {'、'.join(BUREAUS)}, or what ends in 街道, 镇 or 区")

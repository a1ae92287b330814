"""Places in names of organs: which division the beginning of a name stands for, and what remains of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.divisions.organs import begins_with_office, organ_class, read_organ
from archive.divisions.short_names import stem
from archive.divisions.table import Division, Divisions
from cleaners.patterns.organ_endings import DEPARTMENT_END
from cleaners.patterns.word_lists import words

_FORMER = re.compile("[（(](?:原|以下|简称|挂)[^）)]*[）)]?$")  # 文化和旅游局（原市文广新局）
_BLANKS = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
_PARTS = re.compile("[、,，;；]|(?<=[委府局办厅]) +")  # joint organs: 中共浚县县委 浚县人民政府
# In front of the place: whose branch it is says nothing of where.
_IN_FRONT = re.compile("^(?:中国共产党|中共|中华人民共和国|国家税务总局|国家统计局|国家金融监督管理总局)")
_RELATIVE = re.compile(
    "^(?P<own>[我本])?(?P<kind>省(?!级|直)|自治区|地区|市(?!场|容|监(?!委|察))|区(?!域|划|块)|县(?!域)|州|盟|旗)"
    "(?:级|直)?(?=[\u4e00-\u9fff])"
)
_MARKET = re.compile("^市(?:场|容|监(?!委|察)|政(?!府|务|协|法))")  # 市监局 is no city's 监局
_ZONE = re.compile(
    "开发区|经开区|高新区|新区|新城|保税区|园区|示范区|度假区|[试实]验区|合作区|景区|商务区|功能区|科[技学]城"
)
_UNKNOWN = re.compile(
    "^(?P<name>[\u4e00-\u9fff]{2,7}?(?:省|市(?!场|容|监|政)|区(?!域|划|块)|县(?!域)|旗|自治州))[\u4e00-\u9fff]"
)
_NO_PLACE = re.compile(
    "(?:城市|都市|超市|社区|辖区|山区|库区|(?:国有|重点)林区|灌区|片区|地区|市区|城区|郊区|特区|保护区|[老军小港湖牧灾经高]区)$"
    "|[局厅]|委员会|法院|[支大]队"  # 公安局海珠区分局
    "|^[级委直]|政府|法治|依法|党[委组]|机关"  # 省委依法治省办
)


_PROPER_NAME = re.compile("[—－–-]")  # 广西—东盟经济技术开发区 is no zone of 广西 as a whole
# Counties whose names are words of offices: 公安局, 资源规划局, 平安建设办 are no offices of these.
_WORDS_OF_OFFICES = frozenset(words("公安 资源 平安 民政 文化 建设 新城 高新 开发 城区 市中"))
_ZONE_BEHIND_ITS_PLACE = re.compile(
    "(?:经济|高新|工业|产业|综合|航空港|化工|农业)[\u4e00-\u9fff]{0,10}?(?:开发区|园区|[试实]验区)"
)
_OTHER_ORGAN = re.compile("[\u4e00-\u9fff]{2,12}局|住房公积金(?:管理)?中心|公共资源交易中心")
_STREET = tuple("路街道大")  # 山西路, 上海街 are streets anywhere


@dataclass(frozen=True, slots=True)
class Place:
    """The divisions that a name may mean: *rows* agree in the text they explain, *names* counts the levels named."""

    rows: tuple[Division, ...]
    printed: str  # the part of the name that names the place; "" if none does
    names: int
    rest: str  # the organ itself


def fold_name(issuer: str | None) -> str:
    """Return the name in simplified characters, without blanks, former name in brackets and head organ of a branch."""
    text = _FORMER.sub("", (issuer or "").strip())
    parts = [part for part in _PARTS.split(text) if part.strip()]
    joined = "".join(parts[:1]) if len(parts) > 1 and _ends_like_an_organ(parts) else text
    folded = _BLANKS.sub("", joined)
    while (cut := _IN_FRONT.sub("", folded)) != folded and cut:
        folded = cut
    return _simplified(folded)


def read_place(name: str, divisions: Divisions, year: int | None = None) -> Place:
    """Return the longest reading of the place at the beginning of a folded *name*, as a report of *year* may mean it.

    Each further name must lie inside the one before it: 广州市海珠区, 四川省遂宁市大英县.  A division that was
    set up later is not meant: 两江新区 was no division before 2025.
    """
    readings = [
        reading
        for reading in _readings(name, 0, None, 0, divisions)
        if not _names_a_street(name, reading[0])
        and not _PROPER_NAME.match(name, reading[0])
        and may_be_meant(reading[1], year)
    ]
    end = max((reading[0] for reading in readings), default=0)
    best = [reading for reading in readings if reading[0] == end]
    names = max((reading[2] for reading in best), default=0)
    rows = {(row.code, row.name): row for _, row, depth in best if depth == names}
    return Place(tuple(rows.values()), name[:end], names, name[end:])


def read_customary(name: str, divisions: Divisions) -> Place | None:
    """Return the province or city whose name stands without its kind before an organ: 辽宁人社厅, 武汉经开区管委会.

    None where a county bears the name as well, or a city that of a province: only 厅 tells that 吉林科技厅 is the
    province's.
    """
    for length in (4, 3, 2):
        word, rest = name[:length], name[length:]
        rows = tuple(row for row in divisions.above_with_stem(word) if row.to_year is None)
        if not rows or not _is_organ_of_a_place(rest):
            continue
        if is_provincial(rest):
            rows = tuple(row for row in rows if row.level == "province")
        elif len(rows) > 1 or divisions.is_stem_of_a_county(word):
            rows = ()
        return Place(rows, word, 1, rest) if rows else None
    return None


def read_county_stem(name: str, home: str, divisions: Divisions) -> Place | None:
    """Return the county in *home* whose name stands without its kind before a department or a zone.

    西峡城管局 on the portal of 南阳市, 平潭综合实验区管委会 on that of the province.  None where the word begins
    the name of an office as well (公安, 资源), or is the name of *home* itself.
    """
    for length in (4, 3, 2):
        word, rest = name[:length], name[length:]
        if not divisions.is_stem_of_a_county(word) or word in _WORDS_OF_OFFICES:
            continue
        if not _is_department(rest) and not _ZONE_BEHIND_ITS_PLACE.match(rest):
            continue
        if any(stem(row.name) == word for row in divisions.path(home)):
            return None  # 荆州交通运输局 is the city's, though it has a 荆州区
        rows = tuple(row for row in divisions.with_county_stem(word) if divisions.lies_in(row.code, home))
        return Place(rows, word, 1, rest) if rows else None
    return None


def read_zone_inside(place: Place, divisions: Divisions) -> Place:
    """Return *place* with the city or county whose name stands without its kind before a zone: 河南省郑州航空港…区."""
    if len(place.rows) != 1 or not _ZONE.search(place.rest):
        return place
    code = place.rows[0].code
    found = read_customary(place.rest, divisions)
    if found is None or not all(divisions.lies_in(row.code, code) for row in found.rows):
        found = read_county_stem(place.rest, code, divisions)
    if found is None or len(found.rows) != 1 or found.rows[0].code == code:
        return place
    return Place(found.rows, place.printed + found.printed, place.names + 1, found.rest)


def is_provincial(rest: str) -> bool:
    """Tell whether an organ is a province's by its last word: 司法厅; of cities, too, is 人民政府办公厅.

    >>> is_provincial("司法厅"), is_provincial("司法局"), is_provincial("人民政府办公厅")
    (True, False, False)
    """
    return rest.endswith("厅") and not rest.endswith("办公厅")


def relative_kind(rest: str) -> str | None:
    """Return 市 of 市水务局 and 区 of 区司法局: the kind of division that only the portal can name; else None.

    >>> relative_kind("市水务局"), relative_kind("市场监督管理局"), relative_kind("市民政局"), relative_kind("教育局")
    ('市', None, '市', None)
    """
    found = None if _MARKET.match(rest) else _RELATIVE.match(rest)
    return found["kind"] if found else None


def unknown_place(name: str) -> str | None:
    """Return what looks like the name of a division at the beginning of *name*, which the table does not know."""
    found = _UNKNOWN.match(name)
    if not found or _NO_PLACE.search(found["name"]) or _ZONE.search(found["name"]):
        return None
    return found["name"]


def names_a_zone(rest: str, types: tuple[str, ...]) -> bool:
    """Tell whether the organ, of these *types*, belongs to a development zone or the like, which has no code.

    A committee that is a department (住房和城乡建设管理委员会) is none of a zone by its last word.
    """
    return bool(_ZONE.search(rest)) or organ_class(types) == "zone"


def may_be_meant(row: Division, year: int | None) -> bool:
    """Tell whether *row* stood when the report of *year* appeared, or before; without a year, whatever it is."""
    return year is None or row.from_year is None or row.from_year <= year + 1


def _readings(
    name: str, start: int, above: Division | None, depth: int, divisions: Divisions
) -> Iterator[tuple[int, Division, int]]:
    """Yield (end, division, levels named) for all ways to read divisions from *start* on."""
    for length in range(min(divisions.longest_name, len(name) - start), 1, -1):
        word = name[start : start + length]
        for row in divisions.named(word):
            if above is None or (row.code != above.code and divisions.lies_in(row.code, above.code)):
                yield start + length, row, depth + 1
                yield from _readings(name, start + length, row, depth + 1, divisions)
        if depth < 2:  # 四川遂宁大英县: a name without its kind counts only before a place inside it
            for row in divisions.above_with_stem(word):
                if above is None or divisions.lies_in(row.code, above.code):
                    yield from _readings(name, start + length, row, depth + 1, divisions)


def _is_department(rest: str) -> bool:
    return begins_with_office(rest) and DEPARTMENT_END.search(rest) is not None


def _is_organ_of_a_place(rest: str) -> bool:
    if rest.startswith(_STREET) or _PROPER_NAME.match(rest):
        return False
    if _OTHER_ORGAN.fullmatch(rest):
        return True
    return organ_class(read_organ(rest)) in ("department", "zone", "government") and bool(
        DEPARTMENT_END.search(rest) or _ZONE.search(rest)
    )


def _simplified(name: str) -> str:
    """Return *name* in simplified characters; their table takes .15 s to make, and few names need it."""
    try:
        name.encode("gb2312")  # has the simplified characters, and of the traditional ones hardly any
    except UnicodeEncodeError:
        from archive.text.simplified import simplified

        return simplified(name)
    return name


def _names_a_street(name: str, end: int) -> bool:
    return name.startswith(("街道", "镇", "乡"), end)  # 城区街道办事处 is the street 城区


def _ends_like_an_organ(parts: list[str]) -> bool:
    return all(part.strip().endswith(tuple("委府局办厅处会室")) for part in parts)

"""Names of places as a person types them: one rule for a crawl, a search, coverage and portals."""

from __future__ import annotations

import pytest

from archive.divisions.named import UnknownDivision, one_place, places_called, places_of_portals

HELD = {
    "22": ("吉林省",),
    "2202": ("吉林省", "吉林市"),
    "44": ("广东省",),
    "4401": ("广东省", "广州市"),
    "440103": ("广东省", "广州市", "荔湾区"),
    "440105": ("广东省", "广州市", "海珠区"),
    "430121": ("430000", "430100", "长沙县"),
    "530423": ("云南省", "玉溪市", "通海县"),
    "532530": ("云南省", "红河哈尼族彝族自治州", "金平苗族瑶族傣族自治县"),
    "110105": ("北京市", "朝阳区"),
    "220104": ("吉林省", "长春市", "朝阳区"),
    "320302": ("江苏省", "徐州市", "鼓楼区"),
    "990102": ("禾省", "青禾市", "青禾市溪山区"),
    "990103": ("禾省", "青禾市", "云溪县"),
    "990103101": ("禾省", "青禾市", "云溪县", "石桥镇"),
}


@pytest.mark.parametrize(
    ("words", "prefix"),
    [
        ("4401", "4401"),
        ("440100", "4401"),  # the code of a city means what its name means: all that lies in it
        ("440000", "44"),
        ("440105", "440105"),
        ("440105000000", "440105"),  # as the statistics bureau writes it
        ("990103101", "990103101"),
        ("44010", "44010"),
        ("4401 ", "4401"),
        ("４４０１", "4401"),
        ("广州", "4401"),
        ("广州市", "4401"),
        ("广东省广州市", "4401"),
        ("广东 广州 海珠", "440105"),
        ("廣州市海珠區", "440105"),
        ("廣東", "44"),
        ("金平县", "532530"),
        ("红河金平县", "532530"),
        ("金平", "532530"),
        ("溪山", "990102"),
        ("溪山区", "990102"),
        ("青禾市溪山区", "990102"),
        ("禾省云溪县", "990103"),
        ("石桥", "990103101"),
        ("吉林", "22"),  # the city lies in the province of its name
        ("长春朝阳区", "220104"),
        ("鼓楼区", "320302"),  # the only one of four that is held
        ("玉溪通海", "530423"),
    ],
)
def test_a_place_is_meant_by_its_code_its_name_or_a_part_that_no_other_has(words: str, prefix: str) -> None:
    assert one_place(words, HELD, "the archive holds") == prefix


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "朝阳",
            "division 朝阳: the archive holds 2 places that may be meant, 110105 北京市 朝阳区, 220104 吉林省 长春市 朝阳区;"
            " give a code, or the names of the places above",
        ),
        (
            "溪",
            "division 溪: the archive holds 2 places that may be meant, 990102 禾省 青禾市 青禾市溪山区, 990103 禾省",
        ),
        ("深圳", "division 深圳: the archive holds nothing of 440300 广东省 深圳市"),
        ("深圳市南山区", "division 深圳市南山区: the archive holds nothing of 440305 广东省 深圳市 南山区"),
        ("440300", "division 440300: the archive holds nothing of 440300 广东省 深圳市"),
        ("4403", "division 4403: the archive holds nothing of 440300 广东省 深圳市"),
        ("臺北", "division 臺北: no place is known by this name or code"),
        ("市中区", "division 市中区: the archive holds nothing of"),
        ("77", "division 77: no place is known by this name or code; expected a name such as 广州, or the beginning"),
        ("昆仑", "division 昆仑: no place is known by this name or code"),
    ],
)
def test_what_is_doubtful_not_held_or_unknown_is_told_apart(words: str, message: str) -> None:
    with pytest.raises(UnknownDivision) as error:
        one_place(words, HELD, "the archive holds")
    assert str(error.value).startswith(message)


def test_a_place_that_is_not_held_is_not_taken_for_one_whose_name_holds_its_own() -> None:
    held = {"310101": ("上海市", "南京东路新区"), "3101": ("上海市", "南京东路新区")}
    with pytest.raises(UnknownDivision, match="holds nothing of 320100 江苏省 南京市"):
        one_place("南京", held, "the archive holds")


def test_a_beginning_of_codes_gives_all_that_begin_so_and_blanks_nothing() -> None:
    assert places_called("9901", HELD) == ["990102", "990103", "990103101"]
    assert places_called("4401", HELD) == ["4401"]
    assert places_called("  ", HELD) == []


def test_no_more_than_ten_candidates_are_named() -> None:
    held = {f"9901{number:02}": (f"第{number}石桥区",) for number in range(1, 20)}
    with pytest.raises(UnknownDivision, match=r"holds 19 places that may be meant, .* 第10石桥区, \.\.\.; give a code"):
        one_place("石桥", held, "the archive holds")


def test_places_of_portals_have_the_names_of_the_table_or_those_of_their_portals() -> None:
    held = places_of_portals([("440105", "海珠"), ("990103", "云溪县水务局"), ("990103", "云溪县人民政府")])
    assert held == {
        "44": ["广东省"],
        "4401": ["广东省", "广州市"],
        "440105": ["广东省", "广州市", "海珠区"],
        "990103": ["云溪县"],
    }


# Held under today's codes, but 110228, which is what the archive of an older year holds.
RENAMED = {
    "11": ("北京市",),
    "110118": ("北京市", "密云区"),
    "130502": ("河北省", "邢台市", "襄都区"),
    "370116": ("山东省", "济南市", "莱芜区"),
    "320213": ("江苏省", "无锡市", "梁溪区"),
    "330105": ("浙江省", "杭州市", "拱墅区"),
    "6505": ("新疆维吾尔自治区", "哈密市"),
    "450181": ("广西壮族自治区", "南宁市", "横州市"),
    "330104": ("浙江省", "杭州市", "江干区"),
}


@pytest.mark.parametrize(
    ("words", "prefix"),
    [
        ("密云县", "110118"),
        ("北京市密云县", "110118"),
        ("密雲縣", "110118"),
        ("110228", "110118"),
        ("莱芜市", "370116"),  # divided; the district that bears its name
        ("崇安区", "320213"),  # merged with two others
        ("下城区", "330105"),
        ("哈密地区", "6505"),
        ("横县", "450181"),
        ("邢台市桥东区", "130502"),  # a code that got another name
        ("江干区", "330104"),  # held under the code that it had
    ],
)
def test_a_former_name_means_what_the_place_is_today(words: str, prefix: str) -> None:
    assert one_place(words, RENAMED, "the archive holds") == prefix


@pytest.mark.parametrize("words", ["密云区", "密云", "密云县", "110228"])
def test_a_place_that_is_held_under_its_former_name_alone_is_found_by_todays(words: str) -> None:
    held = {"11": ("北京市",), "110228": ("北京市", "密云县")}
    assert one_place(words, held, "the archive holds") == "110228"


def test_a_former_name_does_not_hide_the_place_that_bears_it_today() -> None:
    with pytest.raises(UnknownDivision, match="holds nothing of 130702 河北省 张家口市 桥东区"):
        one_place("桥东区", RENAMED, "the archive holds")


def test_a_former_name_of_which_nothing_is_held_leads_to_todays() -> None:
    with pytest.raises(UnknownDivision, match="holds nothing of 120118 天津市 静海区"):
        one_place("静海县", RENAMED, "the archive holds")

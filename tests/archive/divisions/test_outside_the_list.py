"""Places that no official list holds: the Corps and its divisions, new areas, zones, and committees that are departments."""

from __future__ import annotations

import pytest

from archive.divisions import resolve

# issuer, division of the portal, year -> code, level, first type
CORPS = [
    ("新疆生产建设兵团第三师图木舒克市司法局", None, 2023, "659003", "county", "justice"),
    ("第四师可克达拉市人民政府", None, 2022, "659008", "county", "government"),
    ("兵团第十师北屯市教育局", "650000", 2021, "659005", "county", "education"),
    ("十三师新星市应急管理局", "659011", 2024, "659011", "county", "emergency"),
    ("第六师五家渠市101团", "659004", 2023, "659004", "county", None),
    ("第十一师司法局", "650000", 2023, "650000", None, "justice"),  # a division without a city
    ("新疆生产建设兵团财政局", None, 2023, "650000", None, "finance"),  # is not the region's bureau
    ("新疆维吾尔自治区财政厅", None, 2023, "650000", "province", "finance"),
    ("第九师白杨市公安局", None, 2024, "659012", "county", "public_security"),
]
NEW_AREAS = [
    ("重庆两江新区管理委员会", "500112", 2022, "500000", None, "zone"),  # spans three districts
    ("两江新区司法局", None, 2023, "500000", None, "justice"),
    ("两江新区人民政府", None, 2025, "500157", "county", "government"),  # a division since
    ("西咸新区空港新城管理委员会", "610000", 2023, "610000", None, "zone"),
    ("四川天府新区管委会", None, 2023, "510000", None, "zone"),
    ("长沙湘江新区管委会", "430104", 2023, "430100", None, "zone"),
    ("青岛西海岸新区教育和体育局", "370211", 2023, "370211", None, "education"),
    ("浦东新区司法局", None, 2023, "310115", "county", "justice"),  # a division
    ("江北区司法局", "500105", 2023, "500105", "county", "justice"),
]
COMMITTEES = [
    ("上海市住房和城乡建设管理委员会", None, 2023, "310000", "province", "housing"),
    ("上海市长宁区建设和管理委员会", None, 2023, "310105", "county", "housing"),
    ("北京市城市管理委员会", None, 2023, "110000", "province", "urban_management"),
    ("天津市南开区住房和建设委员会", None, 2023, "120104", "county", "housing"),
    ("张家口经济开发区管理委员会", "130700", 2023, "130700", None, "zone"),
    ("苏州工业园区管理委员会", "320500", 2023, "320500", None, "zone"),
]


@pytest.mark.parametrize(("issuer", "portal", "year", "code", "level", "kind"), [*CORPS, *NEW_AREAS, *COMMITTEES])
def test_a_place_that_no_list_holds_has_the_code_that_it_is_one_with_or_that_lies_around_it(
    issuer, portal, year, code, level, kind
):
    found = resolve(issuer, portal_division=portal, year=year)
    assert (found.division_code, found.admin_level, found.organ_type) == (code, level, kind)


@pytest.mark.parametrize(
    ("portal", "code", "how"),
    [(None, "440105", "unique_name"), ("440100", "440105", "name"), ("440104", "440104", "portal")],
)
def test_an_index_number_does_not_beat_a_name_that_is_clear_without_it(portal, code, how):
    found = resolve("海珠区司法局", index_number="11440104007510482X/2023-00001", portal_division=portal, year=2023)
    assert (found.division_code, found.how) == (code, how)
    assert any(line.startswith("contradiction: index_number says 440104") for line in found.evidence)


def test_an_index_number_stands_against_a_name_that_several_divisions_bear():
    found = resolve("鼓楼区司法局", index_number="11440104007510482X/2023-00001", year=2023)
    assert found.how == "index_number"

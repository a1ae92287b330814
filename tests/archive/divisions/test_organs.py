"""Kinds of organs by their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.divisions import organ_types, read_organ
from archive.divisions.organs import organ_class


@pytest.mark.parametrize(
    ("names", "types"),
    [
        ("教育局 教委", "education"),
        ("教体局 教育体育局", "education sport"),
        ("城管局 城市管理和综合执法局 综合行政执法局 城市管理局 城镇管理局", "urban_management"),
        ("文化广电旅游体育局 文体和旅游局", "culture_tourism sport"),
        ("文化和旅游局 文旅局 文广旅局", "culture_tourism"),
        ("工科局 科技和工业信息化局", "science industry"),
        ("交通运输综合行政执法支队 交通运输局", "transport"),
        ("公安局交通警察支队 公安局 公安分局", "public_security"),
        ("规划和自然资源局海珠区分局 自然资源局 国土资源局", "natural_resources"),
        ("市监局 市场监督管理局 工商行政管理局", "market"),
        ("政务服务和数据管理局", "government_services data"),
        ("卫健局 卫生健康委员会 卫生和计划生育局", "health"),
        ("水务局 水利局 水利厅", "water"),
        ("人民政府 政府", "government"),
        ("人民政府办公室 政府办 政府办公厅", "government_office"),
        ("人民政府昌岗街道办事处 街道办事处 昌岗街道综合行政执法队 昌岗街道", "street"),
        ("杜桥镇人民政府 杜桥镇", "town"),
        ("栗子乡人民政府 满族乡", "township"),
        ("乡村振兴局", "rural_revitalisation"),
        ("城乡建设局 住房和城乡建设局", "housing"),
        ("经济技术开发区管委会 高新区 东盟经开区 空港新城", "zone"),
        ("税务局", "tax"),
        ("阅览室 我局 某某集团 教育", ""),
    ],
)
def test_synonyms_give_one_type_and_merged_bureaus_several(names: str, types: str) -> None:
    for name in names.split():
        assert read_organ(name) == tuple(types.split()), name


def test_every_type_is_reached_by_one_of_its_own_words() -> None:
    for row in organ_types().values():
        endings = ("", "局", "委员会", "办公室")
        found = [read_organ(word + ending) for word in row.words for ending in endings]
        assert any(types[:1] == (row.type,) for types in found), row.type


@given(st.text(max_size=40))
def test_any_text_gives_known_types(text: str) -> None:
    types = read_organ(text)
    assert set(types) <= set(organ_types())
    assert (organ_class(types) is None) == (not types)

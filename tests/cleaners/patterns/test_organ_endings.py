"""Endings of names of organs, for each use."""

import pytest

from cleaners.metadata.titles import organ_in_title
from cleaners.patterns.organ_endings import DEPARTMENT_END, PLACE_END, RUNNING_END, SIGNING_END, TITLE_END


@pytest.mark.parametrize(
    "name", ["清河县水利局", "某某旗委", "锡盟盟委", "高新区管委会", "市总工会", "区住房和城乡建设委员会"]
)
def test_organs_sign_by_their_last_word(name: str) -> None:
    assert SIGNING_END.search(name)


@pytest.mark.parametrize("text", ["优化营商环境", "报送市政府的报告", "依法治市"])
def test_other_words_sign_nothing(text: str) -> None:
    assert not SIGNING_END.search(text)


@pytest.mark.parametrize(
    "name", ["高新区管委会", "市发展改革委", "执法大队", "花都区", "阿拉善盟", "县总工会", "某委（某局）"]
)
def test_titles_begin_with_organs_or_places(name: str) -> None:
    assert TITLE_END.search(name)


def test_the_committee_of_a_zone_is_the_organ_of_its_title() -> None:
    assert organ_in_title("清河高新区管委会2023年度法治政府建设工作报告") == "清河高新区管委会"


@pytest.mark.parametrize("name", ["海关", "残疾人联合会", "供销合作社", "交警支队", "街道办事处"])
def test_a_department_is_known_by_its_last_word(name: str) -> None:
    assert DEPARTMENT_END.search(name)


def test_the_longest_ending_comes_first() -> None:
    assert RUNNING_END.index("街道") < RUNNING_END.index("|街|")
    assert PLACE_END.search("花都区")
    assert not PLACE_END.search("花都区政府")

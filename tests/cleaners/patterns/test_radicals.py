import unicodedata

from cleaners.patterns.radicals import _CHARACTERS, without_radical, without_supplement


def test_each_radical_of_the_supplement_has_one_character_and_none_is_another_radical() -> None:
    assert all(0x2E80 <= radical <= 0x2EFF and unicodedata.name(chr(radical)) for radical in _CHARACTERS)
    assert all(unicodedata.name(character).startswith("CJK UNIFIED") for character in _CHARACTERS.values())
    assert len(_CHARACTERS) > 100


def test_radicals_of_both_blocks_are_read_as_their_characters() -> None:
    assert "".join(map(without_radical, "⻓沙⼀⻔⻰⺟⻳户")) == "长沙一门龙母龟户"
    assert without_supplement("长沙") == "长沙"

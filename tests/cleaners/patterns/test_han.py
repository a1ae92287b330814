"""Chinese characters in texts."""

from cleaners.patterns.han import count_han, has_han, is_han


def test_punctuation_digits_and_kana_are_no_chinese_characters() -> None:
    assert count_han("2024年，法治（ア）") == 3
    assert has_han("第3条")
    assert not has_han("3。、「」")
    assert is_han("㐀一龥")
    assert not is_han("")
    assert not is_han("一 二")

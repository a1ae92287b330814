"""Tables in a terminal: widths of Chinese text, wrapping, numbers to the right."""

from hypothesis import given
from hypothesis import strategies as st

from archive.text.terminal import places, table

TEXTS = st.text(st.sampled_from("法治政府建设，。a1 -b\t\x1b\u200b"), max_size=40)


def test_a_chinese_character_takes_two_places() -> None:
    assert (places("法治"), places("abc"), places("（a）")) == (4, 3, 5)


def test_numbers_stand_below_the_end_of_their_head() -> None:
    assert table(["name", "pages"], [["甲", 7], ["乙", 12]]).splitlines()[2:] == ["甲        7", "乙       12"]


def test_the_widest_cells_are_wrapped_and_nothing_is_lost() -> None:
    title = "关于2024年度法治政府建设情况的报告" * 3
    lines = table(["id", "title"], [["d0a1b2c3d4e5f607", title]], width=40).splitlines()
    assert max(map(places, lines)) <= 40
    assert lines[2].startswith("d0a1b2c3d4e5f607  ")
    assert "".join(line[16:].strip() for line in lines[2:]) == title


def test_a_word_is_broken_only_where_it_is_longer_than_a_column_may_be() -> None:
    address = "http://www.example.gov.cn/zwgk/fzzfjs/202501/t20250101_1.html"
    lines = table(["kind", "url"], [["soft_404", address]], width=40).splitlines()
    assert lines[2].startswith("soft_404  http://")
    assert "".join(line[10:] for line in lines[2:]) == address


def test_what_would_move_the_cursor_is_a_blank() -> None:
    assert table(["title"], [["法治\x1b[2J\n政府"]]).splitlines()[2] == "法治 [2J 政府"


@given(st.lists(st.tuples(TEXTS, TEXTS, st.integers(0, 10**6)), max_size=4), st.integers(30, 100))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, int]], width: int) -> None:
    assert max(places(line) for line in table(["甲", "乙", "n"], rows, width).splitlines()) <= max(width, 60)

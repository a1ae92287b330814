from hypothesis import given
from hypothesis import strategies as st

from archive.identity import SHORT_TEXT_CHARS, comparable, document_ids, payload_digest, text_digest

PAGE = "http://www.jia.gov.cn/1.html"


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert comparable(comparable(text)) == comparable(text)


def test_folding_is_stable_where_dropping_a_mark_lets_letters_combine():
    assert comparable("\u1100-\u1161") == comparable("\u1100\u1161") == "가"


@given(st.text(), st.text())
def test_folded_text_has_letters_and_digits_alone(head, tail):
    assert all(character.isalnum() for character in comparable(f"{head} ，（_\u3000\n{tail}"))


def test_width_case_blanks_and_punctuation_do_not_count():
    assert comparable("２０２５年 ＡＢＣ，法治\n政府（建设）。") == comparable("2025年abc法治政府建设")


def test_figures_and_characters_count():
    assert comparable("办结12件") != comparable("办结13件")
    assert comparable("法治政府") != comparable("法制政府")


def test_title_and_issuer_do_not_count_for_a_long_text(article):
    assert text_digest(article("法治", title="甲", issuer="甲局"), PAGE) == text_digest(article("法治"), PAGE)


def test_title_and_issuer_count_for_a_short_text(article):
    def digest(**fields):
        return text_digest(article("本年度无相关情况。", is_long=False, **fields), PAGE)

    assert len({digest(issuer="甲局"), digest(issuer="乙局"), digest(title="丙"), digest()}) == 4
    assert digest(issuer="甲 局", title="报告。") == digest(issuer="甲局", title="报告")


def test_a_text_of_the_limit_is_long(article):
    limit, below = "法" * SHORT_TEXT_CHARS, "法" * (SHORT_TEXT_CHARS - 1)
    assert text_digest(article(limit, is_long=False, title="甲"), PAGE) == text_digest(
        article(limit, is_long=False), PAGE
    )
    assert text_digest(article(below, is_long=False, title="甲"), PAGE) != text_digest(
        article(below, is_long=False), PAGE
    )


def test_files_without_text_are_told_apart_by_page_and_title(article, attachment):
    files = (attachment("report.pdf", "http://www.jia.gov.cn/report.pdf"),)
    one = text_digest(article("", title="报告", attachments=files), PAGE)
    assert one != text_digest(article("", title="报告", attachments=files), "http://www.jia.gov.cn/2.html")
    assert one != text_digest(article("", title="另一报告", attachments=files), PAGE)
    assert one == text_digest(article(" \n", title="报 告", attachments=files), PAGE)


def test_neither_text_nor_files_is_no_document(article):
    assert text_digest(article("", title="报告"), PAGE) is None


def test_ids_of_one_digest_differ_and_begin_with_d():
    ids = document_ids(payload_digest(b"report"))
    assert len(ids) == len(set(ids)) == 50
    assert all(len(name) == 16 and name.startswith("d") for name in ids)

"""Rules of a page's own style sheet that hide, and those that do not."""

from __future__ import annotations

import pytest

from cleaners import clean_page

TEXT = ["2024年，我局坚持依法行政，现将有关情况报告如下，请予审议。", "全年制定规范性文件12件，备案率达100%。"]
HIDDEN = "本栏目内容已经归档，查询请联系档案室办理手续。"
NOTE = f'<div id="old" class="note past"><p>{HIDDEN}</p></div>'


def clean(style: str, note: str = NOTE) -> list[str]:
    inner = f'<div class="text">{note}{"".join(f"<p>{line}</p>" for line in TEXT)}</div>'
    head = f"<html><head><style>{style}</style></head>"
    return clean_page(f"{head}<body><h1>柳荫区水务局工作报告</h1>{inner}</body></html>".encode()).paragraphs


@pytest.mark.parametrize(
    "style",
    [
        ".note{display:none}",
        "#old { DISPLAY : NONE ; }",
        "div.past{color:red;display:none!important}",
        ".text .note{visibility:hidden}",
        "p{margin:0} .a,.note,.b{display:none}",
        "/* .note{} */ <!-- .note{display:none} -->",
        "@charset 'utf-8'; @media screen{.x{color:red} .note{display:none}}",
        ".note{display:block} #old{display:none}",
        ".note{display:block} .note{display:none}",
        "@media print{.x{display:block}} .note{display:none}",
        "@font-face{font-family:x;src:url(x)} .note{display:none}",
    ],
)
def test_what_a_rule_hides_is_no_text(style: str) -> None:
    assert clean(style) == TEXT


@pytest.mark.parametrize(
    "style",
    [
        "@media print{.note{display:none}}",
        "@media (max-width:600px){p{margin:0}.note{display:none}}",
        "@media print{@page{margin:0} .note{display:none}",
        ".note:hover{display:none}",
        ".note:after{display:none}",
        ".notes{display:none}",
        ".note{display:none} #old{display:block}",
        ".note{display:none} .text .note{display:block}",
        ".note.gone{display:none}",
        ".other .note{display:none}",
        "/* .note{display:none} */",
        ".note{overflow:hidden}",
        "{display:none} ...{display:none}",
    ],
)
def test_what_no_rule_hides_on_the_screen_is_text(style: str) -> None:
    assert clean(style) == [HIDDEN, *TEXT]


@pytest.mark.parametrize(
    "opening",
    [
        "<div hidden>",
        "<dialog>",
        "<div style='VISIBILITY: hidden'>",
        "<p class='layui-hide'>",
        "<p style='position:absolute; left: -9999px'>",
    ],
)
def test_what_its_element_hides_is_no_text(opening: str) -> None:
    assert clean("", f"{opening}{HIDDEN}</{opening[1:].split()[0].strip('>')}>") == TEXT


def test_an_open_dialog_is_text() -> None:
    assert clean("", f"<dialog open>{HIDDEN}</dialog>") == [HIDDEN, *TEXT]


def test_the_elements_own_style_goes_before_rules() -> None:
    shown = NOTE.replace("<div ", '<div style="display:block" ')
    assert clean(".note{display:none}", shown) == [HIDDEN, *TEXT]


def test_a_text_that_waits_for_a_script_to_show_it_is_text() -> None:
    assert clean(".text{display:none}", "") == TEXT
    long = f'<div class="whole">{"".join(f"<p>{line * 5}</p>" for line in TEXT)}</div>'
    page = f"<style>.whole{{display:none}}</style><h1>报告</h1>{long}<p>页面正在打开，请您稍等片刻，感谢您的理解与支持，祝您生活愉快，工作顺利，谢谢。</p>"
    assert clean_page(page.encode()).paragraphs[1:3] == [line * 5 for line in TEXT]


@pytest.mark.parametrize("unit", [".a{display:none}", ".a{", "}", "@media x{", "/*", ".a .b{display:block}", ".a "])
def test_a_flood_of_rules_ends(unit: str) -> None:
    assert clean(unit * 20_000)[-2:] == TEXT

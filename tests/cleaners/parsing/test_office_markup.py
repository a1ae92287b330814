"""What a word processor pastes into a page: settings are no text, text in its elements is."""

from __future__ import annotations

import pytest

from cleaners import clean_page

TEXT = ["2024年，我局坚持依法行政，现将有关情况报告如下，请予审议。", "全年制定规范性文件12件，备案率达100%。"]
SETTINGS = (
    "<w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom><w:PunctuationKerning/>"
    "<w:DrawingGridVerticalSpacing>7.8 磅</w:DrawingGridVerticalSpacing><w:LidThemeOther>EN-US</w:LidThemeOther></w:WordDocument>"
)


def clean(before: str, between: str = "") -> list[str]:
    inner = f"<div>{before}<p>{TEXT[0]}</p>{between}<p>{TEXT[1]}</p></div>"
    return clean_page(f"<html><body><h1>柳荫区水务局工作报告</h1>{inner}</body></html>".encode()).paragraphs


@pytest.mark.parametrize(
    "settings",
    [
        f"<xml>{SETTINGS}</xml>",
        SETTINGS,
        f"<p>{SETTINGS}</p>",
        f"<!--[if gte mso 9]><xml>{SETTINGS}</xml><![endif]-->",
        "<xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>",
        "<xml><x:ExcelWorkbook><x:ActiveSheet>1</x:ActiveSheet></x:ExcelWorkbook></xml>",
        "<p>Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE MicrosoftInternetExplorer4</p>",
        "<p>Normal</p><p>@page Section1 {size:595.3pt 841.9pt}</p><style>p.MsoNormal{mso-style-parent:''}</style>",
        "<p>/* Style Definitions */ table.MsoNormalTable {mso-style-name:普通表格; mso-tstyle-rowband-size:0;}</p>",
        "<p>&lt;!--[if gte mso 9]&gt;&lt;xml&gt;&lt;w:View&gt;Normal&lt;/w:View&gt;&lt;![endif]--&gt;</p>",
        "<style>p.MsoNormal{mso-style-parent:''; margin:0}</style>",
    ],
)
def test_settings_of_a_pasted_document_are_no_text(settings: str) -> None:
    assert clean(settings) == TEXT
    assert clean("", settings) == TEXT


@pytest.mark.parametrize(
    "markup",
    [
        "<o:p>全年审查合同9份，出具意见9条。</o:p>",
        "<w:sdt><w:sdtcontent>全年审查合同9份，出具意见9条。</w:sdtcontent></w:sdt>",
        "<st1:chsdate year='2024'>全年审查合同9份，出具意见9条。</st1:chsdate>",
        "<![if !supportLists]>全年审查<![endif]>合同9份，出具意见9条。",
        "<w:Compat>全年审查合同9份，出具意见9条。",
    ],
)
def test_text_in_elements_of_a_word_processor_is_text(markup: str) -> None:
    assert clean("", f"<p>{markup}</p>") == [TEXT[0], "全年审查合同9份，出具意见9条。", TEXT[1]]

"""Hard-wrapped text: sentences that an editor broke at its width are joined, everything else stays lines."""

from __future__ import annotations

import textwrap

import pytest

from cleaners import clean_page, clean_text

PARAGRAPHS = [
    "2024年，我局认真贯彻落实上级关于法治政府建设的各项部署，紧密结合水利工作实际，扎实推进依法行政，现将主要情况报告如下。",
    "一、主要举措和成效",
    "一年来，我局修订完善重大行政决策程序规定，组织法律顾问参与合同审查36份，出具书面意见52条，未发生因决策不当引起的纠纷。",
    "全面推行行政执法三项制度，开展河湖巡查126次，立案查处水事违法案件9件，罚没款项全部上缴国库，群众满意度明显提高。",
    "二、存在的不足",
    "基层执法力量比较薄弱，部分执法人员运用法治思维解决问题的能力还有差距，普法宣传的形式也比较单一，需要继续改进。",
    "三、下一步打算",
    "继续加强执法队伍建设，健全各项制度机制，推动依法治水再上新台阶。",
    "松源县水利局",
    "2025年1月16日",
]


def wrapped(width: int, indent: str = "　　") -> list[list[str]]:
    """The lines of each paragraph, broken after *width* characters."""
    return [textwrap.wrap(indent + one, width, drop_whitespace=False, break_on_hyphens=False) for one in PARAGRAPHS]


def clean(inner: str) -> list[str]:
    body = f"<h1>松源县水利局2024年法治政府建设年度报告</h1><div>发布时间：2025-01-20</div><div>{inner}</div>"
    return clean_page(f"<html><body>{body}</body></html>".encode()).paragraphs


@pytest.mark.parametrize("width", [24, 28, 34, 40])
@pytest.mark.parametrize(
    ("before", "after"),
    [("", "<br>"), ("<p>", "</p>"), ("<div>", "</div>"), ("", "<br/>\r\n"), ("<span>", "</span><br>")],
)
@pytest.mark.parametrize("indent", ["　　", "&nbsp;&nbsp;&nbsp;&nbsp;"])
def test_sentences_broken_at_the_width_of_an_editor_are_joined(
    width: int, before: str, after: str, indent: str
) -> None:
    lines = [line for paragraph in wrapped(width) for line in paragraph]
    markup = "".join(f"{before}{line.replace('　　', indent)}{after}" for line in lines)
    assert clean(markup) == PARAGRAPHS
    assert clean_text("\n".join(clean(markup))).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("width", [26, 32])
def test_without_indents_the_width_alone_tells(width: int) -> None:
    lines = [line for paragraph in wrapped(width, "") for line in paragraph]
    assert clean("".join(f"<p>{line}</p>" for line in lines)) == PARAGRAPHS


def test_the_end_mark_alone_on_a_line_belongs_to_its_sentence() -> None:
    first = PARAGRAPHS[0]
    lines = ["　　" + first[:26], first[26:54], first[54:-1], first[-1]]
    rest = [line for paragraph in wrapped(28)[1:] for line in paragraph]
    assert clean("<br>".join([*lines, *rest])) == PARAGRAPHS


def test_preformatted_text_is_joined_without_blanks() -> None:
    lines = [line for paragraph in wrapped(27) for line in paragraph]
    assert clean("<pre>" + "\n".join(lines) + "</pre>") == PARAGRAPHS


NAMES = [
    "松源县人民政府办公室行政执法协调监督科",
    "松源县市场监督管理局综合行政执法大队直",
    "松源县自然资源和规划局国土空间规划一股",
] * 3


@pytest.mark.parametrize(
    "lines",
    [
        ["下列单位获得表彰，现予公布，请继续努力，再创佳绩，为全县法治建设作出新的更大贡献。", *NAMES[:2], "松源县水利局", *NAMES[2:5]],
        ["联系方式如下，请各单位按时报送材料，逾期不报的予以通报批评，并抄送有关部门知晓处理。", "地址：松源县滨河路一百二十八号政务大楼", "电话：0731-82345678转8012（工作时间）", "邮编：410000（松源县滨河路邮政支局）"],
        ["青山隐隐水迢迢", "秋尽江南草未凋", "二十四桥明月夜", "玉人何处教吹箫", "这首诗写的是江南秋天的景色，语言清新，意境优美，读来使人神往。"],
        ["1.制定规范性文件管理办法并组织实施情况", "2.行政执法三项制度落实情况及存在问题", "3.重大行政决策程序执行情况及有关台账", "4.行政复议和行政诉讼案件办理有关情况", "以上材料请于月底前报送县司法局，逾期不报的将予以通报批评，请认真落实。"],
        ["各乡镇人民政府：", "现将有关事项通知如下，请认真贯彻执行，执行中的问题请及时向县司法局反映。", "一、加强领导", "二、落实责任", "三、严格督查"],
    ],
    ids=["organs", "addresses", "verse", "items", "headings"],
)  # fmt: skip
def test_names_addresses_verse_items_and_headings_are_never_joined(lines: list[str]) -> None:
    assert clean("".join(f"<p>{line}</p>" for line in lines)) == lines
    assert clean("".join(f"　　{line}<br>" for line in lines)) == lines


def test_paragraphs_that_end_with_a_full_stop_stay_paragraphs_though_no_line_has_an_indent() -> None:
    lines = [
        "全年组织普法宣传活动二十六场，发放宣传资料三千余份。",
        "全年办理行政复议案件十二件，综合纠错率为百分之十六点六。",
    ] * 3
    lines = [f"{n}月，{line}" for n, line in enumerate(lines, 1)]
    assert clean("".join(f"<p>{line}</p>" for line in lines)) == lines

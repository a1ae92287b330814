"""Indicators: against labels of real reports made by hand, against planted figures, and their rules."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.database.schema import MEASURED
from cleaners.structure.indicators import VOCABULARY, Indicator, indicators
from cleaners.structure.indicators.literals import needed_pairs
from cleaners.structure.indicators.numbers import half_width, number_in_words
from crawler.sample.institutions import bureau, government, street
from crawler.sample.portal_files import place_of
from crawler.sample.reports import compose
from tests.cleaners.structure.labelled_paragraphs import read_paragraphs

LANTING, YANZE = place_of("lanting"), place_of("yanze")

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT.parent / "shared" / "seeds"
LABELS = json.loads((ROOT / "tests/golden/structure/seeds-indicators.json").read_text("utf-8"))
PHRASES = [  # a sentence, a tab, and each indicator with its value
    tuple(line.split("\t")) for line in (ROOT / "tests/golden/structure/phrases.tsv").read_text("utf-8").splitlines()
]
PARAGRAPHS = ROOT / "tests/golden/structure/paragraphs"
LEAST_PRECISION, LEAST_RECALL = 0.92, 0.85
PUNCTUATION = str.maketrans(",;:()", "，；：（）")


def stated(text: str, **options: object) -> list[tuple[str, str]]:
    """(indicator, value) of each figure found."""
    found = indicators(text, **({"report_year": 2024} | options))  # type: ignore[arg-type]
    return [(one.indicator, f"{one.value.normalize():f}") for one in found]


def flags_of(text: str, indicator: str) -> set[str]:
    return {flag for one in indicators(text, report_year=2024) if one.indicator == indicator for flag in one.flags}


@pytest.fixture(scope="module")
def real() -> dict[str, str]:
    if not SEEDS.exists():
        pytest.skip("the real reports are not here")
    return {name: json.loads((SEEDS / f"{name}.gold.json").read_text("utf-8"))["text"] for name in LABELS}


def test_the_labels_belong_to_the_real_reports(real: dict[str, str]) -> None:
    for name, text in real.items():
        assert hashlib.sha256(text.encode()).hexdigest() == LABELS[name]["text_sha256"], name


def test_figures_of_real_reports_are_found_with_the_promised_precision_and_recall(real: dict[str, str]) -> None:
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for name, text in real.items():
        labels = {
            (f["span"][0], f["indicator"], Decimal(f["value"]), f["unit"], f["qualifier"])
            for f in LABELS[name]["figures"]
            if f["indicator"]
        }
        answers = {(one.start, one.indicator, one.value, one.unit, one.qualifier) for one in indicators(text)}
        right.update(key[1] for key in labels & answers)
        found.update(key[1] for key in answers)
        true.update(key[1] for key in labels)
    table = "\n".join(f"{id_:24}{right[id_]:4}{found[id_]:4}{true[id_]:4}" for id_ in sorted(found | true))
    assert right.total() / found.total() >= LEAST_PRECISION, table
    assert right.total() / true.total() >= LEAST_RECALL, table
    precision, recall = right.total() / found.total(), right.total() / true.total()
    assert f"{true.total()} figures of five real reports" in MEASURED
    assert f"precision {precision:.2f}, recall {recall:.2f}." in MEASURED


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("mended", 0.98, 0.98),
        ("measured", 0.97, 0.97),
        ("unlike", 0.97, 0.97),
        ("fresh", 0.96, 0.96),
        ("later", 0.97, 0.96),
        ("kinds", 0.97, 0.97),
        ("organs", 0.97, 0.96),
        ("wordings", 0.96, 0.93),
        ("further", 0.97, 0.96),
        ("earlier", 0.97, 0.96),
        ("last", 0.97, 0.94),
        ("second_reader", 0.97, 0.97),
    ],
)
def test_figures_of_labelled_paragraphs_are_found(name: str, precision: float, recall: float) -> None:
    right = found = true = 0
    for paragraph in read_paragraphs(PARAGRAPHS / f"{name}.txt"):
        labels = Counter(paragraph.labels)
        answers = Counter((one.indicator, one.value) for one in indicators(paragraph.text, report_year=2024))
        right, found, true = right + (labels & answers).total(), found + answers.total(), true + labels.total()
    assert right / found >= precision
    assert right / true >= recall


@pytest.mark.parametrize(("term", "trap"), [(term.id, trap) for term in VOCABULARY.values() for trap in term.traps])
def test_what_looks_like_an_indicator_and_is_another_thing_is_not_read(term: str, trap: str) -> None:
    assert term not in {one.indicator for one in indicators(trap, report_year=2024)}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("自2021年启动以来培养法律明白人800名，其中今年新增120名；创建民主法治示范村5个。", 2024),
        ("比2023年减少58件；行政许可办件6120件。", 2024),
        ("败诉率由2022年的9.1%降至6.8%。", 2024),
        ("与2023年相比，今年办理行政许可120件。", 2024),
        ("按照《2023年度普法计划》，开展普法活动12场。", 2024),
        ("对2023年的案卷进行评查，评查案卷120份。", 2024),
        ("2023年，我局受理行政复议案件6件；办结5件。", 2023),
        ("2023年受理行政复议案件6件，今年受理9件。", 2024),
    ],
)
def test_a_figure_is_of_the_year_of_its_statement_not_of_one_that_is_cited_or_compared(text: str, year: int) -> None:
    assert indicators(text, report_year=2024)[-1].year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("根据《法治政府建设实施纲要（2021—2025年）》要求，我局2023年推进依法行政。\n办理行政处罚案件5件。", 2023),
        ("自2016年机构改革以来，依法行政不断推进。现将2022年度工作情况报告如下。\n办理行政处罚案件5件。", 2022),
        ("到2025年基本建成法治政府。\n办理行政处罚案件5件。", None),
    ],
)
def test_the_year_of_a_text_without_a_title_is_not_that_of_a_plan_that_it_cites(text: str, year: int | None) -> None:
    assert [one.year for one in indicators(text)] == [year]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("五年来，受理行政复议案件86件。其中维持41件，撤销12件。", []),
        ("五年来，受理行政复议案件86件。今年受理23件，维持11件。", ["23", "11"]),
        ("近年来，我局推进依法行政。受理行政复议案件8件。", ["8"]),
        ("2023年12月至2024年11月，受理行政复议案件8件。", ["8"]),
        ("2022年1月至2024年6月，受理行政复议案件8件。", []),
    ],
)
def test_what_follows_a_sum_of_many_years_is_of_them_until_another_time_is_named(text: str, values: list[str]) -> None:
    assert [value for _, value in stated(text)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未按期办结行政复议案件3件。", []),
        ("未报备规范性文件3件，未经审查的合同2份。", []),
        ("不予公开政府信息6件。", []),
        ("调解不成功12件，转诉讼8件。", []),
        ("出庭应诉12件，负责人未出庭2件。", [("appear.count", "12")]),
        ("行政诉讼案件中，原告败诉8件，行政机关败诉1件。", [("litig.lost", "1")]),
        ("应报备规范性文件9件，实际报备8件。", [("norm.filed", "8")]),
        ("经复议后，有27件案件未再进入诉讼程序。", []),
        ("向公安机关移送案件2件，公安机关移送我局案件3件。", [("enforce.transferred", "2")]),
        ("受理信访事项86件，化解80件。", [("petition", "86")]),
        ("召开党组会12次，其中听取汇报4次。", []),
        ("召开党组会议3次，专题研究法治政府建设工作。", [("lead.meetings", "3")]),
        ("罚款未缴8万元，没有办结的行政许可3件。", []),
        ("调解未成年人矛盾纠纷12件，作出相应行政处罚5件。", [("mediate.total", "12"), ("punish.cases", "5")]),
    ],
)
def test_what_was_not_done_or_another_side_got_is_not_read_as_its_opposite(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("因政府信息公开被申请行政复议3件，行政诉讼1件。", []),
        ("涉及信息公开的行政复议3件。其中维持2件。行政诉讼1件，正在审理。", []),
        ("因信息公开引发行政复议3件。全年办理行政复议案件30件。", [("review.accepted", "30")]),
        ("涉企行政复议案件9件，行政诉讼案件2件；办理行政诉讼案件20件。", [("litig.total", "20")]),
        ("无因信息公开导致的行政复议和行政诉讼情况。", []),
        ("收到信息公开申请2件，未引发行政复议、行政诉讼。", [("foi.requests", "2")]),
        ("诉讼案件共30件，其中民事诉讼21件，行政诉讼9件。", [("litig.total", "9")]),
        ("收到判决书6份（无行政败诉）。", [("litig.lost", "0")]),
    ],
)
def test_reviews_and_lawsuits_of_one_cause_or_of_other_kinds_are_not_the_number_of_all(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对5家企业各罚款3000元，全年罚款4.6万元。", [("punish.fine", "4.6")]),
        ("每个社区配备2名人民调解员，共有人民调解员60名。", [("mediate.staff", "60")]),
        ("每季度组织1次法治培训，全年培训4次。", [("train.sessions", "4")]),
        ("第一季度检查企业12家次，全年检查企业60家次。", [("inspect.count", "60")]),
        ("上半年调解纠纷43起。", [("mediate.total", "43")]),
        ("公职律师由2名增至4名。", [("lawyer.public", "4")]),
    ],
)
def test_what_is_of_each_or_of_a_part_of_the_year_is_not_the_number_of_the_year(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    "words",
    ["新收行政复议案件8件", "行政复议新收案8件", "行政复议收案8件", "收到行政复议申请8件", "本年新收8件行政复议案件"],
)
def test_reviews_that_came_in_are_received_however_it_is_said(words: str) -> None:
    assert stated(f"{words}，受理7件。") == [("review.received", "8"), ("review.accepted", "7")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("复议案件案由分布\n案由\t件数\n行政处罚\t40件\n行政强制\t5件", []),
        ("行政复议案件情况\n类别\t数量（件）\n行政处罚\t40\n行政许可\t5", []),
        ("执法情况\n类别\t数量（件）\n行政处罚\t40\n行政许可\t5", [("punish.cases", "40"), ("permit.count", "5")]),
    ],
)
def test_a_table_of_what_cases_were_about_gives_no_figures(text: str, expected: list[tuple[str, str]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "indicator", "flag"),
    [
        ("审结行政复议案件50件，其中维持40件、撤销15件。", "review.closed", "disagrees"),
        ("审结行政复议案件50件。其中维持30件。撤销30件。", "review.closed", "disagrees"),
        (
            "审结行政复议案件50件，其中维持30件、纠错10件（撤销6件、确认违法4件）、调解10件。",
            "review.closed",
            "recomputed",
        ),
        ("作出行政处罚100件，其中简易程序90件、普通程序20件。", "punish.cases", "disagrees"),
        ("收到行政复议申请50件。受理60件。", "review.accepted", "contradiction"),
        ("审结行政复议案件50件。撤销5件。直接纠错率20%。", "review.correction_rate", "disagrees"),
        ("审结行政复议案件50件。撤销5件。直接纠错率10%。", "review.correction_rate", "recomputed"),
        ("政务服务事项网上可办率120%。", "service.online_rate", "contradiction"),
        ("行政诉讼案件40件，败诉4件，败诉率5%。", "litig.loss_rate", "disagrees"),
    ],
)
def test_parts_and_rates_that_do_not_fit_their_paragraph_are_told_and_doubted(
    text: str, indicator: str, flag: str
) -> None:
    (one,) = [one for one in indicators(text, report_year=2024) if one.indicator == indicator]
    assert flag in one.flags
    assert (one.confidence < VOCABULARY[indicator].confidence) == (flag != "recomputed")


@pytest.mark.parametrize(
    "text",
    [
        "行政诉讼案件40件，审结30件，败诉3件，败诉率10%。",  # of those that are closed
        "全区审结行政复议案件50件，撤销5件。我局直接纠错率20%。",  # of another scope
        "审结行政复议案件50件，其中维持30件、纠错10件（撤销6件、确认违法4件）、调解8件。",
    ],
)
def test_what_may_be_right_is_not_doubted(text: str) -> None:
    assert not {"disagrees", "contradiction"} & {
        flag for one in indicators(text, report_year=2024) for flag in one.flags
    }


def test_full_width_punctuation_changes_nothing(real: dict[str, str]) -> None:
    for text in real.values():
        half = [(one.indicator, one.start, one.value) for one in indicators(text)]
        assert [(one.indicator, one.start, one.value) for one in indicators(text.translate(PUNCTUATION))] == half


@pytest.mark.parametrize("year", [2019, 2024])
@pytest.mark.parametrize(
    "organ",
    [
        government(LANTING),
        government(YANZE),
        bureau(YANZE, "教育局"),
        bureau(LANTING, "司法局"),
        street(YANZE, "峋梁镇"),
    ],
)
def test_every_planted_figure_is_found(organ: object, year: int) -> None:
    report = compose(organ, year, date(year + 1, 3, 1))  # type: ignore[arg-type]
    found = {(one.indicator, one.value) for one in indicators("\n".join(report.paragraphs), report_year=year)}
    assert {(name, Decimal(value)) for name, value in report.figures} - found == set()


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_what_reports_usually_say_is_read(text: str, expected: str) -> None:
    found = Counter(
        f"{one.indicator} {one.value.normalize():f}" for one in indicators(text, report_year=2024) if one.year == 2024
    )
    assert found == Counter(filter(None, expected.split("; ")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到行政复议申请320件，受理286件，审结251件。", "received 320, accepted 286, closed 251"),
        ("审结40宗行政复议案件，其中维持30宗，确认违法2宗。", "closed 40, upheld 30, corrected 2"),
    ],
)
def test_a_topic_is_carried_through_its_sentence(text: str, expected: str) -> None:
    assert stated(text) == [(f"review.{word.split()[0]}", word.split()[1]) for word in expected.split(", ")]


@pytest.mark.parametrize(
    "text",
    [
        "行政处罚案件同比增长12%，较上年多出30件。",
        "力争调解成功率达到98%以上。",
        "根据《行政复议法》第12条和花府规〔2019〕2号文件办理。",
        "2024年12月4日，开展12.4宪法日活动。",
        "没有一份规范性文件因内容违法被纠正。",
        "实现行政诉讼“零败诉”目标。",
        "全年无因执法纠纷信访案件。",
        "确保全年无行政复议案件。",
        "到2025年，行政机关负责人出庭应诉率达到100%。",
    ],
)
def test_what_is_no_figure_of_the_year_is_left_out(text: str) -> None:
    assert stated(text) == []


def test_a_part_of_a_figure_is_not_counted_again() -> None:
    assert stated("办理行政复议案件120件，其中区政府办理80件。") == [("review.accepted", "120")]
    assert stated("清理规范性文件，修改7份（其中4份由办公室印发）。") == [("norm.amended", "7")]


def test_what_was_reached_by_the_end_of_the_report_year_is_no_aim() -> None:
    assert stated("到2024年底，全区共有公职律师56名。") == [("lawyer.public", "56")]
    assert stated("截至到2025年1月，全区共有公职律师56名。") == [("lawyer.public", "56")]


def test_rates_that_are_zero_in_words_count() -> None:
    text = "全年行政复议纠错率、行政诉讼败诉率均为零。"
    assert stated(text) == [("review.correction_rate", "0"), ("litig.loss_rate", "0")]
    assert stated("力争行政诉讼败诉率为零。") == []


def test_zeros_come_in_the_order_in_which_they_are_named() -> None:
    assert stated("全年无行政复议和行政诉讼案件。") == [("review.accepted", "0"), ("litig.total", "0")]


def test_plans_are_left_out() -> None:
    text = "一、2024年工作情况\n办理行政处罚案件5件。\n二、2025年工作安排\n办理行政处罚案件9件。"
    assert stated(text) == [("punish.cases", "5")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年无行政复议和行政诉讼案件。", {"review.accepted", "litig.total"}),
        ("本年度未发生行政复议案件。", {"review.accepted"}),
        ("2024年我局未制定规范性文件。", {"norm.issued"}),
    ],
)
def test_zero_in_words_counts(text: str, expected: set[str]) -> None:
    found = indicators(text, report_year=2024)
    assert {one.indicator for one in found} == expected
    assert all(one.value == 0 and "zero_in_words" in one.flags for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共收到复议申请44件，受理40件，不受理4件。", "review.received 44; review.accepted 40; review.rejected 4"),
        ("未发生行政复议、行政应诉败诉案件。", "litig.lost 0"),
        ("无因信息公开引发的行政复议案件。", ""),
        ("新收行政应诉案件50件，其中行政处罚20件、行政许可4件。", "litig.total 50"),
        ("从申请事项看，行政处罚类案件20件。", ""),
        ("审结复议案件30件，其中以调解方式结案9件。", "review.closed 30; review.mediated 9"),
        ("行政处罚案件超过40件的有9个镇。", ""),
        ("近三年办理法律援助案件900件，今年办理310件。", "aid.cases 310"),
        ("计划培训执法人员300人。", ""),
        ("败诉率由去年的12%降至7%。", "litig.loss_rate 7"),
        ("县法院受理行政诉讼案件90件。", ""),
        ("办理行政复议、行政诉讼案件共12件。", ""),
        ("日均办理政务服务事项1200件。", ""),
        ("各科室均配备2名以上执法人员。", ""),
        ("办理党代表提案6件，审议法规议案2件。", ""),
    ],
)
def test_what_says_something_else_of_a_subject_is_not_its_figure(text: str, expected: str) -> None:
    assert stated(text) == [tuple(each.split()) for each in expected.split("; ") if each]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("组织开展5次专题学法，举办2期执法培训班，90人参训。", "study.law 5; train.sessions 2; train.people 90"),
        ("查处走私案件5件、超载案件2件、倾倒案件6件。", "punish.cases 5; punish.cases 2; punish.cases 6"),
        ("审查了20件重大行政决策和7件规范性文件。", "decision.reviewed 20; norm.reviewed 7"),
        ("对15件规范性文件、80份合同进行了合法性审核。", "norm.reviewed 15; decision.reviewed 80"),
        (
            "受理行政复议案件12件。从结果看，维持4件，撤销6件。",
            "review.accepted 12; review.upheld 4; review.corrected 6",
        ),
        ("未收到公民、法人或者其他组织提出的政府信息公开申请。", "foi.requests 0"),
        ("报备率、及时率均为100%。", "norm.filing_rate 100"),
        ("收到、受理行政复议申请分别为30件、28件。", "review.received 30; review.accepted 28"),
        ("受理行政复议申请（含上年结转）共计１０６件。", "review.accepted 106"),
        ("组织资格考试2批次164人。", "exam.people 164"),
        ("全年审查合同协议，共计40份。", "decision.reviewed 40"),
        ("败诉率仍然偏高，达到9%。", "litig.loss_rate 9"),
    ],
)
def test_a_figure_is_read_wherever_its_noun_stands(text: str, expected: str) -> None:
    assert stated(text.replace("败诉率", "行政诉讼败诉率")) == [tuple(each.split()) for each in expected.split("; ")]


def test_tables_are_read_by_their_head() -> None:
    head = "项目\t受理（件）\t审结（件）\n行政复议\t48\t41"
    assert stated(head) == [("review.accepted", "48"), ("review.closed", "41")]
    assert stated("项目\t2023年\t2024年\n行政处罚（件）\t210\t185") == [("punish.cases", "185")]
    organs = "单位\t行政处罚（件）\t行政检查（次）\n教育局\t3\t40\n水务局\t8\t96\n合计\t11\t136"
    assert stated(organs) == [("punish.cases", "11"), ("inspect.count", "136")]


def test_a_part_is_flagged() -> None:
    assert "part" in flags_of("收到行政复议申请58件，其中受理51件。", "review.accepted")
    assert "part" not in flags_of("收到行政复议申请58件，受理51件。", "review.accepted")


def test_a_whole_is_compared_with_its_parts_and_doubt_lowers_confidence() -> None:
    assert "recomputed" in flags_of("行政诉讼案件20件，一审12件，二审6件，再审2件。", "litig.total")
    (whole, *_) = indicators("行政诉讼案件20件，一审12件，二审16件。")
    (sure, *_) = indicators("行政诉讼案件20件，一审12件，二审6件。")
    assert "disagrees" in whole.flags
    assert whole.confidence < sure.confidence


def test_the_year_of_the_text_is_that_of_its_first_sentence() -> None:
    assert [one.year for one in indicators("2022年，我局依法行政。\n办理行政处罚案件5件。")] == [2022]


def test_pairs_by_which_patterns_are_found_are_in_every_match() -> None:
    assert needed_pairs("(?:审结|结案)了?") == {"审结", "结案"}
    assert needed_pairs("[^,]*") is None


def test_contradictions_are_kept_and_flagged() -> None:
    text = "处罚案件无行政复议及诉讼。行政复议维持率100%。"
    assert len(indicators(text)) == 3
    assert "contradiction" in flags_of(text, "review.upheld_rate")
    assert "contradiction" in flags_of(text, "review.accepted")
    assert "contradiction" not in flags_of(text, "litig.total")


def test_a_rate_is_recomputed_from_the_counts_of_its_sentence() -> None:
    assert "recomputed" in flags_of("调解纠纷400件，成功调解396件，成功率99%。", "mediate.rate")
    assert "disagrees" in flags_of("调解纠纷396宗，调解成功364宗，成功率超过92%。", "mediate.rate")
    assert not flags_of("调解成功率99%。", "mediate.rate")


def test_each_scope_keeps_its_rate() -> None:
    found = indicators("区政府负责人出庭应诉率100%，区级部门和镇街99.3%。")
    assert [(one.indicator, str(one.value)) for one in found] == [("appear.rate", "100"), ("appear.rate", "99.3")]
    assert "carried" in found[1].flags


@pytest.mark.parametrize(
    ("printed", "value", "unit", "qualifier"),
    [
        ("7800多人次", "7800", "人次", ">"),
        ("约400人次", "400", "人次", "≈"),
        ("近千万人次", "10000000", "人次", "≈"),
        ("10万余人次", "100000", "人次", ">"),
        ("6000余人（次）", "6000", "人(次)", ">"),
        ("1,250人次以上", "1250", "人次", "≥"),
        ("300人", "300", "人", None),
    ],
)
def test_numbers_are_read_as_printed(printed: str, value: str, unit: str, qualifier: str | None) -> None:
    (one,) = indicators(f"开展普法宣传，受众{printed}。")
    assert (one.indicator, one.value, one.unit, one.qualifier) == ("pop.reach", Decimal(value), unit, qualifier)


def test_a_row_of_a_table_with_one_number_is_read() -> None:
    assert stated("项目\t数量\t单位\n行政检查\t88\t次\n行政处罚\t12\t件") == [
        ("inspect.count", "88"),
        ("punish.cases", "12"),
    ]
    assert stated("指标\t2023年\t2024年\n行政检查\t88\t102") == []


def test_the_evidence_is_the_printed_sentence() -> None:
    text = "一、工作情况\n前一句话。全区审结行政复议案件约12宗；其余待办。后一句。"
    (one,) = indicators(text, report_year=2024)
    assert text[one.start : one.end] == "12宗"
    assert one.sentence == "全区审结行政复议案件约12宗；其余待办。"
    assert text[one.sentence_start :].startswith(one.sentence)
    assert (one.scope, one.year, one.qualifier) == ("全区", 2024, "≈")


def test_another_year_is_told() -> None:
    assert [one.year for one in indicators("2023年受理行政复议申请120件，2024年受理156件。", report_year=2024)] == [
        2023,
        2024,
    ]


@given(
    st.text(
        alphabet="行政复议处罚案件调解成功率其中近约余万千两一,，。;；、()（）\n\t0123456789%宗件次年", max_size=120
    )
)
def test_any_text_gives_indicators_that_point_into_it(text: str) -> None:
    found = indicators(text, report_year=2024)
    assert all(isinstance(one, Indicator) for one in found)
    for one in found:
        assert 0 <= one.sentence_start <= one.start < one.end <= len(text)
        assert text[one.sentence_start : one.sentence_start + len(one.sentence)] == one.sentence
        assert one.indicator in VOCABULARY
        assert one.value >= 0
        assert 0 < one.confidence <= 1


def test_folding_keeps_every_character_in_its_place() -> None:
    assert half_width("（１２件），共％") == "(12件),共%"


@given(st.integers(1, 9999))
def test_numerals_are_read_back(number: int) -> None:
    digits, words = "零一二三四五六七八九", ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        words += (digits[digit] + unit) if digit else ("零" if words and not words.endswith("零") else "")
    assert number_in_words(words.rstrip("零")) == number


def test_every_term_is_described_and_has_a_pattern() -> None:
    assert len(VOCABULARY) >= 50
    for term in VOCABULARY.values():
        assert term.label, term.id
        assert term.unit, term.id
        assert term.description.endswith("."), term.id
        assert term.patterns, term.id
        assert term.meaning, term.id
        assert term.traps, term.id
        assert {id_ for ids in term.share_of for id_ in ids} <= set(VOCABULARY), term.id

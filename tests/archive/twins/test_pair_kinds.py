"""compare() on kinds of pairs, two dozen of each: what no rule may merge, and what it must find."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from archive.twins import Report, compare
from benchmarks.reports import Invented, invented

COUNT = 24
FRESH = [made for made in (invented(number, 11) for number in range(80)) if made.plant == "fresh"][: COUNT + 1]
_FIGURE = re.compile(r"[\d.]+(?:万|余)*[件场次宗份项户起处家人元%部名个批条]*")
_SURNAMES = "王李张刘陈杨赵黄周吴"


def known(made: Invented, text: str, **fields: object) -> Report:
    return Report(text, *({"title": made.title, "organ": made.issuer, "year": made.year} | fields).values())


def without_figures(text: str) -> str:
    return _FIGURE.sub("", text)


def renamed(text: str, made: Invented, organ: str) -> str:
    """The text with another organ in its opening, and its signature."""
    return text.replace(made.issuer, organ)


def neighbours() -> Iterator[tuple[Invented, str]]:
    """Each report, and the name of another organ: of its place, of another place, and one that differs by a character."""
    for number, (made, other) in enumerate(pairwise(FRESH)):
        found = re.match(r"(.*[市区县])(.*)", made.issuer)
        assert found is not None
        place, bureau = found.groups()
        yield made, (f"{place}地震局", other.issuer, f"{place[:-3]}青{place[-3:]}{bureau}")[number % 3]


def _copycats(of: Callable[[str, Invented, str], tuple[Report, Report]]) -> list[tuple[Report, Report]]:
    return [of(without_figures(made.text), made, organ) for made, organ in neighbours()]


def named_in_the_text(text: str, made: Invented, organ: str) -> tuple[Report, Report]:
    title = made.title.replace(made.issuer, organ)
    return known(made, text), known(made, renamed(text, made, organ), title=title, organ=organ)


def named_in_the_titles_alone(text: str, made: Invented, organ: str) -> tuple[Report, Report]:
    text = text.replace(made.issuer, "")
    return known(made, text), known(made, text, title=made.title.replace(made.issuer, organ), organ=organ)


def named_beside_alone(text: str, made: Invented, organ: str) -> tuple[Report, Report]:
    text = text.replace(made.issuer, "")
    title = f"{made.year}年法治政府建设情况报告"
    return known(made, text, title=title), known(made, f"{text}\n特此报告。", title=title, organ=organ)


def named_once_in_the_text(text: str, made: Invented, organ: str) -> tuple[Report, Report]:
    text = f"{made.issuer}\n{text.replace(made.issuer, '')}"
    return Report(text), Report(renamed(text, made, organ))


@pytest.mark.parametrize(
    "of", [named_in_the_text, named_in_the_titles_alone, named_beside_alone, named_once_in_the_text]
)
def test_texts_without_figures_of_two_organs_are_never_merged(of) -> None:
    verdicts = [compare(*pair) for pair in _copycats(of)]
    assert len(verdicts) >= 20
    assert not [verdict for verdict in verdicts if verdict.is_twin]


def misread(text: str, share: float, seed: int) -> str:
    """As a scan is read: characters for others, some lost, digits too."""
    draw = random.Random(seed)
    others = "".join(sorted({character for character in text if "\u4e00" <= character <= "\u9fff"}))

    def read(character: str) -> str:
        if character.isspace() or draw.random() >= share:
            return character
        return draw.choice(("", draw.choice("0123456789") if character.isdigit() else draw.choice(others)))

    return "".join(map(read, text))


@pytest.mark.parametrize("share", [0.02, 0.05, 0.07])
@pytest.mark.parametrize("has_titles", [True, False])
def test_a_scan_with_misread_characters_is_its_report(share: float, has_titles: bool) -> None:
    verdicts = []
    for number, made in enumerate(FRESH[:COUNT]):
        scan = misread(made.text, share, number)
        pair = (known(made, made.text), known(made, scan)) if has_titles else (Report(made.text), Report(scan))
        verdicts.append(compare(*pair))
    found = [verdict for verdict in verdicts if verdict.is_twin]
    assert len(found) >= COUNT - 1, [verdict for verdict in verdicts if not verdict.is_twin]


def other_character(text: str, at: int) -> str:
    return f"{text[:at]}赢{text[at + 1 :]}"


@pytest.mark.parametrize("share", [0.03, 0.05])
@pytest.mark.parametrize("has_issuer", [True, False])
def test_a_scan_whose_organ_or_year_is_misread_in_the_title_is_its_report(share: float, has_issuer: bool) -> None:
    verdicts = []
    for number, made in enumerate(FRESH[:COUNT]):
        scan = misread(made.text, share, number)
        organ = other_character(made.issuer, number % (len(made.issuer) - 1))
        year = str(made.year)[:2] + str(number % 10) + str(made.year)[3:] if number % 3 == 0 else made.year
        of_scan = known(made, scan, title=f"{organ}{year}年法治政府建设年度报告", organ=has_issuer and organ, year=None)
        verdicts.append(compare(known(made, made.text), of_scan))
    assert sum(verdict.is_twin for verdict in verdicts) >= COUNT - 1, [each for each in verdicts if not each.is_twin]


def test_a_scan_without_figures_whose_organ_differs_by_a_character_is_for_a_person() -> None:
    for number, made in enumerate(FRESH[:COUNT]):
        text = without_figures(made.text).replace(made.issuer, "")
        organ = other_character(made.issuer, number % (len(made.issuer) - 1))
        scan = known(made, misread(text, 0.04, number), title=made.title.replace(made.issuer, organ), organ=organ)
        assert not compare(known(made, text), scan).is_twin


def test_a_year_that_no_text_names_is_misread_in_the_title_of_a_scan() -> None:
    verdicts = []
    for number, made in enumerate(FRESH[:COUNT]):
        text = f"{without_figures(made.text)}\n" + f"{made.year}年工作到此结束。" * 4
        year = f"20{(made.year // 10 + 5) % 10}{made.year % 10}"
        scan = known(made, misread(text, 0.04, number), title=made.title.replace(str(made.year), year), year=None)
        verdicts.append(compare(known(made, text), scan))
    assert sum(verdict.is_twin for verdict in verdicts) >= COUNT - 1, verdicts


def test_a_scan_of_a_neighbours_copy_is_not_its_model_where_the_title_is_misread_behind_the_organ() -> None:
    for number, (made, organ) in enumerate(neighbours()):
        text = without_figures(made.text).replace(made.issuer, "本单位")
        scan = Report(misread(text, 0.05, number), f"{organ}机{made.year}年法治政府建设年度报告", None, made.year)
        if abs(len(organ) - len(made.issuer)) > 1:
            assert not compare(known(made, text), scan).is_twin


def test_a_scan_of_the_next_years_report_is_not_that_of_the_year_before() -> None:
    draw = random.Random(3)
    for number, made in enumerate(FRESH[:COUNT]):
        moved = made.text.replace(f"{made.year}年", f"{made.year + 1}年")
        moved = re.sub(r"(?<!\d)\d{1,3}(?!\d)", lambda _: str(draw.randrange(1, 900)), moved)
        title = made.title.replace(str(made.year), str(made.year + 1))
        scan = known(made, misread(moved, 0.03, number), title=title, year=made.year + 1)
        assert not compare(known(made, made.text), scan).is_twin


def test_a_scan_of_a_copycat_is_not_its_model() -> None:
    for number, (made, organ) in enumerate(neighbours()):
        scan = misread(renamed(without_figures(made.text), made, organ), 0.05, number)
        assert not compare(known(made, without_figures(made.text)), known(made, scan, title=None, organ=organ)).is_twin


def test_a_repost_with_a_lead_and_a_tail_of_a_newspaper_is_its_report() -> None:
    for number, made in enumerate(FRESH[:COUNT]):
        name = _SURNAMES[number % 10]
        lead = f"本报讯（记者 {name}某）近日，{made.issuer}公布{made.year}年法治政府建设年度报告。全文如下：\n"
        repost = f"{lead}{made.text}\n（通讯员 {name}某某 供稿）"
        title = f"{made.issuer}发布{made.year}年法治政府建设年度报告"
        assert compare(known(made, made.text), known(made, repost, title=title, organ="溪山日报社")).is_twin, (
            made.issuer
        )


def test_a_wrong_year_in_the_title_of_one_text_is_for_a_person() -> None:
    for made in FRESH[:COUNT]:
        typo = made.title.replace(str(made.year), str(made.year + 1))
        verdict = compare(known(made, made.text), known(made, made.text, title=typo, year=made.year + 1))
        assert verdict.judgement == "review", verdict


def test_last_years_text_with_its_years_moved_on_is_another_report() -> None:
    for made in FRESH[:COUNT]:
        text = made.text.replace(f"{made.year}年", f"{made.year + 1}年").replace(
            f"{made.year + 1}年1", f"{made.year + 2}年1"
        )
        title = made.title.replace(str(made.year), str(made.year + 1))
        assert compare(known(made, made.text), known(made, text, title=title, year=made.year + 1)).judgement == "other"


def test_collections_half_years_and_interpretations_are_no_twins_of_a_report() -> None:
    for made, other in pairwise(FRESH):
        place = made.issuer[:4]
        collection = f"{made.text}\n{other.text}"
        title = f"{place}各部门{made.year}年法治政府建设年度报告汇编"
        assert not compare(known(made, made.text), known(made, collection, title=title, organ=None)).is_twin
        lines = made.text.split("\n")
        half = "\n".join(line for number, line in enumerate(lines) if number % 6 != 5)
        title = f"{made.issuer}{made.year}年上半年法治政府建设情况报告"
        assert not compare(known(made, made.text), known(made, half, title=title)).is_twin
        title = f"《{made.title}》解读"
        assert not compare(known(made, made.text), known(made, half, title=title)).is_twin


_WORK = (
    "组织学法",
    "审查合同",
    "办理复议案件",
    "作出处罚",
    "培训人员",
    "调解纠纷",
    "公开信息",
    "办理建议",
    "清理文件",
    "检查企业",
)


def template(mark: str, seed: int) -> str:
    """A report of numbered items, each of a figure in the same words, which names no organ."""
    numbers = random.Random(seed)
    lines = (
        f"{mark.format(n)}{work}{numbers.randint(10, 900)}件，各项任务扎实推进，成效明显，群众满意。"
        for n, work in enumerate(_WORK, 1)
    )
    return "\n".join(
        ("2024年，我局推进法治政府建设，情况如下。", *lines, "全局上下将继续努力，推动法治建设迈上新台阶。")
    )


@pytest.mark.parametrize("mark", ["（{}）", "{}．", "{}、", "{}. ", "({})", "第{}项，"])
def test_numbers_of_items_that_agree_prove_no_report(mark: str) -> None:
    assert compare(Report(template(mark, 1)), Report(template(mark, 2))).judgement == "other"


@pytest.mark.parametrize("label", ["【部门】", "[转载]", "（公示）"])
def test_a_label_before_a_title_is_no_part_of_its_organ(label: str) -> None:
    made = FRESH[0]
    assert compare(known(made, made.text), known(made, made.text, title=label + made.title)).judgement == "same"


def test_a_text_that_calls_its_organ_by_the_short_name_is_in_no_doubt() -> None:
    made = FRESH[0]
    short = re.sub(r"^.*(?=[市区县].{2,}$)", "", made.issuer)
    text = renamed(made.text, made, short)
    assert compare(known(made, made.text), known(made, text, title=None, organ=short)).judgement == "same"

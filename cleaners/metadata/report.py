"""Facts of a report in its own text: whose it is, which year, to whom, signed by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaners.article import Kind, Problem
from cleaners.metadata.signature import Signature
from cleaners.metadata.titles import QUOTED, is_report_title, kind_of_title, organ_in_title, year_in_title
from cleaners.patterns.line_starts import is_body, is_salutation
from cleaners.patterns.organ_endings import PLACE_LEVELS, SIGNING_END, is_organ_name
from cleaners.problem_kinds import ProblemKind

_SUBJECT = re.compile(r"法治政府|依法行政|法治建设|依法治|法治工作|法治[\u4e00-\u9fff]{1,4}建设")
_REPORTING = re.compile(r"(?:报告|汇报|总结)如下|(?:现将|现就).{0,60}(?:报告|汇报|总结|公布|公开)")
_NOW = re.compile(r"现(?:将|就).{0,30}?(20[0-4]\d)\s*年")
_SPEAKS_OF = re.compile(r"^(?:在)?\s*(20[0-4]\d)\s*年(?:度|以来|来)?[，,是]")  # the first sentence of a report
_TIME_SPENT = re.compile(r"^(?:20[0-4]\d\s*年|今年以来|一年来|年初以来|本年度)")
_DONE = re.compile(r"举措|措施|成效|做法|成绩|总结|(?:工作|开展|推进|落实|完成|建设|总体|基本)情况|主要工作|完成")
_OTHER_PERIOD = re.compile(
    r"(?:今年|20[0-4]\d年)(?:上半年|下半年|第?[一二三四]季度|前三季度)|十[一二三四五六]五[”\"’]?(?:以来|期间|时期)|[近过]?[三四五]年来"
)
_PERIOD_REPORTED = re.compile(  # what follows is of another time than a year
    r"现(?:将|就)[^。；]{0,40}?(?:[上下]半年|第?[一二三四]季度|(?<!\d)1\s*月?[-－—–─~～至到]{1,2}\s*(?:[1-9]|1[01])\s*月"
    r"|20[0-4]\d\s*年?[-－—–─~～至到]{1,2}\s*20[0-4]\d\s*年|[二两三四五]年来)"
    r"(?![^，。；]{0,8}(?:打算|计划|安排|思路|重点|任务))[^。；]{0,60}?如下"
)
_OPENS_WITH_PERIOD = re.compile(
    r"^(?:(?:今年|20[0-4]\d\s*年)(?:以来|的)?)?(?:[上下]半年|第?[一二三四]季度|前三季度|1\s*月?[-－—–─~～至到]{1,2}\s*(?:[1-9]|1[01])\s*月"
    r"|20[0-4]\d\s*年?[-－—–─~～至到]{1,2}\s*20[0-4]\d\s*年|[近过]?去?[二两三四五]年来)(?:度|份|期间|以来)?[，,]"
)
_UNTIL_FOLLOWS = re.compile(r"^.{0,200}?(?:报告|汇报|总结)如下")  # the sentence that says what the text is
_PLAN = re.compile(r"^.{0,8}?(20[0-4]\d)\s*年.{0,20}(?:打算|计划|安排|思路|重点|规划)")
_TOP_HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}\s*、")
_FIRST_HEADING = re.compile(r"^一、\s*(20[0-4]\d)\s*年")
_ITS_ORGAN = (
    re.compile(r"现(?:将|就)(?P<organ>[\u4e00-\u9fff（）]{3,30}?)(?:关于)?\s*20[0-4]\d\s*年"),
    re.compile(
        r"^(?:20[0-4]\d\s*年(?:度|以来|来)?|今年以来|一年来)[，,](?P<organ>[\u4e00-\u9fff（）]{3,30}?)"
        r"(?:在[^，。]{2,30}领导下|坚持|认真|深入|全面|紧紧|围绕|按照|始终|切实|积极|扎实|严格|持续|高度|牢固|紧扣|聚焦|立足|贯彻|不断|着力|以|在|根据|法治|依法)"
    ),
)
_OPENING_LINES = 6  # in which a text without title says what it is (chosen)
_MAX_LETTER_LINES = 12  # of a letter above the report that it goes with (chosen)
_MAX_TITLE_CHARS = 60  # of the title of that report (chosen)
_MIN_COLLECTED = 2  # reports of other organs, each with its title and a text, that make a collection (chosen)
_MIN_COLLECTED_CHARS = 150  # of each of these texts (chosen)
_COVERED = frozenset(("report", "periodic_report", "collection", "personal_report", "foi_report", "interpretation"))
_REPORTS = ("report", "periodic_report")


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts read off title, text and signature; *found* as in Article, *problems* where they contradict."""

    kind: Kind
    issuer: str | None
    report_year: int | None
    addressee: str | None
    found: dict[str, str]
    problems: tuple[Problem, ...]


def read_facts(
    title: str | None,
    lines: Sequence[str],
    signature: Signature | None,
    publisher: str | None,
    source: str | None,
    published_at: str | None,
) -> Facts:
    """The facts of a report; *publisher* is the 发布机构 of the head table, *source* the 来源."""
    found: dict[str, str] = {}
    kind, how = kind_of_text(title, lines)
    if kind != "other":
        found["kind"] = how
    issuer = _issuer(title, lines, signature, publisher, source, found)
    year = _year(kind, title, lines, published_at, signature, found)
    addressee = next((line for line in lines[:4] if is_salutation(line)), None)
    if addressee:
        found["addressee"] = "text"
    return Facts(kind, issuer, year, addressee, found, _contradictions(title, lines))


def kind_of_text(title: str | None, lines: Sequence[str]) -> tuple[Kind, str]:
    """The kind of a document, by its title or else its opening, and how it was found; ``other`` by nothing."""
    kind = kind_of_title(title) if title else "other"
    if kind in ("report", "other") and _is_collection(title, lines):
        return "collection", "text"
    if kind == "report" and title and _is_of_a_period(title, lines[:_OPENING_LINES]):
        return "periodic_report", "opening"
    if kind != "other":
        return kind, "title"
    return ("other", "") if title else (_kind_of_opening(lines[:_OPENING_LINES]), "opening")


def _kind_of_opening(lines: Sequence[str]) -> Kind:
    opening = "".join(lines)
    if not _SUBJECT.search(opening):
        return "other"
    first = next((line for line in lines if is_body(line) and not is_salutation(line)), "")
    done = any(_TOP_HEADING.match(line) and _DONE.search(line) for line in lines)
    if not (_REPORTING.search(opening) or (done and _TIME_SPENT.match(first))):
        return "other"
    said = next((found[0] for line in lines if (found := _UNTIL_FOLLOWS.match(line))), first[:_MAX_TITLE_CHARS])
    return "periodic_report" if _OTHER_PERIOD.search(said) else "report"


def _is_of_a_period(title: str, opening: Sequence[str]) -> bool:
    """Whether a report, the title of which tells no period, says in its *opening* that it is not of one year.

    Its first words count where the title names no year: a year's report may begin with what its first half brought.
    """
    if any(_PERIOD_REPORTED.search(QUOTED.sub("", line)) for line in opening):
        return True
    first = next((line for line in opening if is_body(line) and not is_salutation(line)), "")
    return year_in_title(title) is None and _OPENS_WITH_PERIOD.match(first) is not None


def _is_collection(title: str | None, lines: Sequence[str]) -> bool:
    """Whether *lines* hold the reports of several organs, each under its own title and long enough to be one."""
    sizes: dict[str, int] = {}
    organ = (organ_in_title(title) if title else None) or ""
    for line in lines:
        if is_title_inside(line) and (named := organ_in_title(line)):
            organ = named
            sizes.setdefault(organ, 0)
        elif organ in sizes:
            sizes[organ] += len(line)
    own = organ_in_title(title) if title else None
    return sum(size >= _MIN_COLLECTED_CHARS for organ, size in sizes.items() if organ != own) >= _MIN_COLLECTED


def is_title_inside(line: str) -> bool:
    """Whether *line*, met in a text, is the title of a report and nothing else."""
    if not 8 < len(line) < _MAX_TITLE_CHARS or "法" not in line or line[-1] in "。；：;:，," or is_body(line):
        return False
    return is_report_title(line)


def _issuer(
    title: str | None,
    lines: Sequence[str],
    signature: Signature | None,
    publisher: str | None,
    source: str | None,
    found: dict[str, str],
) -> str | None:
    if title and (organ := organ_in_title(title)) and found.get("kind") != "text":
        found["issuer"] = "title" if organ in re.sub(r"\s", "", title) else "place in title"
        return organ
    if found.get("kind") == "text":
        return None  # several organs'
    for line in lines[:_MAX_LETTER_LINES]:
        if is_title_inside(line) and (organ := organ_in_title(line)):
            found["issuer"] = "title in the text"
            return organ
    opening = _organ_in_opening(lines[:_OPENING_LINES]) if "kind" in found else None
    if opening and opening[0] in PLACE_LEVELS:  # 区商务局: whose, somebody else may say
        opening = next((name for name in (publisher, source) if name and name.endswith(opening)), opening)
    for organ, how in (
        (signature.organ if signature else None, "signature"),
        (opening, "opening"),
        (publisher, "head table"),
        (source, "source"),
    ):
        if organ and SIGNING_END.search(organ):
            found["issuer"] = how
            return organ
    return None


def _year(
    kind: Kind,
    title: str | None,
    lines: Sequence[str],
    published_at: str | None,
    signature: Signature | None,
    found: dict[str, str],
) -> int | None:
    if kind not in _COVERED:
        return None
    if title and (year := year_in_title(title)):
        found["report_year"] = "title"
        return year
    for line in lines[:_OPENING_LINES]:
        if named := _NOW.search(line):
            found["report_year"] = "opening"
            return int(named[1])
    if kind not in _REPORTS:
        return None
    if (title and is_report_title(title)) and year_in_title(title) is None and kind == "periodic_report":
        return None  # several years
    for line in lines[:_OPENING_LINES]:
        if named := _SPEAKS_OF.match(line) or (_DONE.search(line) and _FIRST_HEADING.match(line)):
            found["report_year"] = "opening"
            return int(named[1])
    for line in lines:
        if len(line) < 40 and (plan := _PLAN.match(line)):
            found["report_year"] = "plans heading"
            return int(plan[1]) - 1
    for moment, how in ((signature.signed_on if signature else None, "signature"), (published_at, "publication")):
        if moment:
            found["report_year"] = f"year before {how}"
            return int(moment[:4]) - 1
    return None


def _organ_in_opening(lines: Sequence[str]) -> str | None:
    """The organ of which the first sentences speak: 现将某县水利局2024年…报告如下; none that is called 我局."""
    for pattern in _ITS_ORGAN:
        for line in lines:
            if (named := pattern.search(line)) and is_organ_name(named["organ"]):
                return named["organ"]
    return None


def _contradictions(title: str | None, lines: Sequence[str]) -> tuple[Problem, ...]:
    year = year_in_title(title) if title else None
    heading = next((h for line in lines if (h := _FIRST_HEADING.match(line))), None)
    if year and heading and int(heading[1]) != year:
        return (Problem(ProblemKind.YEAR_CONFLICT, f"title names {year}, first heading {heading[1]}"),)
    return ()

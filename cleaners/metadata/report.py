"""Facts of a report in its own text: whose it is, which year, to whom, signed by whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleaners.article import Kind, Problem
from cleaners.metadata.signature import Signature
from cleaners.metadata.titles import is_report_title, kind_of_title, organ_in_title, year_in_title
from cleaners.patterns.line_starts import is_body, is_salutation
from cleaners.patterns.organ_endings import SIGNING_END
from cleaners.problem_kinds import ProblemKind

_SUBJECT = re.compile(r"法治政府|依法行政|法治建设|依法治")
_REPORTING = re.compile(r"(?:报告|汇报|总结)如下|(?:现将|现就).{0,60}(?:报告|汇报|总结|公布|公开)")
_NOW = re.compile(r"现(?:将|就).{0,30}?(20[0-4]\d)\s*年")
_PLAN = re.compile(r"^.{0,8}?(20[0-4]\d)\s*年.{0,20}(?:打算|计划|安排|思路|重点|规划)")
_FIRST_HEADING = re.compile(r"^一、\s*(20[0-4]\d)\s*年")
_OPENING_LINES = 6  # in which a text without title says what it is (chosen)
_MAX_LETTER_LINES = 12  # of a letter above the report that it goes with (chosen)
_MAX_TITLE_CHARS = 60  # of the title of that report (chosen)
_COVERED = frozenset(("report", "personal_report", "foi_report", "interpretation"))


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
    kind = _kind(title, lines, found)
    issuer = _issuer(title, lines, signature, publisher, source, found)
    year = _year(kind, title, lines, published_at, signature, found)
    addressee = next((line for line in lines[:4] if is_salutation(line)), None)
    if addressee:
        found["addressee"] = "text"
    return Facts(kind, issuer, year, addressee, found, _contradictions(title, lines))


def _kind(title: str | None, lines: Sequence[str], found: dict[str, str]) -> Kind:
    if title and (kind := kind_of_title(title)) != "other":
        found["kind"] = "title"
        return kind
    opening = "".join(lines[:_OPENING_LINES])
    if not title and _SUBJECT.search(opening) and _REPORTING.search(opening):
        found["kind"] = "opening"
        return "report"
    return "other"


def _issuer(
    title: str | None,
    lines: Sequence[str],
    signature: Signature | None,
    publisher: str | None,
    source: str | None,
    found: dict[str, str],
) -> str | None:
    if title and (organ := organ_in_title(title)):
        found["issuer"] = "title" if organ in re.sub(r"\s", "", title) else "place in title"
        return organ
    for line in lines[:_MAX_LETTER_LINES]:
        if "法" in line[-_MAX_TITLE_CHARS:] and len(line) < _MAX_TITLE_CHARS and not is_body(line):
            organ = organ_in_title(line)
            if organ and is_report_title(line):
                found["issuer"] = "title in the text"
                return organ
    for organ, how in (
        (signature.organ if signature else None, "signature"),
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
    if kind != "report":
        return None
    for line in lines:
        if len(line) < 40 and (plan := _PLAN.match(line)):
            found["report_year"] = "plans heading"
            return int(plan[1]) - 1
    for moment, how in ((signature.signed_on if signature else None, "signature"), (published_at, "publication")):
        if moment:
            found["report_year"] = f"year before {how}"
            return int(moment[:4]) - 1
    return None


def _contradictions(title: str | None, lines: Sequence[str]) -> tuple[Problem, ...]:
    year = year_in_title(title) if title else None
    heading = next((h for line in lines if (h := _FIRST_HEADING.match(line))), None)
    if year and heading and int(heading[1]) != year:
        return (Problem(ProblemKind.YEAR_CONFLICT, f"title names {year}, first heading {heading[1]}"),)
    return ()

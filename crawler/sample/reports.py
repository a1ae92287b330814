"""Compose invented reports: the same organ and year give the same report, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from crawler.sample.figures import draw_figures
from crawler.sample.grammar import Deck, fill, phrases
from crawler.sample.institutions import Organ

NUMERALS = "一二三四五六七八九十"
_STATED = re.compile(r"\{f\.([^{}]+)\}")
_LENGTHS = {"government": (4000, 5400), "street": (1500, 2300), "zone": (1500, 2300)}  # characters; the rest below
_LENGTH = (1700, 3300)
_WORK_LEADS = ("", "", "", "{year}年，", "围绕{obj}，", "结合{place}实际，", "在{obj}方面，", "年内，")
_OTHER_LEADS = ("", "", "", "对照{law}，", "从{obj}入手，")
_FREE = (
    "permit.count",
    "inspect.count",
    "enforce.publicity",
    "hotline.12345",
    "petition",
    "study.law",
    "foi.published",
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table: *kind* is salutation, h1, h2, h3, p, item, table, closing, signature or date."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The paragraphs of clean text that this block makes."""
        return tuple("\t".join(row) for row in self.rows) if self.rows else (self.text,)


@dataclass(frozen=True, slots=True)
class Report:
    """One report and the facts that it states."""

    organ: Organ
    year: int
    title: str
    blocks: tuple[Block, ...]
    addressee: str | None = None
    signature: str | None = None
    signed_on: str | None = None
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The clean text, as every page that carries the report should give it."""
        return tuple(line for block in self.blocks for line in block.lines)


def compose(organ: Organ, year: int, published: date, length: tuple[int, int] | None = None) -> Report:
    """The report of *organ* on *year*, signed at most five weeks before *published*.

    *length* is the range of its characters, that of its sort of organ unless given.
    """
    return _Composer(organ, year, length).report(published)


def amend(report: Report) -> Report:
    """The report with one corrected figure and one paragraph more, as if it had been replaced in silence.

    Raises ValueError if the report states no figure that stands alone.
    """
    found = [
        (name, value, place)
        for name, value in report.figures
        if name in _FREE
        for place, block in enumerate(report.blocks)
        if block.kind == "p" and re.search(_standing_alone(value), block.text)
    ]
    if not found:
        raise ValueError(f"{report.title} states none of {', '.join(_FREE)} in a paragraph: amend another report")
    name, value, place = found[0]
    corrected = str(int(value) + 3)
    blocks = list(report.blocks)
    blocks[place] = Block("p", re.sub(_standing_alone(value), corrected, blocks[place].text, count=1))
    blocks.insert(
        place + 1, Block("p", f"经复核，上述数据已按{report.year}年度台账作了订正，原统计口径漏计第四季度补录事项3项。")
    )
    figures = tuple((key, corrected if key == name else old) for key, old in report.figures)
    return replace(report, blocks=tuple(blocks), figures=figures)


def _standing_alone(figure: str) -> str:
    return rf"(?<!\d){figure}(?!\d)"


def chinese_date(day: date, zero: str = "〇") -> str:
    """The date in Chinese numerals: 二〇二五年二月十八日."""
    year = "".join((zero + NUMERALS)[int(digit)] for digit in str(day.year))
    return f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens - 1] + "十") + (
        NUMERALS[ones - 1] if ones else ""
    )


class _Composer:
    """The state of one report that is being written."""

    def __init__(self, organ: Organ, year: int, length: tuple[int, int] | None = None) -> None:
        self.organ, self.year = organ, year
        self.length = length or _LENGTHS.get(organ.domain, _LENGTH)
        self.rng = Random(f"{organ.name}/{year}")
        self.deck = Deck(self.rng)
        self.frame, self.work = phrases("frame"), phrases("work")
        domain = phrases("domains")[organ.domain]
        self.own = domain["own"]
        self.figures = draw_figures(self.rng, organ.domain)
        self.stated: dict[str, str] = {}
        self.words = {
            "organ": organ.name,
            "self": organ.own,
            "short": organ.short,
            "year": str(year),
            "next": str(year + 1),
            "obj": self.rng.sample(domain["objects"], 4),
            "law": self.rng.sample(domain["laws"], 3),
            "place": self.rng.sample(self.frame["places"], 4),
            "partner": self.rng.sample(self.frame["partners"], 3),
            "unit": organ.place.unit,
            "case": organ.place.case,
            "level": organ.place.level,
        } | {f"f.{name}": value for name, value in self.figures.items()}

    def report(self, published: date) -> Report:
        title = self.say(self.rng.choice(self.frame["titles"]))
        addressee = self.addressee()
        opening = [Block("salutation", addressee)] if addressee else []
        opening.append(Block("p", self.say(self.rng.choice(self.frame["openings"]))))
        signature, signed_on, ending = self.ending(published)
        blocks = (*opening, *self.parts(), *ending)
        return Report(self.organ, self.year, title, blocks, addressee, signature, signed_on, tuple(self.stated.items()))

    def say(self, template: str) -> str:
        for name in _STATED.findall(template):
            self.stated[name] = self.figures[name]
        return fill(template, self.rng, self.words)

    def clause(self, pool: list[str]) -> str:
        return self.say(self.deck.draw(pool))

    # -- the parts ------------------------------------------------------------------------------------------------

    def parts(self) -> Iterator[Block]:
        length = self.rng.randint(*self.length)
        work = list(self.themes(round(length * 0.62)))
        responsible = (self.frame["first_responsible"], list(self.prose(self.frame["responsible_acts"], length // 9)))
        problems = (self.frame["problems"], list(self.shortcomings(length // 8)))
        plans = (self.frame["plans"], list(self.prose(self.frame["plan_acts"], length // 7)))
        after = [problems, responsible] if self.rng.random() < 0.5 else [responsible, problems]
        if self.rng.random() < 0.25:  # every theme is a part of its own
            parts = [([heading], body) for heading, body in work] + [problems, plans]
        else:
            achievements = (self.frame["achievements"], list(self.numbered(work)))
            parts = [achievements, *after, plans]
            if self.rng.random() < 0.15:
                parts = [responsible, achievements, problems, plans]
        for mark, (headings, body) in zip(_marks(), parts, strict=False):
            yield Block("h1", f"{mark}、{self.say(self.rng.choice(headings))}")
            yield from body

    def numbered(self, work: list[tuple[str, list[Block]]]) -> Iterator[Block]:
        stop = self.rng.choice(["", "", "。"])
        for mark, (heading, body) in zip(_marks(), work, strict=False):
            yield Block("h2", f"（{mark}）{heading}{stop}")
            yield from body

    def themes(self, length: int) -> Iterator[tuple[str, list[Block]]]:
        count = min(max(length // 230, 4), len(self.work))
        names = self.rng.sample(list(self.work), count)
        table_at = self.rng.randrange(count) if self.rng.random() < 0.2 else None
        for number, name in enumerate(names):
            theme = self.work[name]
            body = list(self.theme(theme, length // count))
            if number == table_at:
                body += self.table()
            yield self.say(self.rng.choice(theme["headings"])), body

    def theme(self, theme: dict[str, list[str]], length: int) -> Iterator[Block]:
        count = Block("p", self.clause(theme["counts"])) if theme["counts"] and self.rng.random() < 0.8 else None
        length -= len(count.text) if count else 0
        form = self.rng.choice([self.prose, self.prose, self.inline_items, self.items, self.points])
        yield from form(theme["acts"], length, theme["results"])
        if count:
            yield count

    # -- the forms of a paragraph ---------------------------------------------------------------------------------

    def sentence(self, acts: list[str], results: list[str] | None = None) -> str:
        """One or two acts and perhaps a result; *results* is there in the parts about the year's work only."""
        clauses = [self.clause(acts)]
        if self.rng.random() < 0.45:
            clauses.append(self.clause(self.own if results and self.rng.random() < 0.6 else acts))
        if results and self.rng.random() < 0.6:
            clauses.append(self.clause(results))
        return "，".join(clauses) + "。"

    def prose(self, acts: list[str], length: int, results: list[str] | None = None) -> Iterator[Block]:
        text = ""
        while length > 0:
            lead = self.rng.choice(_WORK_LEADS if results else _OTHER_LEADS)
            text += self.say(lead) + self.sentence(acts, results)
            if len(text) >= min(length, 190):
                yield Block("p", text)
                length, text = length - len(text), ""

    def items(self, acts: list[str], length: int, results: list[str] | None = None) -> Iterator[Block]:
        for numeral in NUMERALS[: max(2, min(7, length // 42))]:
            yield Block("item", f"{numeral}是{self.sentence(acts, results)}")

    def inline_items(self, acts: list[str], length: int, results: list[str] | None = None) -> Iterator[Block]:
        marks = NUMERALS[: max(2, min(7, length // 42))]
        texts = [f"{numeral}是{self.sentence(acts, results).rstrip('。')}" for numeral in marks]
        yield Block("p", "；".join(texts) + "。")

    def points(self, acts: list[str], length: int, results: list[str] | None = None) -> Iterator[Block]:
        for number in range(1, max(3, min(7, length // 48)) + 1):
            name = self.rng.choice(["抓好", "做实", "规范", "改进"]) + self.rng.choice(self.words["obj"])
            yield Block("h3", f"{number}.{name}。{self.sentence(acts, results)}")

    def shortcomings(self, length: int) -> Iterator[Block]:
        yield from self.rng.choice([self.items, self.inline_items, self.prose])(self.frame["problem_acts"], length)
        if self.rng.random() < 0.6:
            yield Block("p", self.clause(self.frame["causes"]))

    def table(self) -> Iterator[Block]:
        case, figures = self.organ.place.case, self.figures
        yield Block("p", self.say(self.rng.choice(self.frame["table_leads"])))
        rows = [("项目", "数量", "单位")]
        for name, label, unit in (
            ("punish.cases", "行政处罚", case),
            ("inspect.count", "行政检查", "次"),
            ("permit.count", "行政许可", "件"),
            ("pop.events", "普法活动", "场次"),
        ):
            self.stated[name] = figures[name]
            rows.append((label, figures[name], unit))
        yield Block("table", rows=tuple(rows))

    # -- around the text ------------------------------------------------------------------------------------------

    def addressee(self) -> str | None:
        if self.organ.domain == "government" or self.rng.random() > 0.3:
            return None
        pool = "salutations_street" if self.organ.domain == "street" else "salutations_department"
        return self.say(self.rng.choice(self.frame[pool]))

    def ending(self, published: date) -> tuple[str | None, str | None, list[Block]]:
        """Signature, day of signing, and the blocks that print them."""
        day = published - timedelta(days=self.rng.randint(2, 35))
        closing = [Block("closing", self.rng.choice(self.frame["closings"]))] if self.rng.random() < 0.15 else []
        form = self.rng.choice(["none", "none", "digits", "digits", "digits", "numerals", "month"])
        if form == "none":
            return None, None, closing
        printed = {
            "digits": f"{day.year}年{day.month}月{day.day}日",
            "numerals": chinese_date(day, self.rng.choice("〇○")),
            "month": f"{day.year}年{day.month}月",
        }[form]
        signed_on = day.isoformat()[:7] if form == "month" else day.isoformat()
        blocks = [*closing, Block("signature", self.organ.name), Block("date", printed)]
        return self.organ.name, signed_on, blocks


def _marks() -> Iterator[str]:
    yield from NUMERALS
    yield from (f"十{numeral}" for numeral in NUMERALS[:9])

"""Invented reports without end: seeded, of real length and figure density, with twins and copycats planted.

Report number i of a seed is a function of both, so that a copy of any earlier report can be made
without keeping it: a million reports need no memory.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

Plant = Literal["fresh", "twin", "copycat", "last_year", "version"]

# Shares chosen so that each decision is met often; in the wild copycats are rarer, gateway twins commoner.
_PLANTS: tuple[tuple[Plant, float], ...] = (("twin", 0.04), ("copycat", 0.03), ("last_year", 0.02), ("version", 0.02))

_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("report_words.toml").read_text(encoding="utf-8"))
_BANK_SENTENCES = 40_000


@dataclass(frozen=True, slots=True)
class Invented:
    """A report, and what it was made of: *model* is the number of the report that it repeats or copies."""

    number: int
    plant: Plant
    model: int | None
    title: str
    issuer: str
    year: int
    text: str


def invented_reports(count: int, seed: int, start: int = 0) -> Iterator[Invented]:
    """Yield reports number *start* to *start* + *count* of *seed*."""
    for number in range(start, start + count):
        yield invented(number, seed)


def invented(number: int, seed: int) -> Invented:
    """Return report *number* of *seed*; the same each time."""
    draw = random.Random(f"{seed}/{number}")
    chance = draw.random()
    for plant, share in _PLANTS:
        if number and chance < share:
            return _planted(number, plant, draw, seed)
        chance -= share
    return _fresh(number, draw, seed)


def _planted(number: int, plant: Plant, draw: random.Random, seed: int) -> Invented:
    model_number = draw.randrange(number)
    model = _fresh(model_number, random.Random(f"{seed}/{model_number}/as model"), seed)
    made = replace(model, number=number, plant=plant, model=model_number)
    lines = model.text.split("\n")
    if plant == "twin":
        return replace(made, text="\n".join(_other_state(lines, draw)))
    if plant == "version":
        return replace(made, text=model.text.replace(lines[3], f"{lines[3]}{_sentence(draw)}"))
    if plant == "last_year":
        text = _other_figures(model.text, draw).replace(f"{model.year}年", f"{model.year + 1}年")
        return replace(made, year=model.year + 1, title=_title(model.issuer, model.year + 1), text=text)
    issuer = _organ(draw)
    text = _other_figures(model.text, draw).replace(model.issuer, issuer)
    return replace(made, issuer=issuer, title=_title(issuer, model.year), text=text)


def _fresh(number: int, draw: random.Random, seed: int) -> Invented:
    # A model's text must not depend on what else its number was drawn for.
    draw = random.Random(f"{seed}/{number}/text")
    issuer, year = _organ(draw), draw.randint(2016, 2025)
    lines = [f"{year}年，{issuer}深入学习贯彻习近平法治思想，扎实推进法治政府建设，现将有关情况报告如下："]
    sentences = min(320, max(30, int(draw.lognormvariate(4.5, 0.45))))
    bank = _bank(seed)
    for heading, share in (("一、主要举措和成效", 0.7), ("二、存在的问题", 0.1), ("三、下一步工作安排", 0.2)):
        lines.append(heading)
        left = max(2, int(sentences * share))
        while left > 0:
            size = min(left, draw.randint(2, 7))
            lines.append("".join(_filled(draw.choice(bank), draw) for _ in range(size)))
            left -= size
    lines += [issuer, f"{year + 1}年{draw.randint(1, 3)}月{draw.randint(1, 28)}日"]
    return Invented(number, "fresh", None, _title(issuer, year), issuer, year, "\n".join(lines))


@cache
def _bank(seed: int) -> tuple[str, ...]:
    draw = random.Random(f"{seed}/bank")
    return tuple(_template(draw) for _ in range(_BANK_SENTENCES))


def _template(draw: random.Random) -> str:
    """A sentence with gaps for figures; its invented names make the bank's vocabulary wide."""
    name = "".join(draw.sample(_WORDS["syllables"], draw.randint(2, 3)))
    parts = [f"{draw.choice(_WORDS['manners'])}，在{name}{draw.choice(('片区', '村', '社区', '园区', '专班', '试点'))}"]
    for _ in range(draw.randint(1, 3)):
        figure = f"{{n}}{draw.choice(_WORDS['units'])}"
        end = figure if draw.random() < 0.2 else draw.choice(("工作", "机制", "制度", "情况"))
        name = "".join(draw.sample(_WORDS["syllables"], 2))
        parts.append(f"{draw.choice(_WORDS['verbs'])}{draw.choice(_WORDS['topics'])}{name}{end}")
    return "，".join([*parts, draw.choice(_WORDS["results"] if draw.random() < 0.4 else _WORDS["manners"])]) + "。"


def _sentence(draw: random.Random) -> str:
    return _filled(_template(draw), draw)


def _filled(template: str, draw: random.Random) -> str:
    while "{n}" in template:
        template = template.replace("{n}", str(int(draw.lognormvariate(4, 1.6)) + 1), 1)
    return template.replace("{p}", f"{draw.uniform(60, 99.9):.1f}")


def _organ(draw: random.Random) -> str:
    city, county = ("".join(draw.sample(_WORDS["syllables"], 2)) for _ in range(2))
    form = draw.choice(
        ("{c}市{d}区{b}局", "{c}市{b}局", "{d}县人民政府", "{d}县{b}局", "{c}市{d}区人民政府{e}街道办事处")
    )
    return form.format(
        c=city, d=county, b=draw.choice(_WORDS["bureaus"]), e="".join(draw.sample(_WORDS["syllables"], 2))
    )


def _title(issuer: str, year: int) -> str:
    return f"{issuer}关于{year}年度法治政府建设情况的报告"


def _other_state(lines: list[str], draw: random.Random) -> list[str]:
    """The same report from elsewhere: an annex, an end cut off, lines of print, or reading errors."""
    match draw.randrange(4):
        case 0:
            return [*lines, "附件：行政执法数据表", *(_sentence(draw) for _ in range(len(lines) // 3))]
        case 1:
            return lines[: max(8, len(lines) * 4 // 5)]
        case 2:
            return [line[start : start + 28] for line in lines for start in range(0, len(line), 28)]
        case _:
            return [
                "".join(draw.choice(_WORDS["syllables"]) if draw.random() < 0.01 else c for c in line) for line in lines
            ]


def _other_figures(text: str, draw: random.Random) -> str:
    """*text* with seven in ten of its figures drawn anew, years excepted."""
    parts, start = [], 0
    while start < len(text):
        end = start
        while end < len(text) and text[end].isdigit():
            end += 1
        if end == start:
            parts.append(text[start])
            end += 1
        else:
            figure = text[start:end]
            is_year = len(figure) == 4 and text[end : end + 1] == "年"
            parts.append(figure if is_year or draw.random() > 0.7 else str(draw.randint(1, 10 ** len(figure))))
        start = end
    return "".join(parts)

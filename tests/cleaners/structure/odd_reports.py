"""Reports composed with the misfortunes of real numbering, and the outline that each of them has."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from crawler.sample.grammar import fill, phrases

NUMERALS = "一二三四五六七八九十"
ODDITIES = (
    "gap",
    "repeat",
    "open_lost",
    "close_lost",
    "dot_lost",
    "runs_on",
    "inner_first",
    "no_second_level",
    "broken_items",
    "spaces",
    "stops",
    "half_width",
    "digits_in_brackets",
)
WORDS = {
    "year": "2024",
    "next": "2025",
    "organ": "芦汀县水务局",
    "self": "我局",
    "short": "水务",
    "obj": ["河道采砂", "取水许可", "供水保障", "水土保持"],
    "law": ["《水法》", "《防洪法》", "《行政处罚法》"],
    "place": ["望榆", "青埠", "沙棠"],
    "partner": ["公安部门", "法院"],
    "unit": "股室",
    "case": "件",
    "level": "县",
}
BAITS = (
    "2024年，我局把上述任务逐项落到股室，按月调度。",
    "12345热线转来的事项当日分办，逾期的由分管领导说明原因。",
    "3月12日前后集中开展植树，参加干部较多，沿河栽下的苗木成活良好。",
    "一是把住入口。其余各项留待制度完善以后再作安排。",
    "1.5万份折页送到村口，剩下的放在窗口自取。",
    "一、二、三级响应的启动条件分别写进预案，由值班领导掌握。",
    "一、项目\t数量\t单位",
)
TOPS = (
    ("{year}年工作情况", "achievements"),
    ("主要举措和成效", "achievements"),
    ("党政主要负责人履行推进法治建设第一责任人职责情况", "first_responsible"),
    ("存在的问题和不足", "problems"),
    ("{next}年工作打算", "plans"),
    ("其他需要报告的情况", "other"),
)


@dataclass
class OddReport:
    """A text and its true outline: (path, level, mark, heading, kind, part) in order."""

    lines: list[str] = field(default_factory=list)
    truth: list[tuple[str, int, str, str, str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.odd = set(self.rng.sample(ODDITIES, self.rng.randint(3, 6)))
        self.report = OddReport()
        self.counts: list[int] = []
        self.part = "other"
        self.dots = self.rng.choice([".", "．", "、", ". "])
        self.running = 0
        self.acts = [act for theme in phrases("work").values() for act in theme["acts"]]
        self.themes = [head for theme in phrases("work").values() for head in theme["headings"]]

    def make(self) -> OddReport:
        self.report.lines.append("现将芦汀县水务局2024年法治政府建设情况报告如下：")
        number = 0
        tops = [self.rng.choice(TOPS[:2]), *self.rng.sample(TOPS[2:], self.rng.randint(2, 3))]
        for place, (words, part) in enumerate(tops):
            number += 2 if "gap" in self.odd and place == 2 else 1
            self.part = part
            self.head(1, f"{NUMERALS[number - 1]}、", fill(words, self.rng, WORDS), runs_in=False)
            self.section(place)
        if "half_width" in self.odd:
            table = str.maketrans("，；：（）", ",;:()")
            self.report.lines = [line.translate(table) for line in self.report.lines]
            self.report.truth = [
                (path, level, mark.translate(table), heading.translate(table), kind, part)
                for path, level, mark, heading, kind, part in self.report.truth
            ]
        return self.report

    def section(self, place: int) -> None:
        if place == 0 and "inner_first" in self.odd:
            self.head(2, "一、", self.theme())
            self.paragraph()
        elif "no_second_level" in self.odd:
            self.points(2)
        elif self.rng.random() < 0.2:
            self.items(2)
        else:
            self.second_level()
        if self.rng.random() < 0.4:
            self.report.lines.append(self.rng.choice(BAITS))

    def second_level(self) -> None:
        numbers = list(range(1, self.rng.randint(3, 6)))
        if "gap" in self.odd and len(numbers) > 3:
            del numbers[-2]
        if "repeat" in self.odd:
            numbers.insert(2, numbers[1])
        lost = self.rng.randrange(1, len(numbers))
        for place, number in enumerate(numbers):
            numeral = NUMERALS[number - 1]
            blank = " " if "spaces" in self.odd else ""
            mark = f"（{blank}{numeral}{blank}）"
            if place == lost and "repeat" not in self.odd and "gap" not in self.odd:
                mark = (
                    f"{numeral}）" if "open_lost" in self.odd else f"（{numeral}" if "close_lost" in self.odd else mark
                )
            self.head(2, mark, self.theme())
            self.rng.choice([self.paragraph, lambda: self.points(3), lambda: self.items(3), self.inline])()

    def points(self, level: int) -> None:
        count = self.rng.randint(2, 4)
        first = self.running + 1 if "runs_on" in self.odd and self.running else 1
        for number in range(first, first + count):
            mark = f"{number}{self.dots}"
            if "digits_in_brackets" in self.odd and first == 1:
                mark = f"（{number}）"
            elif "dot_lost" in self.odd and number == first + 1:
                mark = str(number)
            self.head(level, mark, self.theme(), runs_in=self.rng.random() < 0.6)
        self.running = first + count - 1 if "digits_in_brackets" not in self.odd else 0

    def items(self, level: int) -> None:
        for numeral in NUMERALS[: self.rng.randint(2, 5)]:
            name = self.theme()
            self.node(level, f"{numeral}是", name, "item")
            self.report.lines.append(f"{numeral}是{name}。{self.sentence()}")

    def inline(self) -> None:
        """Items inside a paragraph, under the heading above; a broken series is no series."""
        marks = list(NUMERALS[: self.rng.randint(2, 5)])
        is_broken = "broken_items" in self.odd and len(marks) > 2
        if is_broken:
            del marks[1]
        text = self.sentence() if self.rng.random() < 0.5 else "具体做法："
        for numeral in marks:
            name = self.theme()
            if not is_broken:
                self.node(len(self.counts) if self.is_in_item() else len(self.counts) + 1, f"{numeral}是", name, "item")
            text += f"{numeral}是{name}；" if self.rng.random() < 0.5 else f"{numeral}是{name}。{self.sentence()}"
        self.report.lines.append(text.rstrip("；") + ("" if text.endswith("。") else "。"))

    def is_in_item(self) -> bool:
        return self.report.truth[-1][4] == "item"

    def head(self, level: int, mark: str, words: str, runs_in: bool | None = None) -> None:
        if runs_in is None:
            runs_in = self.rng.random() < 0.3
        self.node(level, mark.rstrip(), words, "heading")
        if runs_in:
            self.report.lines.append(f"{mark}{words}。{self.sentence()}{self.sentence()}")
        else:
            self.report.lines.append(f"{mark}{words}{'。' if 'stops' in self.odd else ''}")
            if level > 2:
                self.paragraph()

    def node(self, level: int, mark: str, words: str, kind: str) -> None:
        self.counts = self.counts[:level] + [0] * (level - len(self.counts))
        self.counts[level - 1] += 1
        self.report.truth.append((".".join(map(str, self.counts)), level, mark, words, kind, self.part))

    def paragraph(self) -> None:
        self.report.lines.append("".join(self.sentence() for _ in range(self.rng.randint(1, 3))))

    def sentence(self) -> str:
        return (
            fill(self.rng.choice(self.acts), self.rng, WORDS)
            + "，"
            + fill(self.rng.choice(self.acts), self.rng, WORDS)
            + "。"
        )

    def theme(self) -> str:
        return fill(self.rng.choice(self.themes), self.rng, WORDS)


def odd_report(seed: int) -> OddReport:
    """A report with three to six oddities; the same seed gives the same report."""
    return _Maker(seed).make()

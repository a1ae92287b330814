"""Portals out of data: one TOML file a portal, with its place, its columns and the rows that stand in them.

    name = "芷棠县人民政府"
    platform = "suining"           # the kind of markup; `look` chooses among its templates
    hosts = ["www.zhitang.…"]      # and whatever else Portal has
    trail = [["首页", "/"]]

    [place]                        # or place = "zhitang": that of the portal in this other file
    name = "芷棠县"
    parent = "涪岚市"
    code = "999301"

    [[columns]]                    # one whose path begins with another's lies below that
    name = "法治政府建设"
    path = "/gongkai/kuozhan/10047.html"
    reports.2025 = ["人民政府", "水务局", "沙棠镇"]  # plain rows
    rows = [{ report = "民政局", year = 2024, title = "…" }]  # those that have something of their own
    notices = { kind = "other", count = 42, first = 2023-03-06T09:12:31+08:00, days = 27, minutes = 7 }

A row is a ``report`` of an organ on a ``year``; a ``notice`` of an ``organ``, ``published`` then (its kind, and the
``number`` of its phrase); or one that only ``fails``.  What it states besides replaces what was made of it:

    title, published, source, url, busy, since, …   as Entry has them; an empty string stands for None
    key                     what the address of its page is made of
    place                   the file with the place of the organ, where that is another one
    fails                   why nothing stands behind the row, or not the report
    serial                  the number in its 索引号 and 文号
    files                   each with name, and text: a list of lines; that of the report, and its title, unless given
    only_file = true        the report is a PDF, and the page has no text
    added                   a paragraph more in the report
    amended = true          on day 1 its text is another one
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.sample.entries import notice_entry, report_entry, with_head, with_paragraph
from crawler.sample.grammar import phrases
from crawler.sample.institutions import BUREAUS, Organ, Place, government, organ_named
from crawler.sample.portal_model import Column, Entry, File, Portal
from crawler.sample.reports import amend
from crawler.sample.sites import SITES, Site

DEMO = Path(__file__).with_name("governments")
Table = Mapping[str, Any]


def _table(key: str, folder: Path) -> Table:
    return tomllib.loads((folder / f"{key}.toml").read_text("utf-8"))


def place_of(key: str, folder: Path = DEMO) -> Place:
    """The place whose portal *key* is; FileNotFoundError if the folder has no such file."""
    stated = _table(key, folder)["place"]
    return place_of(stated, folder) if isinstance(stated, str) else Place(**stated)


class Rows:
    """Makes the entries of one portal."""

    make_portal: type[Portal] = Portal
    make_entry: type[Entry] = Entry
    make_file: type[File] = File
    length: tuple[int, int] | None = None  # characters of a report; None: as its sort of organ writes

    def __init__(self, of: Place, site: type[Site], places: Callable[[str], Place]) -> None:
        self.place, self.site, self._places = of, site, places

    def entries(self, column: Table) -> Iterator[Entry]:
        """The entries of a column's table."""
        for year, names in column.get("reports", {}).items():
            for name in names:
                yield self.entry({"report": name, "year": int(year)})
        for row in column.get("rows", ()):
            yield self.entry(row)
        if "notices" in column:
            yield from self._notices(**column["notices"])

    def entry(self, row: Table) -> Entry:
        """The entry of one row."""
        own = dict(row)
        of = self._places(own.pop("place")) if "place" in own else self.place
        if "notice" in own:
            return self._notice(own, of)
        if "report" in own:
            return self._report(own, organ_named(of, own.pop("report")))
        title, moment = own.pop("title"), own.pop("published")
        key = self.site.page_key(government(of), title, title, moment)
        return replace(self.make_entry(key, title, moment, why=own.pop("fails")), **own)

    def _report(self, own: dict[str, Any], organ: Organ) -> Entry:
        year = own.pop("year")
        entry = report_entry(self.make_entry, organ, year, self.length)
        report = entry.report
        assert report
        if "added" in own:
            report = with_paragraph(report, own.pop("added"))
            entry = replace(entry, report=report, blocks=report.blocks)
        if "serial" in own:
            entry = with_head(entry, own.pop("serial"))
        text = (own.get("title", entry.title), *report.paragraphs)
        if own.pop("amended", False):
            entry = replace(entry, amended=amend(report))
        if own.pop("only_file", False):
            entry = replace(entry, blocks=(), files=(self._file({}, text),))
        if "files" in own:
            entry = replace(entry, files=tuple(self._file(file, text) for file in own.pop("files")))
        if "fails" in own:
            entry = replace(entry, report=None, why=own.pop("fails"))
        stated: dict[str, Any] = {name: None if value == "" else value for name, value in own.items()}
        entry = replace(entry, **stated)
        return replace(entry, key=entry.key or self.site.page_key(organ, str(year), entry.title, entry.published))

    def _file(self, table: Table, text: Sequence[str]) -> File:
        own = {"name": f"{text[0]}.pdf", "text": text} | dict(table)
        own["form"] = own["name"].rpartition(".")[2]
        return self.make_file(paragraphs=tuple(own.pop("text")), **own)

    def _notice(self, own: dict[str, Any], of: Place) -> Entry:
        kind, organ = own.pop("notice"), organ_named(of, own.pop("organ"))
        template, moment = phrases("frame")["notices"][kind][own.pop("number", 0)], own.pop("published")
        entry = notice_entry(self.make_entry, organ, kind, template, moment)
        return replace(entry, key=self.site.page_key(organ, kind + template, template, moment), **own)

    def _notices(self, kind: str, count: int, first: datetime, days: int, minutes: int) -> Iterator[Entry]:
        """So many notices of that kind, one after so many days, at other times of the day; the bureaus take turns."""
        templates, names = phrases("frame")["notices"][kind], list(BUREAUS)
        for number in range(count):
            organ, template = organ_named(self.place, names[number % len(names)]), templates[number % len(templates)]
            moment = first + timedelta(days=days * number, minutes=minutes * (number % 60))
            what = f"{template}{number}"
            entry = notice_entry(self.make_entry, organ, kind, template, moment)
            yield replace(entry, key=self.site.page_key(organ, what, what, moment))


def read_portals(folder: Path = DEMO, sites: Mapping[str, type[Site]] = SITES, rows: type[Rows] = Rows) -> list[Portal]:
    """The portals of the TOML files in a folder, by the names of the files.

    Raises ValueError naming the file that is not as the module's docstring says.
    """
    return [_portal(path.stem, folder, sites, rows) for path in sorted(folder.glob("*.toml"))]


def _portal(key: str, folder: Path, sites: Mapping[str, type[Site]], rows: type[Rows]) -> Portal:
    try:
        table = dict(_table(key, folder))
        own = place_of(key, folder)
        maker = rows(own, sites[table["platform"]], lambda other: place_of(other, folder))
        columns = [Column(each["name"], each["path"], tuple(maker.entries(each))) for each in table.pop("columns")]
        table["hosts"], table["place"] = tuple(table["hosts"]), own
        table["trail"] = tuple((name, path) for name, path in table["trail"])
        return rows.make_portal(key=key, sections=tree(columns), **table)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ValueError(f"{folder.name}/{key}.toml: {type(error).__name__}: {error}") from error


def tree(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns that lie below no other, each with those below it: their paths begin with its own."""

    def above(column: Column) -> str:
        paths = [each.path for each in columns if each.path.endswith("/") and each is not column]
        return max((path for path in paths if column.path.startswith(path)), key=len, default="")

    def below(path: str) -> tuple[Column, ...]:
        return tuple(replace(each, columns=below(each.path)) for each in columns if above(each) == path)

    return below("")

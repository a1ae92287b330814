"""The truth about one portal on one day, out of the model that its pages are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from crawler.sample.portal_model import Column
from tests.sample_world.expected import (
    ExpectedFailure,
    ExpectedFile,
    ExpectedHop,
    ExpectedList,
    ExpectedOther,
    ExpectedPortal,
    ExpectedReport,
    ExpectedRow,
)
from tests.sample_world.files import write_file
from tests.sample_world.model import Entry, File, Portal
from tests.sample_world.sites.whole import UNNAMED, WholeSite, own_name


def tell(site: WholeSite) -> ExpectedPortal:
    """What a whole crawl of the site must find."""
    portal = site.portal
    walked = [column for column, _ in portal.walk() if not _is_forbidden(portal, column)]
    placed = [(column, entry) for column in walked for entry in column.entries_on(site.day) if not entry.again]
    return ExpectedPortal(
        key=portal.key,
        name=portal.name,
        hosts=portal.hosts,
        platform=portal.platform,
        division=portal.place.code,
        site_id_code=portal.site_id_code,
        sections=tuple(site.section_url(section) for section in portal.sections),
        filtered=portal.filtered,
        lists=tuple(each for column in walked for each in _lists(site, column)),
        reports=tuple(
            _report(site, column, entry)
            for column, entry in placed
            if entry.report and not entry.why and not entry.file_row
        ),
        others=tuple(
            ExpectedOther(site.page_url(column, entry), entry.title, entry.kind, _stamped(portal, entry.published))
            for column, entry in placed
            if not entry.report and not entry.why
        ),
        failures=(*_failures(site, placed), *_withheld(site)),
        files=tuple(_file(site, entry, entry.files[0]) for _, entry in placed if entry.file_row),
        hops=tuple(
            ExpectedHop(site.page_url(column, entry), entry.title, site.report_url(column, entry), entry.hop)
            for column, entry in placed
            if entry.hop
        ),
        ends=tuple(end for column in walked for end in site.ends(column)),
    )


def _is_forbidden(portal: Portal, column: Column) -> bool:
    """Whether robots.txt disallows the column as a whole."""
    return f"Disallow: {column.path}\n" in (portal.robots or "")


def _stamped(portal: Portal, published: datetime) -> str:
    """The time of publication as far as the pages give it, in the form of Article.published_at."""
    if portal.stamp == "day":
        return published.date().isoformat()
    return (published if portal.stamp == "second" else published.replace(second=0)).isoformat()


def _failures(site: WholeSite, placed: list[tuple[Column, Entry]]) -> Iterator[ExpectedFailure]:
    for column, entry in placed:
        if entry.why:
            yield ExpectedFailure(site.page_url(column, entry), entry.title, entry.why)


def _withheld(site: WholeSite) -> Iterator[ExpectedFailure]:
    """Sections that may not be read, or not as a whole."""
    sealed = [end for end in site.ends(site.portal.section) if end.how == "sealed"]
    for _ in sealed:
        yield ExpectedFailure(site.section_url(site.portal.section), site.portal.section.name, "sealed")
    for section in site.portal.sections:
        if _is_forbidden(site.portal, section):
            yield ExpectedFailure(site.section_url(section), section.name, "robots")


def _lists(site: WholeSite, column: Column) -> Iterator[ExpectedList]:
    chunks = site.chunks(column)
    for number, rows in enumerate(chunks, 1):
        asked = site.asked(column, number)
        yield ExpectedList(
            asked.url,
            tuple(_row(site, home, entry) for home, entry in rows),
            site.asked(column, number + 1).url if number < len(chunks) else None,
            tuple(site.list_url(below) for below in column.columns),
            tuple(site.portal.url(path) for path in site.list_aliases(column)) if number == 1 else (),
            number=number,
            method=asked.method,
            body=asked.body,
            headers=asked.headers,
        )


def _row(site: WholeSite, home: Column, entry: Entry) -> ExpectedRow:
    day = entry.published.date().isoformat()
    return ExpectedRow(site.row_url(home, entry), entry.title, day, site.printed_day(entry))


def _file(site: WholeSite, entry: Entry, file: File) -> ExpectedFile:
    url, media_type = site.portal.url(site.file_path(entry, file)), write_file(file)[1]
    if file.naming == "ending":
        return ExpectedFile(url, file.name, media_type, file.paragraphs, file.fault)
    return ExpectedFile(url, file.name, UNNAMED, file.paragraphs, file.fault, own_name(file))


def _report(site: WholeSite, column: Column, entry: Entry) -> ExpectedReport:
    report = entry.report_on(site.day)
    assert report is not None
    blocks = entry.blocks_on(site.day)
    return ExpectedReport(
        url=site.report_url(column, entry),
        title=entry.title,
        paragraphs=tuple(line for block in blocks for line in block.lines),
        published_at=_stamped(site.portal, entry.published),
        source=site.stated_source(entry),
        issuer=report.organ.name,
        report_year=report.year,
        signature=report.signature if blocks else None,
        signed_on=report.signed_on if blocks and report.signed_on else entry.written_on,
        addressee=report.addressee if blocks else None,
        breadcrumb=tuple(name for name, _ in site.trail(column)),
        index_number=entry.index_number,
        document_number=entry.document_number,
        attachments=tuple(_file(site, entry, file) for file in entry.files),
        figures=report.figures if blocks else (),
        parts=tuple(site.portal.url(path) for path in site.part_paths(column, entry)),
        folded=site.folded(column, entry),
    )

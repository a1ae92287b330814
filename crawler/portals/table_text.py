"""A portal's table as text: what a survey found, in TOML, and added to a file of tables."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import CrawlError
from crawler.portals.survey import Survey
from crawler.urls import host_name, split_host

UNKNOWN_DIVISION = "000000"
_SHOWN_ROWS = 10


def portal_table(portal_id: str, survey: Survey) -> str:
    """Return the table of the surveyed portal in TOML, each value with where it comes from."""
    parts = urlsplit(survey.section)
    section, host = json.dumps(survey.section), host_name(parts.hostname or "")
    if survey.is_mixed:
        section = f"{{ url = {section}, filtered = true }}"
    name = json.dumps(survey.name or parts.hostname, ensure_ascii=False)
    origin = "from the site code" if survey.division else "not found"
    floor = 0 if survey.is_mixed else len(survey.rows)
    lines = [
        f"[{portal_id}]  # looked at on {datetime.now(UTC).date().isoformat()}",
        f"name = {name}{'' if survey.name else '  # not found'}",
        f"hosts = [{json.dumps(host)}]",
        f'division = "{survey.division or UNKNOWN_DIVISION}"  # {origin}',
        *([f'site_id_code = "{survey.site_id_code}"'] if survey.site_id_code else []),
        f'platform = "{survey.platform.name}"  # {survey.evidence}',
        f"sections = [{section}]",
        "delay_seconds = 3.0",
        f"floor = {floor}  # rows of the first page; set it after a full crawl",
    ]
    return "\n".join(lines) + "\n"


def survey_report(survey: Survey) -> str:
    """Return what the survey saw: section, platform, first rows, one cleaned report."""
    lines = [
        f"section   {survey.section}",
        f"platform  {survey.platform.name}: {survey.evidence}",
        f"rows      {len(survey.rows)}",
        *(f"          {row.date or '-':10}  {row.title}" for row in survey.rows[:_SHOWN_ROWS]),
    ]
    if report := survey.report:
        facts = f"issuer {report.issuer}; year {report.report_year}; published {report.published_at}"
        lines += [
            f"report    {survey.report_url}",
            f"          title {report.title}; {facts}",
            f"          {len(report.text)} characters: {report.text[:60]}…",
        ]
    return "\n".join(lines)


def survey_facts(portal_id: str, survey: Survey) -> dict[str, object]:
    """Return what the survey found as one JSON object, None where it was not found."""
    report = survey.report
    return {
        "portal": portal_id,
        "name": survey.name,
        "section": survey.section,
        "platform": survey.platform.name,
        "evidence": survey.evidence,
        "division": survey.division,
        "site_id_code": survey.site_id_code,
        "rows": [{"title": row.title, "url": row.url, "date": row.date} for row in survey.rows],
        "report": report and {"url": survey.report_url, "title": report.title, "issuer": report.issuer},
    }


def missing_in(survey: Survey) -> list[str]:
    """Return what the look at the portal could not find, in words."""
    missing = []
    if not survey.name:
        missing.append("the portal's name (no SiteName on the report's page)")
    if not survey.division:
        missing.append("its division (no site code on the report's page); replace the six zeros")
    if survey.report is None or not survey.report.text:
        missing.append("a report with text")
    if survey.platform.name == "generic":
        missing.append("its platform; the generic reader is used, look at the rows above")
    return missing


def id_of(url: str) -> str:
    """Return an id for the portal of *url*, made of the name of its host."""
    labels, suffix = split_host(urlsplit(url).hostname or "portal")
    return "-".join(reversed(labels)) or suffix.partition(".")[0]


def append_table(path: Path, table: str, portal_id: str) -> None:
    """Write *table* at the end of the file *path*, which is made if it is not there.

    Raises CrawlError if it has a portal of this id, or cannot be written.
    """
    try:
        before = path.read_text("utf-8").rstrip() + "\n\n" if path.exists() else ""
        if re.search(rf"^\[{re.escape(portal_id)}\]", before, re.MULTILINE):
            raise CrawlError(f"{path.name} has a portal [{portal_id}] already; give another one with --id")
        path.parent.mkdir(exist_ok=True)
        path.write_text(before + table, "utf-8")
    except OSError as error:
        raise CrawlError(f"{path}: {error.strerror}; the table was not written") from error

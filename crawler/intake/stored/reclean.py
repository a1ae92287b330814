"""Reclean: today's cleaners over the bytes that the archive holds, without the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Literal

from scrapy.settings import BaseSettings
from tqdm import tqdm

import archive
from archive import StoredSnapshot, Writer
from archive.command_line.output import write_json, write_words
from archive.database import stopping
from archive.types import Change
from cleaners import VERSION as CLEANER_VERSION
from cleaners.problem_kinds import ProblemKind
from crawler.downloading.exchanges import is_redirect
from crawler.intake.archive_run import ArchiveRun
from crawler.intake.clean_snapshot import clean_whole, read_structure
from crawler.intake.crash_guard import crash_guard, exit_code
from crawler.intake.file_reader import at_once
from crawler.intake.ocr import Ocr
from crawler.intake.provenance import software_versions
from crawler.intake.stored.read_kept import read_kept

Part = Literal["structure", "crashed"]

# What is told of a page of which several things changed: the first.
_CHANGED: Mapping[Change, str] = MappingProxyType(
    {"text": "text changed", "metadata": "metadata changed", "structure": "structure changed"}
)
_OUTCOMES = (*_CHANGED.values(), "mended", "unchanged", "problem", str(ProblemKind.CRASH))


def reclean_and_report(settings: BaseSettings, part: Part | None, *, as_json: bool) -> int:
    """Clean all stored pages again, write how many came out how to stdout and return the exit code.

    *part*: only outlines and indicators (structure), or only the pages on which the program failed (crashed).

    Raises ArchiveError, CrawlError.
    """
    run, outcomes = reclean(settings, part)
    if as_json:
        write_json({"run": run, **{name.replace(" ", "_"): outcomes[name] for name in _OUTCOMES}})
    else:
        words = ", ".join(f"{name} {outcomes[name]}" for name in _OUTCOMES if outcomes[name])
        write_words(words or "nothing to clean", as_json)
    again = "fazhi reclean --structure" if part == "structure" else "fazhi reclean --crashed"
    return exit_code(outcomes[ProblemKind.CRASH], run, again)


def reclean(settings: BaseSettings, part: Part | None = None) -> tuple[str, Counter[str]]:
    """Clean all stored pages again, or a *part*; return the run's id and how many pages came out how."""
    ocr = Ocr.of(settings)
    opened = archive.open_writer(settings["ARCHIVE"], software=software_versions(settings), create=False)
    with opened as writer, stopping.stops_between_steps():
        run = writer.begin_run("reclean", ", ".join([CLEANER_VERSION, *([part] if part else [])]))
        outcomes, reason = Counter[str](), "failed"
        try:
            read_kept(ArchiveRun(writer, run), ocr)
            with writer.batch():
                if part == "structure":
                    _read_structures(writer, run, outcomes)
                else:
                    _reclean(writer, run, outcomes, ocr, is_wanted=_is_crashed if part == "crashed" else _is_page)
            reason = "finished"
        except KeyboardInterrupt:
            reason = "shutdown"
            raise
        finally:
            writer.end_run(run, reason, _counts(outcomes))
    return run, outcomes


def _counts(outcomes: Counter[str]) -> dict[str, int]:
    return {
        "pages": outcomes.total(),
        "changed": sum(outcomes[name] for name in (*_CHANGED.values(), "mended")),
        "unchanged": outcomes["unchanged"],
        "problems": outcomes["problem"] + outcomes[ProblemKind.CRASH],
    }


def _is_page(stored: StoredSnapshot) -> bool:
    return not is_redirect(stored.status)


def _is_crashed(stored: StoredSnapshot) -> bool:
    return stored.is_crashed and _is_page(stored)


def _reclean(
    writer: Writer, run: str, outcomes: Counter[str], ocr: Ocr | None, is_wanted: Callable[[StoredSnapshot], bool]
) -> None:
    wanted = [stored for stored in writer.snapshots("detail") if is_wanted(stored)]
    for stored in tqdm(wanted, unit="page", desc="cleaning", disable=None):
        stopping.check()
        write = partial(_crash, writer, run, outcomes, url=stored.url, portal=stored.portal, snapshot=stored.id)
        with crash_guard(write, "detail"):
            outcomes[_read_again(writer, run, stored, ocr)] += 1


def _read_again(writer: Writer, run: str, stored: StoredSnapshot, ocr: Ocr | None) -> str:
    """Write what comes of a stored page now, and return what that is beside what came of it before."""
    cleaned, _ = at_once(
        clean_whole(writer, writer.read_payload(stored.id), listed_title=stored.title, listed_on=stored.listed_on), ocr
    )
    if cleaned.article is None:
        assert cleaned.problem is not None
        writer.problem(run, *cleaned.problem, url=stored.url, portal=stored.portal, snapshot=stored.id)
        return "problem"
    added = writer.reclean(stored.id, cleaned.article, CLEANER_VERSION, structure=cleaned.structure)
    if stored.is_crashed:
        return "mended"
    if added is None or added.document != stored.document:
        return _CHANGED["text"]
    return next((words for change, words in _CHANGED.items() if change in added.changes), "unchanged")


def _read_structures(writer: Writer, run: str, outcomes: Counter[str]) -> None:
    for stored in tqdm(writer.without_structure(CLEANER_VERSION), unit="doc", desc="reading", disable=None):
        with crash_guard(partial(_crash, writer, run, outcomes), f"document {stored.document}"):
            structure = read_structure(stored.text, stored.report_year)
            is_new = writer.put_structure(stored.document, structure, cleaner_version=CLEANER_VERSION)
            outcomes[_CHANGED["structure"] if is_new else "unchanged"] += 1


def _crash(writer: Writer, run: str, outcomes: Counter[str], detail: str, **where: str | None) -> None:
    outcomes[ProblemKind.CRASH] += 1
    writer.crash(run, detail, **where)

"""Text out of scans, by tesseract, where the operator has switched it on.

A recognition errs: what it gives is marked as such (``ocr``), and the file stays in the archive as it came.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass

from scrapy.settings import BaseSettings

from cleaners.files.layout.scans import DOTS_PER_INCH, read_recognised
from cleaners.problem_kinds import ProblemKind
from crawler.errors import NoTesseract
from crawler.intake.bounded_process import Bounds, Ran, run_bounded

_MEMORY_BYTES = 2 << 30  # of address space; a page in A4 takes 0.3 GB
_PAGE_MEMORY_MB = 1024
_MOST_OUTPUT_BYTES = 64 << 20  # a page drawn has at most 30 MB, a table of words 1 MB
_LEAST_WALL_SECONDS = 600.0  # of the clock, the last resort
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}  # several of them are no faster on a page, and take the crawl's processor


@dataclass(frozen=True, slots=True)
class Recognition:
    """The text of a scan, and what is to be said about it (kind, detail)."""

    text: str
    problems: tuple[tuple[ProblemKind, str], ...]


@dataclass(frozen=True, slots=True)
class Ocr:
    """Reads scans within bounds; see settings/base.py."""

    language: str
    max_pages: int
    timeout_seconds: float  # of processor time, for all pages of a file

    @classmethod
    def of(cls, settings: BaseSettings) -> Ocr | None:
        """Return what the settings ask for, None if they ask for none.

        Raises NoTesseract if it is asked for and there is no tesseract with the language.
        """
        if not settings.getbool("OCR"):
            return None
        language = settings["OCR_LANGUAGE"]
        if not set(language.split("+")) <= _languages():
            package = language.replace("_", "-").partition("+")[0]
            raise NoTesseract(
                f"OCR is on, and no tesseract with the language {language} was found; "
                f"run apt-get install tesseract-ocr tesseract-ocr-{package}, or set OCR=0"
            )
        return cls(language, settings.getint("OCR_MAX_PAGES"), settings.getfloat("OCR_TIMEOUT_SECONDS"))

    def read(self, body: bytes, pages: int | None) -> Recognition:
        """Return the text of a PDF file of so many *pages*, or of a picture (None).

        What could not be read in time is told; what was read until then is kept.
        """
        left = self.timeout_seconds
        wanted = min(pages or 1, self.max_pages)
        tables: list[str] = []
        for number in range(1, wanted + 1):
            picture = body
            if pages is not None:
                drawn = _draw(body, number, left) if left > 0 else None
                if drawn is None or drawn.status:
                    break
                picture = drawn.output
                left -= drawn.cpu_seconds
            seen = self._table(picture, is_drawn=pages is not None, seconds=left) if left > 0 else None
            if seen is None or seen.status:
                break
            tables.append(seen.output.decode("utf-8", "replace"))
            left -= seen.cpu_seconds
        return self._recognition(tables, pages or 1)

    def _recognition(self, tables: list[str], pages: int) -> Recognition:
        found = read_recognised(tables)
        sure = f"{found.confidence:.0f} of 100 sure"
        said = f"tesseract ({self.language}) read {len(tables)} of {pages} pages, {sure}; compare with the file"
        problems = [(ProblemKind.OCR, said)] if found.text else [(ProblemKind.NEEDS_OCR, f"{said}: no text was seen")]
        if len(tables) < pages:
            raise_what = "raise OCR_MAX_PAGES or OCR_TIMEOUT_SECONDS and run fazhi reclean"
            problems.append(
                (ProblemKind.CUT_OFF, f"{len(tables)} of {pages} pages were recognised in time; {raise_what}")
            )
        return Recognition(found.text, tuple(problems))

    def _table(self, picture: bytes, *, is_drawn: bool, seconds: float) -> Ran:
        """Have the words of a picture written as tesseract's table."""
        command = ["tesseract", "stdin", "stdout", "-l", self.language]
        command += ["--dpi", str(DOTS_PER_INCH)] if is_drawn else []
        return _bounded([*command, "tsv"], picture, seconds, _MEMORY_BYTES)


def _draw(body: bytes, number: int, seconds: float) -> Ran:
    command = [sys.executable, "-m", "cleaners.files", f"--picture-of-page={number}"]
    return _bounded([*command, f"--memory-mb={_PAGE_MEMORY_MB}"], body, seconds, None)


def _bounded(command: list[str], given: bytes, seconds: float, memory_bytes: int | None) -> Ran:
    """Run *command* within so many *seconds* of processor time; of the clock it may take ten times as many."""
    bounds = Bounds(max(_LEAST_WALL_SECONDS, 10 * seconds), _MOST_OUTPUT_BYTES, seconds, memory_bytes)
    return run_bounded(command, given, bounds, _ONE_THREAD)


def _languages() -> set[str]:
    if not shutil.which("tesseract"):
        return set()
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=600, check=False)
    return set(done.stdout.split())

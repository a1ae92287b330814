"""The text of a file, read in a process of its own: a bomb or a crash costs one problem.

Reading takes up to a minute, recognising a scan longer.  So work that may need a file is written as *steps*: a
generator that yields the file and is sent its reading.  A command waits for it, a crawl goes on meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.reactor import is_reactor_installed

from archive import Fetch
from cleaners.problem_kinds import ProblemKind, problem_kind
from crawler.intake.bounded_process import Bounds, run_bounded
from crawler.intake.ocr import Ocr

TIMEOUT_SECONDS = 600  # of the clock, the last resort: a file is bounded by processor time
CPU_SECONDS = 30  # twice as many where pages are left out on which the process died
MEMORY_MB = 1024
MOST_ANSWER_BYTES = 40 << 20  # the process itself writes at most 32 MB; the crawl holds it three times
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class FileReading:
    """What came of a file: *text* is empty where *problems* (kind, detail) say why."""

    text: str
    problems: tuple[tuple[ProblemKind, str], ...] = ()
    is_ocr: bool = False  # the text was not in the file: a recognition saw it


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file whose text is needed, and what it is called."""

    fetch: Fetch
    name: str | None


T = TypeVar("T")
Steps = Generator[WantedFile, FileReading, T]


def at_once(steps: Steps[T], ocr: Ocr | None = None) -> T:
    """Return what *steps* come to, having waited for each file."""
    try:
        wanted = next(steps)
        while True:
            wanted = steps.send(read_in_process(wanted.fetch, wanted.name, ocr))
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]


class FilesAside:
    """Has files read beside a running event loop, one at a time: more would take the crawl's processor."""

    def __init__(self, ocr: Ocr | None = None) -> None:
        self._ocr = ocr
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="files")

    @classmethod
    def of(cls, crawler: Crawler) -> FilesAside:
        """Return the reader of a crawl, which ends with it.

        Raises NoTesseract if scans are to be read and there is no tesseract.
        """
        files = cls(Ocr.of(crawler.settings))
        crawler.signals.connect(files.close, signals.spider_closed)
        if is_reactor_installed():
            from twisted.internet import reactor  # importing it before Scrapy does would install another one

            # A second Ctrl-C closes no spider; without this, the process would read all files that wait.
            reactor.addSystemEventTrigger("before", "shutdown", files.close)  # type: ignore[arg-type]  # zope's stubs
        return files

    async def finish(self, steps: Steps[T]) -> T:
        """Return what *steps* come to; they themselves stay in the thread of the loop, and so does what they write."""
        loop = asyncio.get_running_loop()
        try:
            wanted = next(steps)
            while True:
                reading = loop.run_in_executor(self._thread, read_in_process, wanted.fetch, wanted.name, self._ocr)
                wanted = steps.send(await reading)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]

    def close(self) -> None:
        """Take no more files, and leave those that wait; one that is being read is read to its end."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def read_in_process(fetch: Fetch, name: str | None, ocr: Ocr | None = None) -> FileReading:
    """Return the text of the file in *fetch*, which *name* calls it; of a ZIP file that of all its members.

    A scan that holds no text at all is read by *ocr*, if there is one.  Ctrl-C in a terminal does not reach the
    process: a crawl that is being stopped would take its end for a fault of the file.
    """
    command = [
        sys.executable, "-m", "cleaners.files", f"--memory-mb={MEMORY_MB}", f"--cpu-seconds={CPU_SECONDS}",
        *([f"--name={claimed}"] if (claimed := _claimed(name)) else []),
    ]  # fmt: skip
    ran = run_bounded(command, fetch.body, Bounds(TIMEOUT_SECONDS, MOST_ANSWER_BYTES))
    if ran.is_late:
        return FileReading("", ((ProblemKind.FILE_TIMEOUT, f"the file was not read in {TIMEOUT_SECONDS} seconds"),))
    if ran.too_much:
        said = f"reading the file gave more than {MOST_ANSWER_BYTES} bytes"
        return FileReading("", ((ProblemKind.BEYOND_LIMITS, said),))
    if ran.status:
        return FileReading("", ((ProblemKind.FILE_CRASH, f"reading the file ended with exit code {ran.status}"),))
    answer = json.loads(ran.output)
    problems = tuple((problem_kind(problem["kind"]), problem["detail"]) for problem in answer["problems"])
    if ocr and answer.get("needs_ocr") and not answer["text"] and answer["kind"] != "zip":
        seen = ocr.read(fetch.body, answer["pages"])
        others = tuple(problem for problem in problems if problem[0] != ProblemKind.NEEDS_OCR)
        return FileReading(seen.text, others + seen.problems, is_ocr=bool(seen.text))
    return FileReading("\n".join(_texts(answer)), problems)


def _claimed(name: str | None) -> str:
    """*name* as an argument of a program: its end, which says what the file claims to be, without what is not shown."""
    shown = "".join(char if char.isprintable() else " " for char in (name or "")[-_LONGEST_NAME:])
    return shown.strip()


def _texts(answer: dict[str, Any]) -> list[str]:
    members = [text for member in answer["members"] if member["file"] for text in _texts(member["file"])]
    return [answer["text"], *members] if answer["text"] else members

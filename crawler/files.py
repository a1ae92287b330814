"""The text of a file, read in a process of its own: a bomb or a crash costs one problem."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from archive import Fetch
from crawler.ocr import Ocr

TIMEOUT_SECONDS = 60
CPU_SECONDS = 30
MEMORY_MB = 1024


@dataclass(frozen=True, slots=True)
class FileReading:
    """What came of a file: *text* is empty where *problems* (kind, detail) say why."""

    text: str
    problems: tuple[tuple[str, str], ...] = ()
    is_recognised: bool = False  # the text was not in the file: a recognition saw it


def read_in_process(fetch: Fetch, name: str | None, ocr: Ocr | None = None) -> FileReading:
    """Return the text of the file in *fetch*, which *name* calls it; of a ZIP file that of all its members.

    A scan that holds no text at all is read by *ocr*, if there is one.
    """
    command = [
        sys.executable, "-m", "cleaners.files", "--memory-mb", str(MEMORY_MB), "--cpu-seconds", str(CPU_SECONDS),
        *(["--name", name[-200:]] if name else []),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, input=fetch.body, capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except subprocess.TimeoutExpired:
        return FileReading("", (("file_timeout", f"the file was not read in {TIMEOUT_SECONDS} seconds"),))
    if answer is None:
        return FileReading("", (("file_crash", f"reading the file ended with exit code {done.returncode}"),))
    problems = tuple((problem["kind"], problem["detail"]) for problem in answer["problems"])
    if ocr and answer.get("needs_ocr") and not answer["text"] and answer["kind"] != "zip":
        seen = ocr.read(fetch.body, answer["pages"])
        others = tuple(problem for problem in problems if problem[0] != "needs_ocr")
        return FileReading(seen.text, others + seen.problems, is_recognised=bool(seen.text))
    return FileReading("\n".join(_texts(answer)), problems)


def _texts(answer: dict) -> list[str]:
    members = [text for member in answer["members"] if member["file"] for text in _texts(member["file"])]
    return [answer["text"], *members] if answer["text"] else members

"""Read one file from standard input and write its text to standard output as one line of JSON, or a page as a picture.

A bomb or a crash then costs this process and nothing else: it bounds its own memory before it reads a byte, and reads
in a process of its own whose time is bounded (attempts.py).  Give it a timeout from outside as well.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from dataclasses import asdict, fields
from functools import partial
from typing import Any

from cleaners.errors import CleanError
from cleaners.files.attempts import Attempts
from cleaners.files.errors import BeyondLimits, FileError, NoReader
from cleaners.files.file_text import problem_of, read_file
from cleaners.files.layout.scans import picture_of_page
from cleaners.files.limits import Limits
from cleaners.files.parts import Parts

_MEGABYTE = 1 << 20


def main(arguments: list[str] | None = None) -> int:
    """0 when JSON was written, whatever it says of the file; argparse exits with 2 on misuse."""
    options = _parser().parse_args(arguments)
    _bound(resource.RLIMIT_AS, options.memory_mb * _MEGABYTE)
    _bound(resource.RLIMIT_CORE, 0)
    if options.picture_of_page:
        _bound(resource.RLIMIT_CPU, options.cpu_seconds)
        return _draw(options.picture_of_page, options.body_bytes)
    limits = Limits(**{field.name: getattr(options, field.name) for field in fields(Limits)})
    body = sys.stdin.buffer.read(limits.body_bytes + 1)
    read = partial(_answer, body, options.name, options.media_type, limits, options.memory_mb)
    try:
        answer = Attempts(read, options.cpu_seconds).answer()
    except FileError as error:
        answer = _problem(error)
    sys.stdout.buffer.write(answer + b"\n")
    return 0


def _draw(number: int, most_bytes: int) -> int:
    """Write page *number* of the PDF file on standard input as a PGM file; 1 with words if that cannot be."""
    try:
        picture = picture_of_page(sys.stdin.buffer.read(most_bytes), number)
    except (CleanError, NoReader, MemoryError) as error:
        sys.stderr.write(f"page {number}: {str(error) or type(error).__name__}\n")
        return 1
    sys.stdout.buffer.write(picture)
    return 0


def _answer(
    body: bytes, name: str | None, media_type: str | None, limits: Limits, memory_mb: int, parts: Parts
) -> bytes:
    """The JSON for the file."""
    try:
        return _json(asdict(read_file(body, name=name, media_type=media_type, limits=limits, parts=parts)))
    except CleanError as error:
        return _problem(error)
    except MemoryError:
        pass  # what filled the memory is gone behind this block
    return _problem(BeyondLimits(f"found more in the file than fits into {memory_mb} MB"))


def _problem(error: CleanError) -> bytes:
    """The JSON for a file without text and kind, with what is the matter with it."""
    return _json({"text": "", "kind": None, "members": [], "problems": [asdict(problem_of(error))]})


def _json(answer: dict[str, Any]) -> bytes:
    """UTF-8, which takes half of the room of escapes; a half of a pair becomes a question mark."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


def _bound(what: int, most: int) -> None:
    """Lower the limit *what* of this process to *most*; a lower one that is set already stays."""
    _, hard = resource.getrlimit(what)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (allowed, allowed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m cleaners.files",
        description="Write the text of the file on standard input as JSON.",
        epilog="example: python -m cleaners.files --name 报告.pdf < report.pdf",
    )
    parser.add_argument("--name", help="what the net calls the file")
    parser.add_argument("--media-type", help="the Content-Type that came with it")
    parser.add_argument(
        "--picture-of-page", type=int, metavar="N", help="write page N of a PDF file as a picture (PGM) instead"
    )
    parser.add_argument("--memory-mb", type=int, default=1024, help="address space of this process (%(default)s)")
    parser.add_argument(
        "--cpu-seconds",
        type=int,
        default=60,
        help="processor time (%(default)s); once more as much where parts that end the process are left out",
    )
    for field in fields(Limits):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=int, default=field.default, help="(%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())

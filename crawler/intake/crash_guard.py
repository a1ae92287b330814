"""What a defect of ours costs: one page, and a problem ``crash`` that says where the program failed on it."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from archive import ArchiveError
from cleaners.problem_kinds import ProblemKind
from crawler.command_base import NEEDS_A_PERSON
from crawler.errors import CrawlError
from crawler.program import PROGRAM

_ROOT = Path(__file__).parents[2]
_LAST_FRAMES = 4
_MAX_CHARS = 300  # of a message, or of a line of code: some quote the whole page


@contextmanager
def crash_guard(write: Callable[[str], None], what: str) -> Iterator[None]:
    """Let a defect that shows inside end in *write*, which is given what happened to *what*, and go on after it.

    The house's own errors pass: they are no defects, and most concern the whole run.
    """
    try:
        yield
    except (ArchiveError, CrawlError):
        raise
    except Exception as error:  # noqa: BLE001  # a defect may raise anything
        write(crash_detail(error, what))


def crash_detail(
    error: BaseException, what: str, trace: TracebackType | None = None, *, happened: str = "kept, but not read"
) -> str:
    """Return what a problem ``crash`` says in one line: the error, and the end of its traceback, the innermost last.

    *trace* is given where it has been taken off the error, as Twisted does.
    """
    message = " ".join(f"{type(error).__name__}: {error}"[:_MAX_CHARS].split())
    frames = traceback.extract_tb(trace or error.__traceback__)[-_LAST_FRAMES:]
    return "; at ".join([f"{what} {happened}: {message}", *map(_line, frames)])


def exit_code(crashed: int, run: str, again: str = "fazhi reclean --crashed") -> int:
    """Return the exit code of a command whose *run* crashed on so many pages; say what to do if on any.

    *again* is the command that reads them once more.
    """
    if not crashed:
        return 0
    pages = "1 page" if crashed == 1 else f"{crashed} pages"
    print(  # noqa: T201
        f"{PROGRAM.get()}: the program failed on {pages}: that is a defect of ours; report what their problems "
        f"(kind {ProblemKind.CRASH}, run {run}) say, and run {again} when it is mended",
        file=sys.stderr,
    )
    return NEEDS_A_PERSON


def _line(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    shown = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else path.name
    return f"{shown}:{frame.lineno} in {frame.name}: {frame.line}"[:_MAX_CHARS]

"""Parts of a file (pages, sheets, slides, members), read one by one, so that a bad one costs itself and no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from cleaners.article import Problem
from cleaners.errors import CleanError
from cleaners.files.errors import BrokenFile, EncryptedFile, NoReader
from cleaners.problem_kinds import ProblemKind

T = TypeVar("T")

_MOST_SHOWN = 20  # parts in one problem
_LONGEST_REASON = 120  # characters


class OutOfTime(BaseException):
    """The processor time of a part, or with *is_all* of the whole file, is used up.

    No Exception: libraries that catch whatever goes wrong in a file must not catch it.
    """

    def __init__(self, seconds: float, *, is_all: bool) -> None:
        super().__init__(f"took more than {seconds:.0f} s of processor time")
        self.is_all = is_all


class Watch:
    """What is told which part is being read; this one does nothing, that of a process bounds the time of each."""

    def begins(self, path: str) -> None:
        """Note that the part *path* begins."""

    def ends(self, path: str) -> None:
        """Note that a part has ended; *path* is what it lies in, "" for the file itself."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that was not read, and why."""

    path: str  # a/b: the part b of the member a
    why: str

    @property
    def name(self) -> str:
        """Its name in the file that it is a part of."""
        return self.path.rpartition("/")[2]


@dataclass(slots=True)
class Parts:
    """Reads the parts of one file and knows which were left out.

    *skipped* says of a part why it is not even tried: reading it has ended a process before.
    """

    skipped: Mapping[str, str] = field(default_factory=dict)
    stops_at: str | None = None  # this part and those behind it are not tried
    watch: Watch = field(default_factory=Watch)
    left_out: list[LeftOut] = field(default_factory=list, init=False)
    is_out_of_time: bool = field(default=False, init=False)
    error: CleanError | None = field(default=None, init=False)  # of the first part left out
    done: int = field(default=0, init=False)  # parts that were read
    _around: list[str] = field(default_factory=list, init=False)

    def read(self, name: str, read: Callable[[], T]) -> T | None:
        """What *read* makes of the part *name*; None, with a note, if it is left out.

        Raises EncryptedFile and NoReader, which concern the whole file.
        """
        path = "/".join([*self._around, name.replace("/", "|")])
        why = self._reason_to_skip(path)
        if why is None:
            why, made = self._tried(path, read)
            if why is None:
                self.done += 1
                return made
        self.left_out.append(LeftOut(path, " ".join(why.split())[:_LONGEST_REASON]))
        return None

    def note_time(self, error: OutOfTime) -> None:
        """Stop here if no time is left for the whole file."""
        self.is_out_of_time |= error.is_all

    def _reason_to_skip(self, path: str) -> str | None:
        if path == self.stops_at:
            self.is_out_of_time = True
        return self.skipped.get(path) or ("no time was left" if self.is_out_of_time else None)

    def _tried(self, path: str, read: Callable[[], T]) -> tuple[str | None, T | None]:
        self._around.append(path.rpartition("/")[2])
        try:
            self.watch.begins(path)
            return None, read()
        except (EncryptedFile, NoReader):
            raise
        except OutOfTime as error:
            self.note_time(error)
            return str(error), None
        except CleanError as error:
            self.error = self.error or error
            return str(error), None
        except MemoryError:
            return "does not fit into the memory", None
        except Exception as error:  # noqa: BLE001  # damaged bytes make libraries fail in any way
            self.error = self.error or BrokenFile(f"could not read the file ({type(error).__name__}: {error})")
            return f"could not be read ({type(error).__name__})", None
        finally:
            self._around.pop()
            self.watch.ends("/".join(self._around))


def problems_of_parts(left_out: list[LeftOut]) -> tuple[Problem, ...]:
    """The problem that names the parts left out, and why; none if there are none."""
    if not left_out:
        return ()
    shown = [f"{one.name}: {one.why}" for one in left_out[:_MOST_SHOWN]]
    more = len(left_out) - len(shown)
    rest = f"; and {more} more" if more else ""
    detail = f"left out {'; '.join(shown)}{rest}; what else the file holds was read"
    return (Problem(ProblemKind.LEFT_OUT, detail),)

"""Read a file in a forked process, and once more without the part on which the process died.

Python can be interrupted in a part that takes too long; a library that loops or runs out of memory cannot.  Such a
process ends, the next one leaves that part out, and what stands before and behind it is read all the same.
"""

from __future__ import annotations

import ctypes
import math
import mmap
import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cleaners.files.errors import BeyondLimits, FileCrash, FileError, TookTooLong
from cleaners.files.parts import OutOfTime, Parts, Watch

_MOST_ATTEMPTS = 4  # chosen: three bad parts, and what was read until then
_LEAST_SECONDS = 5.0  # of a part, chosen: the slowest honest pages at hand take 0.3 s
_SHARE_OF_PART = 1 / 3  # of the seconds of the file
_MOST_ANSWER_BYTES = 32 << 20  # 2,000,000 characters have 8 MB, the problems of 4,096 members 16 MB
_PATH_BYTES = 4096
_PR_SET_PDEATHSIG = 1  # of linux/prctl.h
_AGAIN_SECONDS = 0.5  # an interruption that a callback of a library has swallowed comes again
_GRACE_SECONDS = 2  # from the interruption to the end of the process

Read = Callable[[Parts], bytes]


@dataclass(slots=True)
class _Ended:
    """How a process ended, *where*: the part that it was reading, "" outside of all."""

    answer: bytes
    status: int  # negative: the signal
    where: str
    cpu_seconds: float


@dataclass(slots=True)
class Attempts:
    """Processes that read one file: *cpu_seconds* for the first, as many for all others together."""

    read: Read
    cpu_seconds: float
    skipped: dict[str, str] = field(default_factory=dict, init=False)

    def answer(self) -> bytes:
        """What *read* writes, without the parts that cannot be read.

        Raises BeyondLimits, TookTooLong or FileCrash if the process dies of the file itself.
        """
        left = self.cpu_seconds
        for number in range(_MOST_ATTEMPTS):
            is_last = number == _MOST_ATTEMPTS - 1 or left < self.cpu_seconds / 4
            parts = Parts(dict(self.skipped), stops_at=next(reversed(self.skipped), None) if is_last else None)
            ended = _in_process(self.read, parts, self.cpu_seconds if is_last or not number else left)
            if ended.status == 0:
                return ended.answer
            if not ended.where or is_last:
                break
            self.skipped[ended.where] = _words(ended)
            left -= ended.cpu_seconds if number else 0.0
        raise _error(ended)


def _words(ended: _Ended) -> str:
    if ended.status == -signal.SIGXCPU:
        return f"took more than {ended.cpu_seconds - _GRACE_SECONDS:.0f} s of processor time"
    how = f"by signal {-ended.status}" if ended.status < 0 else f"with exit code {ended.status}"
    return f"ended the process that read it {how}"


def _error(ended: _Ended) -> FileError:
    said = f"the file {_words(ended)}; look at it by hand"
    if len(ended.answer) > _MOST_ANSWER_BYTES:
        return BeyondLimits(f"found more than {_MOST_ANSWER_BYTES} bytes to say of the file; look at it by hand")
    return TookTooLong(said) if ended.status == -signal.SIGXCPU else FileCrash(said)


def _in_process(read: Read, parts: Parts, seconds: float) -> _Ended:
    """Fork, read there within *seconds* of processor time, and wait."""
    where = mmap.mmap(-1, _PATH_BYTES)
    out, answer_end = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(out)
        _read_and_exit(read, parts, _Clock(where, seconds), answer_end)
    os.close(answer_end)
    answer = _bounded(out)
    if len(answer) > _MOST_ANSWER_BYTES:
        os.kill(pid, signal.SIGKILL)
    _, status, used = os.wait4(pid, 0)
    path = where[:].rstrip(b"\0").decode("utf-8", "replace")
    return _Ended(answer, os.waitstatus_to_exitcode(status), path, used.ru_utime + used.ru_stime)


def _bounded(descriptor: int) -> bytes:
    """What comes out of a pipe until its end, or a little more than the most that an answer may have."""
    pieces, size = [], 0
    while size <= _MOST_ANSWER_BYTES and (piece := os.read(descriptor, 1 << 20)):
        pieces.append(piece)
        size += len(piece)
    os.close(descriptor)
    return b"".join(pieces)


def _read_and_exit(read: Read, parts: Parts, clock: _Clock, answer_end: int) -> None:
    """Read the file in this process, write the answer and end; 1 if the reader itself fails."""
    status = 1
    try:
        _die_with_parent()
        parts.watch = clock
        clock.start()
        answer = read(parts)
        clock.stop()
        with os.fdopen(answer_end, "wb") as stream:
            stream.write(answer)
        status = 0
    finally:
        os._exit(status)


def _die_with_parent() -> None:
    """Have the kernel end this process with the one that forked it, where it can (Linux)."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class _Clock(Watch):
    """Interrupts a part that takes too long, and has the process ended where that does not help."""

    def __init__(self, where: mmap.mmap, seconds: float) -> None:
        self._where, self._seconds = where, seconds
        self._of_part = max(_LEAST_SECONDS, seconds * _SHARE_OF_PART)
        self._hard = resource.getrlimit(resource.RLIMIT_CPU)[1]

    def start(self) -> None:
        signal.signal(signal.SIGPROF, self._interrupt)
        self._arm(self._seconds)

    def stop(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def begins(self, path: str) -> None:
        self._note(path)
        self._arm(self._of_part)

    def ends(self, path: str) -> None:
        self._note(path)
        self._arm(self._of_part if path else self._seconds)

    def _note(self, path: str) -> None:
        data = path.encode("utf-8", "replace")[:_PATH_BYTES]
        self._where[:] = data.ljust(_PATH_BYTES, b"\0")

    def _arm(self, seconds: float) -> None:
        used = time.process_time()
        at_most = min(seconds, self._seconds - used)
        signal.setitimer(signal.ITIMER_PROF, max(0.05, at_most), _AGAIN_SECONDS)
        soft = math.ceil(used + max(0.0, at_most)) + _GRACE_SECONDS
        soft = soft if self._hard == resource.RLIM_INFINITY else min(soft, self._hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, self._hard))

    def _interrupt(self, *_: object) -> None:
        is_all = time.process_time() >= self._seconds - 0.1
        raise OutOfTime(self._seconds if is_all else self._of_part, is_all=is_all)

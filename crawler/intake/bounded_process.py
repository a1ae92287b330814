"""Run a program on the bytes of a stranger, with bounded memory, processor time and output; it leaves no process."""

from __future__ import annotations

import math
import os
import resource
import selectors
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

_PIECE_BYTES = 1 << 20
_BETWEEN_LOOKS_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a program may take; the clock is the last resort, since a busy machine is no fault of a file."""

    wall_seconds: float
    output_bytes: int
    cpu_seconds: float | None = None  # None: it bounds its own
    memory_bytes: int | None = None  # of address space; None: it bounds its own


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended; *output* is cut off where it wrote *too_much*."""

    output: bytes
    status: int  # negative: the signal that ended it
    cpu_seconds: float
    is_late: bool = False  # it was ended by the clock
    too_much: bool = False


def run_bounded(
    command: Sequence[str], given: bytes, bounds: Bounds, variables: Mapping[str, str] | None = None
) -> Ran:
    """Run *command* with *given* on its standard input; *variables* are added to the environment.

    What it writes on standard error is thrown away.  Ctrl-C in a terminal does not reach it, nor the processes that
    it starts: all are ended when it must end.
    """
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, **(variables or {})}, process_group=0,
    )  # fmt: skip
    feeder = threading.Thread(target=_feed, args=(process, given), daemon=True)
    ends_at = time.monotonic() + bounds.wall_seconds
    output, is_over = b"", True
    try:
        _limit(process.pid, bounds)
        feeder.start()
        output, is_late = _read(process, bounds.output_bytes, ends_at)
        is_over = is_late or len(output) > bounds.output_bytes
    finally:  # also when Ctrl-C ends a command that waits for it
        status, used = _waited(process, 0.0 if is_over else ends_at)
        feeder.join()
    return Ran(output[: bounds.output_bytes], status, used, is_late, len(output) > bounds.output_bytes)


def _limit(pid: int, bounds: Bounds) -> None:
    with suppress(ProcessLookupError):
        if bounds.memory_bytes is not None:
            resource.prlimit(pid, resource.RLIMIT_AS, (bounds.memory_bytes, bounds.memory_bytes))
        if bounds.cpu_seconds is not None:
            most = max(1, math.ceil(bounds.cpu_seconds))
            resource.prlimit(pid, resource.RLIMIT_CPU, (most, most))


def _feed(process: subprocess.Popen[bytes], given: bytes) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin:  # it may have read as much as it wanted
        process.stdin.write(given)


def _read(process: subprocess.Popen[bytes], most_bytes: int, ends_at: float) -> tuple[bytes, bool]:
    """What the process writes until its end, or a little more than *most_bytes*; and whether the time was up before."""
    assert process.stdout is not None
    pieces: list[bytes] = []
    size = 0
    with process.stdout as out, selectors.DefaultSelector() as ready:
        ready.register(out, selectors.EVENT_READ)
        while size <= most_bytes:
            if not ready.select(max(0.0, ends_at - time.monotonic())):
                return b"".join(pieces), True
            piece = os.read(out.fileno(), _PIECE_BYTES)
            if not piece:
                break
            pieces.append(piece)
            size += len(piece)
    return b"".join(pieces), False


def _waited(process: subprocess.Popen[bytes], ends_at: float) -> tuple[int, float]:
    """The exit code of the process, and the seconds that it and its own took; at *ends_at* it is ended."""
    pid = 0
    while not pid:
        if time.monotonic() >= ends_at:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        pid, status, used = os.wait4(process.pid, 0 if time.monotonic() >= ends_at else os.WNOHANG)
        if not pid:
            time.sleep(_BETWEEN_LOOKS_SECONDS)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_utime + used.ru_stime

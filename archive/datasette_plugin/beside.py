"""Work beside the server: what may take long is done in one child process, with a limit on time and on who waits.

The event loop, and the threads that it shares a lock with, go on answering.  A child that passes a limit, of the clock
or of its own processor time (beside_worker.py), is killed and the reader told; so is a reader who comes while
MOST_WAITING others wait.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import pickle
import select
import struct
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

LIMIT_SECONDS = 30.0  # of the clock, from question to answer, waiting included (chosen: as long as a reader waits)
MOST_WAITING = 8  # questions at once (chosen)
SECONDS_A_PAGE = 0.1  # to set one takes some .02 s of processor time (measured), so a fifth of the loop's
MOST_SECONDS_TO_A_TURN = 10.0  # chosen
_ENDS_WITHIN_SECONDS = 0.2  # what a child that ends by itself has between closing its pipe and its exit code
_ROOT = Path(__file__).resolve().parents[2]


class NotInTime(Exception):
    """An answer took longer than LIMIT_SECONDS, or too many wait for theirs."""


async def ask_beside(archive: Any, function: Callable[..., Any], *values: Any) -> Any:
    """Return ``function(db, path, *values)`` as a child process makes it; db is a reading connection to *archive*.

    Function, values and answer are pickled.  Raises NotInTime, and RuntimeError if the function failed.
    """
    return await _HELPER.ask((str(archive.path), archive.is_mutable, function, values))


class _Helper:
    """One child process and the one thread that waits for it; both begin with the first question."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._waiting = 0
        self._lock = Lock()

    async def ask(self, question: tuple[Any, ...]) -> Any:
        with self._lock:
            if self._waiting >= MOST_WAITING:
                raise NotInTime("busy")
            self._waiting += 1
            self._threads = self._threads or ThreadPoolExecutor(1, thread_name_prefix="fazhi-beside")
        try:
            data = pickle.dumps(question)
            ends = monotonic() + LIMIT_SECONDS
            loop = asyncio.get_running_loop()
            has_answer, value = await loop.run_in_executor(self._threads, self._answer, data, ends)
        finally:
            with self._lock:
                self._waiting -= 1
        if not has_answer:
            raise RuntimeError(value)
        return value

    def _answer(self, question: bytes, ends: float) -> tuple[bool, Any]:
        try:
            return self._exchanged(question, ends)
        except (BrokenPipeError, EOFError):
            if self.end() != 0:
                raise NotInTime("ended") from None
            return self._exchanged(question, ends)  # it had gone, since nobody had asked for a while

    def _exchanged(self, question: bytes, ends: float) -> tuple[bool, Any]:
        child = self._child = self._child or _start()
        assert child.stdin
        assert child.stdout
        try:
            if monotonic() > ends:
                raise NotInTime("waited")
            child.stdin.write(struct.pack("<Q", len(question)) + question)
            child.stdin.flush()
            (length,) = struct.unpack("<Q", _read(child.stdout.fileno(), 8, ends))
            answer: tuple[bool, Any] = pickle.loads(_read(child.stdout.fileno(), length, ends))
        except NotInTime:
            self.end()
            raise
        return answer

    def end(self) -> int | None:
        """Kill the child, if there is one and it has not ended; return its exit code.  A question starts another."""
        child, self._child = self._child, None
        if child is None:
            return None
        with suppress(subprocess.TimeoutExpired):
            child.wait(_ENDS_WITHIN_SECONDS)
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        return child.wait()


def _start() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "archive.datasette_plugin.beside_worker"]
    environment = os.environ | {"PYTHONPATH": path}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)


def _read(pipe: int, length: int, ends: float) -> bytes:
    """Return *length* bytes of *pipe*; raises NotInTime when it is past *ends*, EOFError if there are no more."""
    read = bytearray()
    while len(read) < length:
        if not select.select([pipe], [], [], max(0.0, ends - monotonic()))[0]:
            raise NotInTime("slow")
        chunk = os.read(pipe, min(1 << 20, length - len(read)))
        if not chunk:
            raise EOFError
        read += chunk
    return bytes(read)


class Pace:
    """Turns of readers who ask for dear pages, which are set in the event loop: one each SECONDS_A_PAGE for all."""

    def __init__(self) -> None:
        self._free_at = 0.0

    def wait_from(self, now: float) -> float:
        """Take the next turn and return the seconds until it comes; raises NotInTime if these are too many."""
        begins = max(now, self._free_at)
        if begins - now > MOST_SECONDS_TO_A_TURN:
            raise NotInTime("pace")
        self._free_at = begins + SECONDS_A_PAGE
        return begins - now

    async def turn(self) -> None:
        """Wait for the next turn."""
        await asyncio.sleep(self.wait_from(monotonic()))


LONG_DOCUMENTS = Pace()  # pages of texts that have more than one
_HELPER = _Helper()
atexit.register(_HELPER.end)

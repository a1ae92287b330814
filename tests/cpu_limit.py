"""A limit on work, not on time: what a regular expression or a loop may take of the processor."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TooMuchWork(AssertionError):
    """A block has taken more of the processor than it may."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Fail where the block takes more processor time of this process than so many seconds, however busy the machine."""

    def fail(*_: object) -> None:
        raise TooMuchWork(f"more than {seconds} s of processor time")

    before = signal.signal(signal.SIGVTALRM, fail)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

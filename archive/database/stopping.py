"""Signals that end a command that writes: heeded between two steps, so that what was done is committed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_asked: list[int] = []  # the signal that asks to stop; a list, so that a handler need not rebind a name


class Stopped(KeyboardInterrupt):
    """A signal asked the command to end, and it does so between two steps."""


@contextmanager
def stops_between_steps() -> Iterator[None]:
    """Inside, SIGTERM or SIGINT lets the next `check` raise Stopped; a second one raises at once, wherever it comes.

    Does nothing in a thread, and where a program around has handlers of its own (Scrapy's crawls).
    """
    ours = (signal.SIG_DFL, signal.default_int_handler, raise_at_once)
    if threading.current_thread() is not threading.main_thread() or any(
        signal.getsignal(number) not in ours for number in _SIGNALS
    ):
        yield
        return
    before = {number: signal.signal(number, _ask) for number in _SIGNALS}
    try:
        yield
    finally:
        _asked.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


def check() -> None:
    """Raise Stopped if a signal has asked for it since the last call; to be called where a step begins."""
    if _asked:
        number = _asked.pop()
        raise Stopped(f"stopped by {signal.Signals(number).name}")


def raise_at_once(number: int, frame: FrameType | None) -> None:
    """Handle a signal as SIGINT is by default, also SIGTERM: what is half done is undone."""
    raise Stopped(f"stopped by {signal.Signals(number).name}")


def _ask(number: int, frame: FrameType | None) -> None:
    if _asked:
        raise_at_once(number, frame)
    _asked.append(number)

"""Slow readers: what is held in memory for those who take their answers slowly is bounded, and so is their time.

A large answer is sent piece by piece, each when the one before has left; so it is known how much waits.  Of who comes
while too much does, none is sent (503); who takes nothing for a while is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

LARGE_BYTES = 256 << 10  # an answer that is smaller waits in the server's own buffers (chosen)
MOST_WAITING_BYTES = 128 << 20  # of large answers together (chosen)
PATIENCE_SECONDS = 30.0  # for one piece (chosen: 17 kbit/s)
_PIECE_BYTES = 64 << 10

_Message = dict[str, Any]
_Send = Callable[[_Message], Awaitable[None]]
_BUSY = b"busy: too many large answers wait to be read; try again later\n"


class LargeAnswers:
    """Sends for one server; *waiting* is how many bytes of large answers have not left yet."""

    def __init__(self) -> None:
        self.waiting = 0

    def bounded(self, send: _Send) -> _Send:
        """Return *send* for one request, its body in pieces where it is large."""
        start: _Message | None = None
        is_over = False

        async def send_bounded(message: _Message) -> None:
            nonlocal start, is_over
            if is_over:
                return
            body = message.get("body", b"")
            if message["type"] == "http.response.start":
                start = message
                return
            if len(body) <= LARGE_BYTES:
                await _send_both(send, start, message)
            elif start is not None and self.waiting + len(body) > MOST_WAITING_BYTES:
                headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"10")]
                busy = {"type": "http.response.start", "status": 503, "headers": headers}
                await _send_both(send, busy, {"type": "http.response.body", "body": _BUSY})
                is_over = True
            else:
                is_over = not await self._in_pieces(send, start, message)
            start = None

        return send_bounded

    async def _in_pieces(self, send: _Send, start: _Message | None, message: _Message) -> bool:
        """Send a large body; return whether the reader took all of it."""
        body = memoryview(message["body"])
        self.waiting += len(body)
        try:
            for place in range(0, len(body), _PIECE_BYTES):
                piece = bytes(body[place : place + _PIECE_BYTES])
                has_more = place + _PIECE_BYTES < len(body) or message.get("more_body", False)
                sent = _send_both(send, start, {**message, "body": piece, "more_body": has_more})
                await asyncio.wait_for(sent, PATIENCE_SECONDS)
                start = None
        except TimeoutError:
            return False
        finally:
            self.waiting -= len(body)
        return True


async def _send_both(send: _Send, start: _Message | None, message: _Message) -> None:
    if start is not None:
        await send(start)
    await send(message)

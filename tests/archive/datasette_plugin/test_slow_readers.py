"""Slow readers: what waits for them is bounded."""

import asyncio
from typing import Any

import pytest

from archive.datasette_plugin import slow_readers
from archive.datasette_plugin.slow_readers import LARGE_BYTES, LargeAnswers

START = {"type": "http.response.start", "status": 200, "headers": []}


class Reader:
    """Takes messages, or, if *is_stuck*, none after the start of an answer."""

    def __init__(self, is_stuck: bool = False) -> None:
        self.is_stuck = is_stuck
        self.taken: list[dict[str, Any]] = []
        self.wakes = asyncio.Event()

    async def send(self, message: dict[str, Any]) -> None:
        self.taken.append(message)
        if self.is_stuck and message["type"] == "http.response.body":
            await self.wakes.wait()

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.taken)


async def answer(answers: LargeAnswers, reader: Reader, body: bytes) -> None:
    send = answers.bounded(reader.send)
    await send(START)
    await send({"type": "http.response.body", "body": body})


@pytest.mark.parametrize("length", [0, 1, LARGE_BYTES, LARGE_BYTES + 1, 5 * LARGE_BYTES + 7])
async def test_an_answer_comes_whole(length: int) -> None:
    answers, reader = LargeAnswers(), Reader()
    body = bytes(n % 251 for n in range(length))
    await answer(answers, reader, body)
    assert reader.body == body
    assert [message["type"] for message in reader.taken].count("http.response.start") == 1
    assert [message.get("more_body", False) for message in reader.taken][-1] is False
    assert answers.waiting == 0


async def test_who_comes_while_too_much_waits_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_readers, "MOST_WAITING_BYTES", 3 * LARGE_BYTES)
    answers, stuck = LargeAnswers(), Reader(is_stuck=True)
    waiting = asyncio.create_task(answer(answers, stuck, b"x" * 2 * LARGE_BYTES))
    while not answers.waiting:
        await asyncio.sleep(0)
    late, small = Reader(), Reader()
    await answer(answers, late, b"y" * 2 * LARGE_BYTES)
    assert late.taken[0]["status"] == 503
    assert b"busy" in late.body
    await answer(answers, small, b"z" * 100)
    assert small.taken[0]["status"] == 200
    stuck.wakes.set()
    await waiting
    assert answers.waiting == 0
    assert len(stuck.body) == 2 * LARGE_BYTES


async def test_who_takes_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_readers, "PATIENCE_SECONDS", 0.0)
    answers, stuck = LargeAnswers(), Reader(is_stuck=True)
    await answer(answers, stuck, b"x" * 2 * LARGE_BYTES)
    assert answers.waiting == 0
    assert len(stuck.body) < LARGE_BYTES

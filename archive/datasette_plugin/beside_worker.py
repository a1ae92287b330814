"""The child process of beside.py: answers one question after the other, with less right to the processor.

``python -m archive.datasette_plugin.beside_worker``; frames of a length and a pickle on stdin and stdout.  It ends
with its parent, and when nobody has asked for a while.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import sqlite3
import struct
import sys
import traceback
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

_IDLE_SECONDS = 300
_MOST_CPU_SECONDS = 10  # for one answer (chosen: two reports of 120,000 characters take 2)
_MOST_BYTES = 2 << 30  # of address space; a comparison takes .3 GB
_NICENESS = 5


def main() -> None:
    """Answer until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, whose end is ours
    os.nice(_NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints does not spoil an answer
    while select.select([asked], [], [], _IDLE_SECONDS)[0]:
        question = _read(asked)
        if question is None:
            return
        signal.setitimer(signal.ITIMER_PROF, _MOST_CPU_SECONDS)  # SIGPROF ends the process
        data = pickle.dumps(_answer(*pickle.loads(question)))
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(struct.pack("<Q", len(data)) + data)
        answers.flush()


def _read(asked: BinaryIO) -> bytes | None:
    head = asked.read(8)
    return asked.read(struct.unpack("<Q", head)[0]) if len(head) == 8 else None


def _answer(path: str, is_mutable: bool, function: Any, values: tuple[Any, ...]) -> tuple[bool, Any]:
    uri = f"{Path(path).absolute().as_uri()}?{'mode=ro' if is_mutable else 'immutable=1'}"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as db:
            db.row_factory = sqlite3.Row
            return True, function(db, path, *values)
    except Exception as error:  # noqa: BLE001  # whatever it is, the parent has to be told, and the next is answered
        traceback.print_exc()
        return False, f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main()

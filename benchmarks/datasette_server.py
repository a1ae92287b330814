"""A fresh Datasette on loopback for benchmarks: started, waited for, ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

_STARTS_WITHIN_SECONDS = 600


@contextmanager
def datasette(arguments: Sequence[str], core: int | None = None) -> Iterator[tuple[str, int]]:
    """The address of a Datasette that listens, and its process id; *arguments* of ``serve``, bound to *core*."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", *arguments, "--host", "127.0.0.1", "--port", str(port)]
    bind: Callable[[], None] | None = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=bind)
    try:
        while not _listens(port):
            if process.poll() is not None or time.perf_counter() - began > _STARTS_WITHIN_SECONDS:
                raise SystemExit(f"datasette serve {arguments[-1]} does not answer; start it by hand to see why")
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0

"""Fork server: starts Python programs from a process that has imported what takes them two seconds.

A crawl, a command or a writer that a test starts is a process of its own, as when a user starts it: with its own
arguments, environment, folder and exit code, to be killed and limited.  Only its modules are there already.
Tests of what a program imports start one with `subprocess`.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("cleaners", "archive", "crawler", "scrapy.commands")
OTHERS = (  # what Scrapy imports by name when a crawl begins
    "scrapy.cmdline", "scrapy.crawler", "scrapy.core.downloader.handlers.http11", "scrapy.core.scheduler",
    "scrapy.extensions.corestats", "scrapy.extensions.feedexport", "scrapy.extensions.logstats",
    "scrapy.extensions.memusage", "scrapy.extensions.throttle", "scrapy.pipelines", "scrapy.spiderloader",
    "scrapy.squeues", "scrapy.statscollectors", "twisted.internet.asyncioreactor", "warcio.cli",
)  # fmt: skip
# Limits of ours by the clock, where a test sets no other: a busy machine fails no program that a test starts.
PATIENT_SECONDS = 1800
LIMITS = (
    ("crawler.intake.file_reader", "TIMEOUT_SECONDS"),
    ("archive.database.connection", "_BUSY_TIMEOUT_SECONDS"),
)
NOT_IMPORTED = ("settings.base", "twisted.internet.reactor")  # they look at the environment, or cannot be shared
REQUEST_MAX_BYTES = 1 << 20


class Process:
    """A program that was started; what subprocess.Popen has of use to a test.

    *cpu_seconds* and *peak_bytes* (of memory) are known when it has ended.
    """

    def __init__(self, pid: int, status: int, stdout: IO[str], stderr: IO[str]) -> None:
        self.pid, self.stdout, self.stderr = pid, stdout, stderr
        self.returncode: int | None = None
        self.cpu_seconds = self.peak_bytes = 0.0
        self._status = status

    def poll(self) -> int | None:
        """Return the exit code, or None while the process runs."""
        if self.returncode is not None:
            return self.returncode
        with selectors.DefaultSelector() as ready:
            ready.register(self._status, selectors.EVENT_READ)
            return self.wait() if ready.select(0) else None

    def wait(self) -> int:
        """Return the exit code when the process has ended; negative: the signal that ended it."""
        if self.returncode is not None:
            return self.returncode
        if not (told := os.read(self._status, 100)):
            raise ChildProcessError("the fork server has ended")
        os.close(self._status)
        code, self.cpu_seconds, self.peak_bytes = json.loads(told)
        self.returncode = int(code)
        return self.returncode

    def communicate(self) -> tuple[str, str]:
        """Return what the process wrote until its end, on standard output and on standard error."""
        with ThreadPoolExecutor(1) as thread, self.stdout, self.stderr:
            errors = thread.submit(self.stderr.read)
            out = self.stdout.read()
            self.wait()
            return out, errors.result()

    def wait_until(self, done: Callable[[], bool]) -> None:
        """Return when *done* gives true; the process must not end before."""
        while not done():
            assert self.poll() is None, f"ended before, with {self.returncode}: {self.stderr.read()}"
            time.sleep(0.05)

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)


class ForkServer:
    """The process that has the modules; it ends with `close`, or with the process that made it."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            # One thread: what has several must not be forked.  Each process gets its own environment with the request.
            environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
            command = [sys.executable, "-m", "tests.fork_server", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )

    def start(
        self,
        arguments: Sequence[str],
        *,
        environment: Mapping[str, str],
        cwd: Path = ROOT,
        limits: Mapping[int, int] | None = None,
        session: bool = False,
    ) -> Process:
        """Start ``python -m`` with *arguments*, the first of which is a module.

        *limits* are those of the module `resource`: RLIMIT_FSIZE and bytes, RLIMIT_CPU and seconds.  With *session* the process leads one, so that a signal can be sent to all that it starts.
        """
        (out, out_end), (errors, errors_end), (status, status_end) = os.pipe(), os.pipe(), os.pipe()
        request = json.dumps(
            [list(arguments), dict(environment), str(cwd), list((limits or {}).items()), session]
        ).encode()
        socket.send_fds(self._socket, [len(request).to_bytes(4, "big")], [out_end, errors_end, status_end])
        self._socket.sendall(request)
        for end in (out_end, errors_end, status_end):
            os.close(end)
        pid = int.from_bytes(_read(self._socket, 4), "big")
        return Process(pid, status, os.fdopen(out, encoding="utf-8"), os.fdopen(errors, encoding="utf-8"))

    def close(self) -> None:
        """End the server."""
        self._socket.close()
        self._process.wait()


_servers: list[ForkServer] = []


def start_python(
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    limits: Mapping[int, int] | None = None,
    session: bool = False,
) -> Process:
    """Start ``python -m`` with *arguments* from this process's server; *environment* is added to our own."""
    if not _servers:
        _servers.append(ForkServer())
    return _servers[0].start(
        arguments, environment={**os.environ, **(environment or {})}, cwd=cwd, limits=limits, session=session
    )


def run_python(
    *arguments: str, environment: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m`` with *arguments* to its end, as `subprocess.run` does."""
    process = start_python(*arguments, environment=environment, cwd=cwd)
    out, errors = process.communicate()
    return subprocess.CompletedProcess(list(arguments), process.wait(), out, errors)


def close() -> None:
    """End this process's server, if it has one."""
    while _servers:
        _servers.pop().close()


def serve(connection: socket.socket) -> None:
    """Fork a process for each request until the other side is gone; only a forked process raises, to end itself."""
    waker, wake = socket.socketpair()
    wake.setblocking(False)
    waker.setblocking(False)
    signal.set_wakeup_fd(wake.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    statuses: dict[int, int] = {}
    with selectors.DefaultSelector() as ready:
        ready.register(connection, selectors.EVENT_READ)
        ready.register(waker, selectors.EVENT_READ)
        while True:
            for key, _ in ready.select():
                if key.fileobj is waker:
                    waker.recv(4096)
                    _tell_ends(statuses)
                elif not _fork(connection, statuses, (ready, waker, wake)):
                    _end(statuses)
                    return


def _fork(connection: socket.socket, statuses: dict[int, int], ours: Sequence[object]) -> bool:
    head, descriptors, _, _ = socket.recv_fds(connection, 4, 3)
    if not head:
        return False
    arguments, environment, cwd, limits, session = json.loads(_read(connection, int.from_bytes(head, "big")))
    out, errors, status = descriptors
    pid = os.fork()
    if not pid:
        for each in (*ours, connection):
            each.close()  # type: ignore[attr-defined]
        for other in (*statuses.values(), status):
            os.close(other)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        raise _Forked(arguments, environment, cwd, limits, session, out, errors)
    statuses[pid] = status
    os.close(out)
    os.close(errors)
    connection.sendall(pid.to_bytes(4, "big"))
    return True


def _tell_ends(statuses: dict[int, int]) -> None:
    for pid in list(statuses):
        ended, code, used = os.wait4(pid, os.WNOHANG)
        if ended:
            told = os.waitstatus_to_exitcode(code), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
            os.write(status := statuses.pop(pid), json.dumps(told).encode())
            os.close(status)


def _end(statuses: dict[int, int]) -> None:
    for pid in statuses:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


class _Forked(BaseException):
    """Leaves the server's loop in a process that is to become a program."""


def _become(
    arguments: list[str],
    environment: dict[str, str],
    cwd: str,
    limits: list[list[int]],
    session: bool,
    out: int,
    err: int,
) -> None:
    if session:
        os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.close(out)
    os.close(err)
    # Those of the server knew whether they could seek; these lead to pipes.
    sys.stdout = open(1, "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors, closefd=False)  # noqa: SIM115 -- kept
    sys.stderr = open(2, "w", 1, sys.stderr.encoding, "backslashreplace", closefd=False)  # noqa: SIM115 -- kept
    for limited, most in limits:
        resource.setrlimit(limited, (most, most))
    sys.path[:] = [cwd, *filter(None, environment.get("PYTHONPATH", "").split(os.pathsep)), *sys.path]
    sys.argv[1:] = arguments[1:]
    sys.modules.pop(arguments[0], None)  # it is run, not imported
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


def _import_all() -> None:
    for package in PACKAGES:
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    for name in OTHERS:
        import_module(name)
    for name, limit in LIMITS:
        assert getattr(sys.modules[name], limit) < PATIENT_SECONDS
        setattr(sys.modules[name], limit, PATIENT_SECONDS)
    assert not [name for name in NOT_IMPORTED if name in sys.modules]
    gc.collect()
    gc.freeze()  # no forked process goes through these objects, and so copies their memory


def _read(connection: socket.socket, size: int) -> bytes:
    parts = b""
    while len(parts) < size and (part := connection.recv(size - len(parts))):
        parts += part
    return parts


def main() -> None:
    connection = socket.socket(fileno=int(sys.argv[1]))
    _import_all()
    try:
        serve(connection)
    except _Forked as forked:
        given = forked.args
    else:
        return
    _become(*given)


if __name__ == "__main__":
    main()

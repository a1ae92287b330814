"""The memory, disk and processor time of the browser's processes, watched from outside while pages are open.

What a page may take is bounded twice.  Each process of the browser gets a limit on its private memory (RLIMIT_DATA: the
limit on address space would not let it start), at which a script's arrays fail; and a thread measures all of them
together with the profile folder, and ends the busiest page where that does not help.  Needs /proc, so Linux.
"""

from __future__ import annotations

import atexit
import os
import resource
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_PROC = Path("/proc")
_MEBIBYTE = 1 << 20
_BETWEEN_LOOKS_SECONDS = 0.1  # a script fills some 100 MiB in that time
_TREE_FACTOR = 2  # all processes together may take twice what one may: a browser at rest takes 0.3 GiB
_MOST_PROCESSES = 60  # a browser with four pages has some 12
_LOOKS_BEFORE_ALL = 10  # at which pages are ended one by one; then the browser
_MOST_DISK_BYTES = 512 * _MEBIBYTE  # of the profile folder: data that scripts put into blobs goes there
_SOCKET, _SCRATCH = "SingletonSocket", "org.chromium.Chromium."  # a link in the profile, the folder that it leads to
_DRIVER = "run-driver"  # the command of Playwright by which the processes are found
_HELD = ("RssAnon", "RssShmem", "VmSwap")  # lines of /proc/<pid>/status, in KiB
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class _Process:
    pid: int
    command: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        return "--type=renderer" in self.command

    @property
    def is_browser(self) -> bool:
        """Whether it is the process that all others of the browser come from."""
        return self.profile is not None and not any(word.startswith("--type=") for word in self.command)

    @property
    def profile(self) -> Path | None:
        """The folder that it was told to keep its data in."""
        named = (word.partition("=")[2] for word in self.command if word.startswith("--user-data-dir="))
        return next(map(Path, named), None)

    def memory_bytes(self) -> int:
        """The private and shared memory that it holds, what is mapped from its program left out."""
        with suppress(OSError):
            lines = (_PROC / str(self.pid) / "status").read_text().splitlines()
            return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(_HELD))
        return 0

    def cpu_seconds(self) -> float:
        with suppress(OSError):
            fields = (_PROC / str(self.pid) / "stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / _TICKS
        return 0.0

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


@dataclass(slots=True)
class BrowserWatch:
    """Watches the browser of this crawl; *memory_mb* is what one of its processes may take."""

    memory_mb: int
    reason: str | None = field(default=None, init=False)  # why a page was ended last
    peak_bytes: int = field(default=0, init=False)  # of all processes together
    _looks_over: int = field(default=0, init=False)  # how often in turn all processes together were over the bound
    _scratch: set[Path] = field(default_factory=set, init=False)
    _is_known: bool = field(default=False, init=False)  # to the end of the program
    _pages: int = field(default=0, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)
    _busy: dict[int, float] = field(default_factory=dict, init=False)  # processor seconds of pages, some looks ago

    def page_opens(self) -> None:
        """Begin to watch, if no page was open."""
        self._pages += 1
        if not self._is_known:
            self._is_known = True
            atexit.register(self.clear_scratch)
        if self._thread is None and _PROC.joinpath("self/status").exists():
            self._thread = threading.Thread(target=self._watch, name="browser watch", daemon=True)
            self._thread.start()

    def page_closes(self) -> None:
        """Stop to watch, if no other page is open."""
        self._pages -= 1

    def end_busiest_page(self, reason: str) -> None:
        """End the process of the page that works most; its crash is what its rendering learns of."""
        pages = [process for process in _browser_processes() if process.is_page]
        busiest = max(pages, key=lambda one: one.cpu_seconds() - self._busy.get(one.pid, 0.0), default=None)
        if busiest is not None:
            self.reason = reason
            busiest.kill()

    def clear_scratch(self) -> None:
        """Delete the folders of sockets that a browser leaves when it is ended; none may run any more."""
        for folder in self._scratch:
            shutil.rmtree(folder, ignore_errors=True)

    def end_browser(self) -> None:
        """End the whole browser: Scrapy starts another for the next page."""
        for process in _browser_processes():
            if process.is_browser:
                process.kill()

    def _watch(self) -> None:
        limited: set[int] = set()
        look = 0
        while self._pages > 0:
            with suppress(OSError):  # processes and folders end while they are looked at
                self._look(limited, with_disk=look % 10 == 0)
            look += 1
            time.sleep(_BETWEEN_LOOKS_SECONDS)
        self._thread = None

    def _look(self, limited: set[int], *, with_disk: bool) -> None:
        processes = list(_browser_processes())
        self._limit(processes, limited)
        self._check(processes)
        if with_disk:
            self._busy = {process.pid: process.cpu_seconds() for process in processes if process.is_page}
            self._check_disk(processes)

    def _limit(self, processes: list[_Process], limited: set[int]) -> None:
        """Limit the memory of each process that is new; those that it starts inherit it."""
        most = self.memory_mb * _MEBIBYTE
        for process in processes:
            if process.pid not in limited:
                limited.add(process.pid)
                with suppress(ProcessLookupError, PermissionError, ValueError):
                    resource.prlimit(process.pid, resource.RLIMIT_DATA, (most, most))

    def _check(self, processes: list[_Process]) -> None:
        sizes = {process: process.memory_bytes() for process in processes}
        together = sum(sizes.values())
        self.peak_bytes = max(self.peak_bytes, together)
        largest = max((process for process in sizes if process.is_page), key=lambda one: sizes[one], default=None)
        is_over = together > _TREE_FACTOR * self.memory_mb * _MEBIBYTE or len(processes) > _MOST_PROCESSES
        self._looks_over = self._looks_over + 1 if is_over else 0
        if self._looks_over > _LOOKS_BEFORE_ALL:
            self.end_browser()
        elif largest is not None and (is_over or sizes[largest] > self.memory_mb * _MEBIBYTE):
            self.reason = f"it took more than {self.memory_mb} MiB of memory (RENDER_MEMORY_MB)"
            largest.kill()

    def _check_disk(self, processes: list[_Process]) -> None:
        for process in processes:
            if process.is_browser and process.profile:
                with suppress(OSError):
                    folder = process.profile.joinpath(_SOCKET).readlink().parent
                    self._scratch |= {folder} if folder.name.startswith(_SCRATCH) else set()
            if process.is_browser and process.profile and _size(process.profile) > _MOST_DISK_BYTES:
                self.end_busiest_page(f"it wrote more than {_MOST_DISK_BYTES // _MEBIBYTE} MiB to the disk")


def _size(folder: Path) -> int:
    """The bytes that the files in *folder* take."""
    size = 0
    for path, _, names in os.walk(folder):  # which passes over folders that are gone meanwhile
        for name in names:
            with suppress(OSError):
                size += Path(path, name).lstat().st_blocks * 512
    return size


def _browser_processes() -> Iterator[_Process]:
    """Yield the processes that the driver of the browser has started for this one, and what they have started."""
    for driver in _children(os.getpid()):
        if _DRIVER in driver.command:
            for child in _children(driver.pid):
                yield child
                yield from _below(child.pid)


def _below(pid: int) -> Iterator[_Process]:
    for child in _children(pid):
        yield child
        yield from _below(child.pid)


def _children(pid: int) -> Iterator[_Process]:
    with suppress(OSError):
        for task in (_PROC / str(pid) / "task").iterdir():
            with suppress(OSError):
                for child in (task / "children").read_text().split():
                    with suppress(OSError):
                        command = (_PROC / child / "cmdline").read_text(errors="replace").replace("\0", " ").split()
                        yield _Process(int(child), tuple(command))

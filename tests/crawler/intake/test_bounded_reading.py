"""The process that reads a file gets its name whatever it is, and what it takes and writes is bounded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Fetch
from crawler.intake import file_reader
from crawler.intake.bounded_process import Bounds, run_bounded
from crawler.intake.file_reader import read_in_process
from crawler.intake.ocr import Ocr
from tests.cleaners.files import hostile
from tests.cleaners.files.builders import docx, paragraph, pdf_line, pdf_pages, zipped
from tests.cleaners.files.hostile import GOOD_LINE

PATIENT = 1800.0


def fetched(body: bytes) -> Fetch:
    return Fetch("http://www.lan.gov.example/a/1", datetime(2026, 3, 1, 8, tzinfo=UTC), body)


NAMES = {
    "an option": "-附件1.docx",
    "a long option": "--name.docx",
    "an option with a value": "--memory-mb=1.docx",
    "help": "-h",
    "two dashes": "--",
    "nothing": "",
    "blanks": "   ",
    "NUL": "附件\0.docx",
    "half of a pair": "附件\ud800.docx",
    "lines": "附件\n\r\n1.docx",
    "right to left": "附件\u202excod.exe",
    "100,000 characters": "长" * 100_000 + ".docx",
    "a device": "CON.docx",
    "upwards": "../../../etc/passwd",
    "a response file": "@/etc/passwd",
    "a shell": "$(reboot); `reboot` | x.docx",
    "no character": "\ufffe\uffff.docx",
    "an escape": "\x1b[2J附件.docx",
    "equals": "=附件.docx",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_file_is_read_whatever_it_is_called(name: str) -> None:
    reading = read_in_process(fetched(docx(paragraph(GOOD_LINE))), name)
    assert reading.text == GOOD_LINE
    assert {kind for kind, _ in reading.problems} <= {"wrong_type"}


@pytest.mark.parametrize(
    "name", [name for name in NAMES.values() if name], ids=[key for key, name in NAMES.items() if name]
)
def test_a_member_is_read_whatever_it_is_called(name: str) -> None:
    body = zipped({name.replace("\0", "").encode("utf-8", "replace").decode()[-20_000:]: GOOD_LINE})
    assert GOOD_LINE in read_in_process(fetched(body), "1.zip").text


def test_the_name_says_what_the_file_claims_to_be() -> None:
    reading = read_in_process(fetched(b"<html><title>404 not found</title></html>"), "-附件1.docx")
    assert [kind for kind, _ in reading.problems] == ["page_for_file"]


def test_output_without_end_is_cut_off_and_the_program_ended() -> None:
    ran = run_bounded(["sh", "-c", "yes"], b"", Bounds(PATIENT, 1_000_000))
    assert ran.too_much
    assert len(ran.output) == 1_000_000


def test_processor_time_is_bounded_and_the_clock_is_not() -> None:
    busy = run_bounded([sys.executable, "-c", "while True: pass"], b"", Bounds(PATIENT, 100, cpu_seconds=1))
    assert busy.status == -signal.SIGKILL
    assert 0.5 < busy.cpu_seconds < 5
    idle = run_bounded(
        [sys.executable, "-c", "import time; time.sleep(2); print(1)"], b"", Bounds(PATIENT, 100, cpu_seconds=1)
    )
    assert (idle.status, idle.output) == (0, b"1\n")


def test_memory_is_bounded() -> None:
    ran = run_bounded(
        [sys.executable, "-c", "import time; time.sleep(1); bytes(1 << 30)"], b"", Bounds(PATIENT, 100, None, 200 << 20)
    )
    assert ran.status == 1


def test_at_the_end_of_its_time_a_program_is_ended_with_all_that_it_has_started() -> None:
    program = "import os, time; pid = os.fork(); print(pid or os.getpid(), flush=True); time.sleep(1000)"
    ran = run_bounded([sys.executable, "-c", program], b"", Bounds(2, 100))
    assert ran.is_late
    for pid in set(map(int, ran.output.split())):
        assert _is_gone(pid)


def _is_gone(pid: int) -> bool:
    for _ in range(1_000):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def test_more_than_a_program_wants_to_read_is_no_fault() -> None:
    ran = run_bounded(["head", "-c", "3"], bytes(5_000_000), Bounds(PATIENT, 100))
    assert (ran.status, ran.output) == (0, bytes(3))


def test_errors_without_end_are_thrown_away() -> None:
    ran = run_bounded(["sh", "-c", "head -c 100000000 /dev/zero >&2; echo well"], b"", Bounds(PATIENT, 100))
    assert ran.output == b"well\n"


def test_the_process_that_reads_ends_with_the_one_that_started_it() -> None:
    command = [sys.executable, "-m", "cleaners.files"]
    before = set(_readers())
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin
        body = zipped({f"{n}.pdf": pdf_pages([hostile.ticked_page()]) for n in range(60)})
        threading.Thread(target=lambda: (process.stdin.write(body), process.stdin.close()), daemon=True).start()
        while not (children := set(_readers(process.pid)) - before):
            assert process.poll() is None
            time.sleep(0.02)
        process.kill()
    assert all(map(_is_gone, children))


def _readers(parent: int | None = None) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent is not None and int(fields[1]) == parent:
            found.append(int(path.parent.name))
    return found


def test_a_page_that_kills_the_reader_costs_itself_in_a_crawl_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_reader, "MEMORY_MB", 300)
    reading = read_in_process(fetched(hostile.form_in_itself()), "1.pdf")
    assert reading.text == f"{GOOD_LINE}\n全年组织执法培训九场次。"
    [(kind, detail)] = reading.problems
    assert (kind, "page 2" in detail) == ("left_out", True)


def test_an_answer_beyond_all_bounds_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_reader, "MOST_ANSWER_BYTES", 10)
    reading = read_in_process(fetched(docx(paragraph(GOOD_LINE))), "1.docx")
    assert [kind for kind, _ in reading.problems] == ["beyond_limits"]


def test_a_recognition_is_bounded_by_processor_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nwhile :; do :; done\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    seen = Ocr("chi_sim", max_pages=3, timeout_seconds=1).read(b"P5\n1 1\n255\n\0", pages=None)
    assert [kind for kind, _ in seen.problems] == ["needs_ocr", "cut_off"]


def test_a_table_of_words_without_end_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec yes\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    seen = Ocr("chi_sim", max_pages=3, timeout_seconds=60).read(b"P5\n1 1\n255\n\0", pages=None)
    assert seen.text == ""


@pytest.mark.parametrize("box", [b"[0 0 1e30 1e30]", b"[0 0 0.001 100000000]", b"[0 0 14400 14400]", b"[0 0 0 0]"])
def test_a_page_of_any_size_is_drawn_small_or_not_at_all(box: bytes) -> None:
    body = pdf_pages([pdf_line(GOOD_LINE, 80, 700)]).replace(b"[0 0 595 842]", box)
    command = [sys.executable, "-m", "cleaners.files", "--picture-of-page=1", "--memory-mb=1024"]
    ran = run_bounded(command, body, Bounds(PATIENT, 64 << 20, 45))
    assert not ran.too_much
    assert ran.status in (0, 1)
    assert len(ran.output) < 31_000_000

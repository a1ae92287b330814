"""``python -m cleaners.files``: one file in, one line of JSON out, bounded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cleaners.files.builders import docx, paragraph, pdf, stream

ROOT = Path(__file__).parents[3]
DATA = Path(__file__).parent / "data"


def run(body: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cleaners.files", *options]
    return subprocess.run(command, input=body, capture_output=True, cwd=ROOT)


def answer(body: bytes, *options: str) -> dict[str, Any]:
    done = run(body, *options)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("name", ["report.pdf", "report.doc", "report.docx"])
def test_the_text_comes_out_as_json(name: str) -> None:
    file = answer((DATA / name).read_bytes(), "--name", name)
    assert file["text"] == (DATA / "report.txt").read_text("utf-8").rstrip("\n")
    assert file["problems"] == []


def test_a_file_at_fault_comes_out_as_a_problem() -> None:
    file = answer((DATA / "locked.pdf").read_bytes())
    assert (file["text"], file["kind"], [one["kind"] for one in file["problems"]]) == ("", None, ["encrypted"])


def test_no_more_than_allowed_is_read() -> None:
    assert answer(b"a" * 1_000, "--body-bytes", "100")["problems"][0]["kind"] == "beyond_limits"


def test_limits_are_options() -> None:
    file = answer(docx(paragraph("法治政府")), "--characters", "2")
    assert (file["text"], file["problems"][0]["kind"]) == ("法治", "cut_off")


def test_python_out_of_memory_is_a_problem() -> None:
    bomb = docx(paragraph("法") * 150_000)
    assert answer(bomb, "--memory-mb", "120")["problems"][0]["kind"] == "beyond_limits"


def test_a_library_out_of_memory_costs_only_the_process() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    catalogue = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page]
    done = run(pdf([*catalogue, stream(b" " * 200_000_000)]), "--memory-mb", "200")
    assert done.stdout == b"" or json.loads(done.stdout)["text"] == ""


def test_processor_time_is_bounded() -> None:
    bomb = docx(paragraph("法治") * 300_000)
    file = answer(bomb, "--cpu-seconds", "1", "--unpacked-bytes", str(1 << 30), "--xml-elements", str(1 << 30))
    assert [one["kind"] for one in file["problems"]] == ["file_timeout"]


def test_misuse_exits_with_2() -> None:
    assert run(b"", "--pages", "many").returncode == 2

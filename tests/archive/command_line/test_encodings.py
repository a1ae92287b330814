"""Arguments and output under locales that are not UTF-8."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.small_archive import make_archive
from tests.fork_server import ROOT

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LATIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"}
GBK = {"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(words: list[str], locale: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    environment |= {"PYTHONPATH": str(ROOT), **locale}
    return subprocess.run([sys.executable, "-m", *words], env=environment, capture_output=True, check=False)


@pytest.mark.parametrize("locale", [ASCII, LATIN, GBK], ids=["ASCII", "Latin-1", "GBK"])
@pytest.mark.parametrize("form", ["--json", "--table"])
def test_output_has_no_traceback_and_is_utf8_for_programs(tmp_path: Path, locale, form) -> None:
    archive = make_archive(tmp_path / "档案.db")
    done = run(["archive", "search", "执法", form, "--archive", str(archive)], locale)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert "执法" in done.stdout.decode("utf-8") or locale is LATIN


@pytest.mark.parametrize("locale", [ASCII, GBK], ids=["ASCII", "GBK"])
def test_files_with_chinese_names_are_found_and_named(tmp_path: Path, locale) -> None:
    done = run(["archive", "check", str(tmp_path / "没有这个档案.db")], locale)
    assert done.returncode == 2
    assert "没有这个档案.db does not exist" in done.stderr.decode("utf-8")


@pytest.mark.parametrize("locale", [ASCII, GBK], ids=["ASCII", "GBK"])
def test_saved_pages_with_chinese_names_are_read(tmp_path: Path, locale) -> None:
    page = tmp_path / "2024年报告.html"
    text = "".join(f"<p>（{n}）水利局办理第{n}类事项{n}件，组织培训{n}场次。</p>" for n in range(30))
    title = "兰汀区水利局2024年法治政府建设年度报告"
    page.write_text(
        f"<html><meta charset=utf-8><title>{title}</title><h1>{title}</h1><div>{text}</div></html>", "utf-8"
    )
    done = run(["crawler.cli.main", "ingest", str(page), "--json", "--archive", str(tmp_path / "a.db")], locale)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert b"Traceback" not in done.stderr

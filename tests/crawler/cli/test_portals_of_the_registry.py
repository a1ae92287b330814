import json
from pathlib import Path

import pytest

from crawler.cli.main import main


def _rows(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_hosts_of_a_place_are_json_lines_with_all_that_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portals", "--registry", "--division", "海珠", "--json"]) == 0
    (row,) = _rows(capsys)
    assert (row["host"], row["status"], row["portal"]) == ("www.haizhu.gov.cn", "in the tables", "yes")


def test_governments_without_a_portal_are_told_beside_the_hosts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portals", "--registry", "--division", "三沙", "--json"]) == 0
    written = capsys.readouterr()
    assert "西沙区、南沙区" in written.err
    assert "www.sansha.gov.cn" in written.out


def test_counts_have_a_row_for_each_province_and_their_sum(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portals", "--registry", "--counts", "--json"]) == 0
    rows = _rows(capsys)
    assert (len(rows), rows[-1]["division"], rows[-1]["governments"]) == (32, "000000", 3_209)


def test_a_filter_of_the_registry_is_refused_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portals", "--platform", "nfcms"]) == 2
    assert "--registry" in capsys.readouterr().err


def test_an_unknown_platform_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portals", "--registry", "--platform", "nfcm"]) == 2
    assert "did you mean nfcms?" in capsys.readouterr().err


def test_an_archive_beside_the_registry_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portals", "--registry", "--archive", str(tmp_path / "a.db")]) == 2
    assert main(["portals", "--registry", str(tmp_path / "a.db")]) == 2


def test_the_portals_of_an_archive_are_listed_as_before(demo_archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portals", str(demo_archive), "--json"]) == 0
    assert {row["id"] for row in _rows(capsys)}

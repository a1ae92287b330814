"""The registry of government hosts, reviewed as data: each rule that its rows keep."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from archive.divisions import Divisions

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "settings" / "registry"
BESIDE = ("sources.csv", "without_portal.csv")
KINDS = {"government", "department", "disclosure site", "alias", "rival", "shared service"}
STATUSES = {"in the tables", "proposed", "refused", "nothing found", "never looked at"}
REACHES = {"", "direct", "other scheme", "mobile agent only", "refused or silent", "not tried"}
WITHOUT_REPORTS = {"710000", "810000", "820000"}  # 台湾, 香港, 澳门: none is due there


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / name).read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def registry() -> list[dict[str, str]]:
    return [row for path in sorted(FOLDER.glob("*.csv")) if path.name not in BESIDE for row in _rows(path.name)]


@pytest.fixture(scope="module")
def standing() -> dict[str, str]:
    """Code and name of each division of today."""
    return {row.code: row.name for row in Divisions.load() if row.to_year is None}


def test_every_division_of_the_registry_stands_today(registry, standing) -> None:
    assert {row["division"] for row in registry} - standing.keys() == {"000000"}  # of the whole state
    known = Divisions.load()
    late = [
        row["host"]
        for row in registry
        if row["checked_at"] and (found := known.by_code(row["division"])) and not found.stood_in(2025)
    ]
    assert not late


def test_a_file_holds_one_province_and_its_rows_stand_in_order(registry) -> None:
    for path in FOLDER.glob("*.csv"):
        if path.name not in BESIDE:
            rows = _rows(path.name)
            assert len({row["division"][:2] for row in rows}) == 1, path.name
            assert rows == sorted(rows, key=lambda row: (row["division"], row["host"])), path.name


def test_a_host_stands_once_and_in_small_letters(registry) -> None:
    hosts = [row["host"] for row in registry]
    assert len(hosts) == len(set(hosts))
    assert not [host for host in hosts if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+", host)]


def test_each_government_has_one_portal_or_is_listed_without(registry, standing) -> None:
    portals = Counter(row["division"] for row in registry if row["portal"] == "yes")
    without = {row["division"]: row["name"] for row in _rows("without_portal.csv")}
    assert set(portals.values()) == {1}
    assert not portals.keys() & without.keys()
    assert without == {code: standing[code] for code in standing.keys() - portals.keys() - {"710000"}}
    assert len(without) == 5
    assert len(standing.keys() - WITHOUT_REPORTS) == 3_209 == len(portals.keys() - WITHOUT_REPORTS) + len(without)


def test_a_portal_is_a_governments_and_bears_its_name(registry, standing) -> None:
    for row in registry:
        if row["portal"] == "yes":
            assert row["kind"] == "government", row["host"]
            assert row["division"] in WITHOUT_REPORTS or standing[row["division"]][:2] in row["name"], row
    others = Counter(row["portal"] for row in registry if row["portal"] not in ("yes", "no"))
    assert others == {"district without code": 4, "corps": 1}


def test_aliases_rivals_and_disclosure_sites_name_the_portal_beside_which_they_stand(registry) -> None:
    portal = {row["division"]: row["host"] for row in registry if row["portal"] == "yes"}
    for row in registry:
        is_second = row["kind"] in ("alias", "rival", "disclosure site")
        assert row["beside"] == (portal[row["division"]] if is_second else ""), row["host"]
        assert not is_second or row["portal"] == "no"


def test_words_of_the_table_are_known_ones(registry) -> None:
    sources = {row["key"] for row in _rows("sources.csv")}
    for row in registry:
        assert row["kind"] in KINDS, row
        assert row["status"] in STATUSES, row
        assert row["reach"] in REACHES, row
        assert row["scheme"] in ("", "http", "https", "http/https"), row
        assert row["platform_mark"] in (("seen", "assumed") if row["platform"] else ("",)), row
        assert row["sources"].split(), row
        assert set(row["sources"].split()) <= sources, row
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["checked_at"]), row


def test_what_was_asked_bears_a_day(registry) -> None:
    for row in registry:
        was_asked = row["reach"] not in ("", "not tried") or row["status"] in ("refused", "nothing found", "proposed")
        assert bool(row["checked_at"]) == was_asked, row


def test_the_status_agrees_with_the_portal_tables(registry) -> None:
    """Whoever adds a portal table runs tools/build_registry.py, which renews the status; a host it lacks is added."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "settings" / "portals").glob("*.toml")]
    hosts = {host for province in tables for table in province.values() for host in table["hosts"]}
    assert hosts == {row["host"] for row in registry if row["status"] == "in the tables"}


def test_a_name_that_is_missing_or_guessed_is_told(registry) -> None:
    for row in registry:
        assert (
            row["name"]
            or row["kind"] == "shared service"
            or "name unknown" in row["notes"]
            or row["kind"] in ("department",)
        ), row
        assert "guessed" not in row["name"], row

"""The tool that builds the registry: what people and crawls have found is kept when it runs again."""

from pathlib import Path

import pytest

from tests.load_tool import loaded_tool


@pytest.fixture(scope="module")
def tool():
    with loaded_tool("build_registry") as module:
        yield module


def _given(tool, host: str, **other: str) -> dict[str, str]:
    plain = dict.fromkeys(tool.FIELDS, "") | {
        "division": "440199", "host": host, "kind": "government", "portal": "yes", "status": tool.NEVER,
        "sources": "census",
    }  # fmt: skip
    return plain | other


def _built(tool, given, standing=(), tables=()) -> dict[str, dict[str, str]]:
    return {row["host"]: row for row in tool.build(given, standing, set(tables))}


def test_the_shipped_files_follow_from_themselves_and_the_portal_tables(tool) -> None:
    rows = tool.build(standing := tool.read_registry(tool.REGISTRY), standing, tool.table_hosts(tool.PORTALS))
    files = tool.as_files(rows)
    assert files == {name: (tool.REGISTRY / name).read_text("utf-8") for name in files}
    assert sum(len(text.encode()) for text in files.values()) < 600_000


def test_a_corrected_portal_stays_and_the_host_of_the_input_becomes_a_rival(tool) -> None:
    ours = _given(tool, "www.lan.example", sources="census own", notes="corrected: seen on its home page")
    built = _built(tool, [_given(tool, "www.wrong.example")], [ours])
    assert (built["www.lan.example"]["portal"], built["www.lan.example"]["notes"]) == ("yes", ours["notes"])
    wrong = built["www.wrong.example"]
    assert (wrong["portal"], wrong["kind"], wrong["beside"]) == ("no", "rival", "www.lan.example")


def test_a_row_of_our_own_stays_as_it_stands_whatever_the_input_says_of_its_host(tool) -> None:
    ours = _given(tool, "www.lan.example", division="440198", name="兰汀区人民政府", sources="own")
    built = _built(tool, [_given(tool, "www.lan.example", name="别处人民政府")], [ours])
    assert (built["www.lan.example"]["division"], built["www.lan.example"]["name"]) == ("440198", "兰汀区人民政府")


def test_a_row_that_no_source_of_ours_names_and_the_input_has_no_more_is_gone(tool) -> None:
    assert list(_built(tool, [_given(tool, "www.a.example")], [_given(tool, "www.b.example")])) == ["www.a.example"]


@pytest.mark.parametrize("status", ["refused", "proposed", "nothing found"])
def test_what_a_look_has_found_is_kept_with_its_day(tool, status: str) -> None:
    before = _given(tool, "www.lan.example", status=status, checked_at="2027-01-02", reach="direct")
    found = _built(tool, [_given(tool, "www.lan.example", checked_at="2026-04-26", reach="not tried")], [before])
    row = found["www.lan.example"]
    assert (row["status"], row["checked_at"], row["reach"]) == (status, "2027-01-02", "direct")


def test_a_host_is_in_the_tables_as_long_as_a_table_names_it(tool) -> None:
    row = _given(tool, "www.lan.example", status="refused")
    added = _built(tool, [row], [row], ["www.lan.example"])["www.lan.example"]
    assert added["status"] == "in the tables"
    assert _built(tool, [added], [added])["www.lan.example"]["status"] == "never looked at"


def test_aliases_learn_the_portal_beside_which_they_stand(tool) -> None:
    alias = _given(tool, "lan.example", kind="alias", portal="no")
    assert _built(tool, [alias, _given(tool, "www.lan.example")])["lan.example"]["beside"] == "www.lan.example"


def test_a_table_of_hosts_gives_rows_with_their_guesses_marked(tool, tmp_path: Path) -> None:
    line = dict.fromkeys(tool.INPUT, "") | {
        "division": "440199", "host": "cz.lan.example", "name": "财政 (guessed from host)", "kind": "department",
        "is_government_portal": "no", "reach_2026_04": "direct", "platform": "nfcms",
        "platform_evidence": "seen: also gkmlpt",
        "sources": "github:a/b@1 data/website-gov.ts; settings/portals [lan]",
    }  # fmt: skip
    path = tmp_path / "hosts.tsv"
    path.write_text("\t".join(line) + "\n" + "\t".join(line.values()) + "\n", "utf-8")
    (row,) = tool.read_hosts(path)
    assert (row["name"], row["platform_mark"], row["checked_at"]) == ("财政", "seen", tool.REACHED_ON)
    assert row["sources"] == "census table"
    assert row["notes"] == "name guessed from the host; platform: also gkmlpt"


def test_a_table_without_a_column_is_refused_by_name(tool, tmp_path: Path) -> None:
    path = tmp_path / "hosts.tsv"
    path.write_text("division\thost\n440199\twww.lan.example\n", "utf-8")
    with pytest.raises(SystemExit, match="scheme"):
        tool.read_hosts(path)

from pathlib import Path

import pytest

from archive.divisions.named import UnknownDivision
from crawler.errors import PortalTableError, UnknownPortal
from crawler.portals.tables import choose, load_portals, table_paths

ROOT = Path(__file__).parents[3]
GOOD = """
[lan]
name = "兰汀区人民政府"
hosts = ["www.lan.gov.example", "lan.gov.example"]
division = "999101"
platform = "nfcms"
fold = ["scheme", "www"]
delay_seconds = 3
floor = 4
sections = [
  "http://www.lan.gov.example/fz/",
  {url = "http://www.lan.gov.example/gg/", filtered = true, name = "公示公告"},
]
"""


def _load(tmp_path: Path, text: str) -> dict:
    path = tmp_path / "some.toml"
    path.write_text(text, "utf-8")
    return load_portals([path])


def test_a_table_gives_a_portal(tmp_path: Path) -> None:
    portal = _load(tmp_path, GOOD)["lan"]
    assert [(section.filtered, section.name) for section in portal.sections] == [(False, None), (True, "公示公告")]
    assert portal.delay_seconds == 3.0
    assert portal.owns("https://lan.gov.example/x")
    assert not portal.owns("http://www.other.gov.example/x")
    assert not portal.owns("ftp://lan.gov.example/x")


def test_scheme_and_www_are_folded_only_where_the_table_says_so(tmp_path: Path) -> None:
    folding = _load(tmp_path, GOOD)["lan"]
    assert folding.page_url("https://lan.gov.example/a.html") == "http://www.lan.gov.example/a.html"
    strict = _load(tmp_path, GOOD.replace('fold = ["scheme", "www"]', ""))["lan"]
    assert strict.page_url("https://lan.gov.example/a.html") == "https://lan.gov.example/a.html"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("name = ", "nmae = "), ["[lan]", "key name", "missing"]),
        (('division = "999101"', "division = 999101"), ["key division", "999101", "six digits"]),
        (('platform = "nfcms"', 'platform = "nfcm"'), ["key platform", "'nfcm'", "nfcms", "henan", "suining", "auto"]),
        (("floor = 4", "floor = -1"), ["key floor", "-1"]),
        (("floor = 4", "floor = 4\nspeed = 9"), ["key speed", "unknown"]),
        (('"http://www.lan.gov.example/fz/"', '"fz/"'), ["section 1", "key url", "http://"]),
        (("http://www.lan.gov.example/fz/", "http://www.far.example/fz/"), ["key sections", "www.far.example"]),
        (("[lan]", "[lan"), ["not TOML"]),
        (("[lan]", ""), ["outside of a table"]),
    ],
)
def test_a_broken_table_is_named_with_file_portal_and_key(
    tmp_path: Path, change: tuple[str, str], named: list[str]
) -> None:
    with pytest.raises(PortalTableError) as error:
        _load(tmp_path, GOOD.replace(*change))
    assert all(word in str(error.value) for word in ["some.toml", *named]), error.value


def test_an_id_stands_in_one_file_only(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    with pytest.raises(PortalTableError, match="used twice"):
        load_portals(sorted(tmp_path.glob("*.toml")))


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PortalTableError, match=r"none\.toml"):
        load_portals([tmp_path / "none.toml"])


def test_an_unknown_portal_is_refused_with_the_known_ones() -> None:
    real = load_portals((ROOT / "settings" / "portals").glob("*.toml"))
    with pytest.raises(UnknownPortal, match=r"haizu.*daying.*haizhu.*huadu.*liwan.*xixia"):
        choose(real, portal="haizhu,haizu")


def test_a_division_selects_by_the_beginning_of_its_code() -> None:
    real = load_portals((ROOT / "settings" / "portals").glob("*.toml"))
    for division, ids in (("4401", {"liwan", "haizhu", "huadu"}), ("41", {"xixia"})):
        chosen = choose(real, division=division)
        assert {portal.id for portal in chosen} >= ids
        assert all(portal.division.startswith(division) for portal in chosen)
    with pytest.raises(UnknownDivision, match="division 99: no place is known"):
        choose(real, division="99")
    with pytest.raises(UnknownDivision, match="division 三沙: the portal tables hold nothing of 460300 海南省 三沙市"):
        choose(real, division="三沙")
    with pytest.raises(UnknownDivision, match="division 南阳: the chosen portals hold nothing of 411300"):
        choose(real, portal="haizhu", division="南阳")


def test_a_division_may_be_a_name_a_part_of_it_or_a_whole_code() -> None:
    real = load_portals((ROOT / "settings" / "portals").glob("*.toml"))
    by_code = choose(real, division="4401")
    for words in ("440100", "广州", "廣州市", "广东省 广州市"):
        assert choose(real, division=words) == by_code
    assert [portal.id for portal in choose(real, division="海珠")] == ["haizhu"]


def test_a_place_that_only_a_table_knows_is_called_as_its_portal(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, "utf-8")
    tables = load_portals([tmp_path / "a.toml"])
    (portal,) = tables.values()
    assert choose(tables, division=portal.name.removesuffix("人民政府")) == [portal]


def test_all_portals_are_chosen_by_default() -> None:
    real = load_portals((ROOT / "settings" / "portals").glob("*.toml"))
    assert choose(real) == list(real.values())
    assert {portal.id for portal in choose(real)} >= {"liwan", "haizhu", "huadu", "daying", "xixia"}


def test_a_comma_parts_two_tables_or_belongs_to_the_name_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.toml", "b.toml", "c,d.toml", "e,,f,.toml"):
        (tmp_path / name).touch()
    for given, paths in (
        ("", []),
        ("a.toml", ["a.toml"]),
        ("a.toml,b.toml", ["a.toml", "b.toml"]),
        ("c,d.toml", ["c,d.toml"]),
        ("a.toml,c,d.toml,b.toml", ["a.toml", "c,d.toml", "b.toml"]),
        ("e,,f,.toml,a.toml", ["e,,f,.toml", "a.toml"]),
        ("none.toml,a.toml", ["none.toml", "a.toml"]),
        (["c,d.toml", "a.toml"], ["c,d.toml", "a.toml"]),
        (None, []),
    ):
        assert list(map(str, table_paths(given))) == paths

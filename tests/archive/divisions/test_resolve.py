"""Issuers to divisions and kinds of organs."""

import csv
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.divisions import Divisions, Resolution, resolve
from crawler.sample import institutions, portal_files
from tests.sample_world.world import PORTALS

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
TABLE = Divisions.load()
CODES = sorted({row.code for row in TABLE})


def _contradictions(found: Resolution) -> list[str]:
    return [line for line in found.evidence if line.startswith("contradiction:")]


# (issuer, what is known beside it, division, level, first type): names as they stand on published reports.
NAMES_ALONE = [
    ("荔湾区城市管理和综合执法局", "440103", "county", "urban_management"),
    ("广州市荔湾区城市管理和综合执法局", "440103", "county", "urban_management"),
    ("广州市海珠区人民政府昌岗街道办事处", "440105", "township", "street"),
    ("广州市花都区人民政府", "440114", "county", "government"),
    ("广州市花都区", "440114", "county", "government"),
    ("大英县综合行政执法局", "510923", "county", "urban_management"),
    ("西峡县城管局", "411323", "county", "urban_management"),
    ("陵川县教育局", "140524", "county", "education"),
    ("中共浚县县委 浚县人民政府", "410621", "county", "party_committee"),
    ("浙江省交通运输厅", "330000", "province", "transport"),
    ("麻阳苗族自治县农业农村局", "431226", "county", "agriculture"),
    ("麻阳县农业农村局", "431226", "county", "agriculture"),
    ("临海市杜桥镇人民政府", "331082", "township", "town"),
    ("东莞市长安镇人民政府", "441900", "township", "town"),
    ("广州市公安局海珠区分局", "440105", "county", "public_security"),
    ("上饶市生态环境局广丰分局", "361103", "county", "ecology"),
    ("国家税务总局广州市荔湾区税务局", "440103", "county", "tax"),
    ("内蒙古自治区司法厅", "150000", "province", "justice"),
    ("重庆市教委", "500000", "province", "education"),
    ("南京市鼓楼区司法局", "320106", "county", "justice"),
    ("四川遂宁大英县人民政府", "510923", "county", "government"),
    (" 济南市文化和旅游局（原市文广新局）", "370100", "city", "culture_tourism"),
    ("楚雄州楚雄市人民政府", "532301", "county", "government"),
]


@pytest.mark.parametrize(("issuer", "code", "level", "kind"), NAMES_ALONE)
def test_a_name_that_only_one_division_bears_resolves_alone(issuer: str, code: str, level: str, kind: str) -> None:
    found = resolve(issuer)
    assert (found.division_code, found.admin_level, found.organ_type) == (code, level, kind)
    assert found.how in ("name", "unique_name")


@pytest.mark.parametrize(
    "issuer",
    ["鼓楼区司法局", "市水务局", "我局", "教育局", "城区街道办事处", "东区人民政府", "澄洲市澜汀区司法局", "", None],
)
def test_what_a_name_does_not_tell_stays_unresolved(issuer: str | None) -> None:
    found = resolve(issuer)
    assert (found.division_code, found.admin_level, found.how) == (None, None, "unresolved")


RELATIVE = [
    ("市水务局", "440105", "440100", "city"),  # seen from a district the city is above it
    ("市水务局", "330281", "330281", "county"),  # a county-level city is its own
    ("市市场监督管理局", "440105", "440100", "city"),
    ("市场监督管理局", "440105", "440105", "county"),  # no relative name at all
    ("市民政局", "440105", "440100", "city"),
    ("市监局", "440105", "440105", "county"),
    ("区司法局", "440105", "440105", "county"),
    ("区司法局", "440100", None, None),  # which of its districts?
    ("县司法局", "622926", "622926", "county"),
    ("省司法厅", "440105", "440000", "province"),
    ("州教育局", "532301", "532300", "city"),
    ("市教委", "110105", "110000", "province"),
    ("我局", "440105", "440105", "county"),
    ("我市司法局", "440105", "440100", "city"),
    ("昌岗街道办事处", "440105", "440105", "township"),
    ("塘栖镇人民政府", "330100", None, None),  # of a city alone the county is not known
    ("城区街道办事处", "441502", "441502", "township"),
    ("杭州市塘栖镇人民政府", "330113", "330113", "township"),
    ("武汉经开区管委会", "420100", "420100", None),  # zones have no fixed rank
]


@pytest.mark.parametrize(("issuer", "portal", "code", "level"), RELATIVE)
def test_relative_names_are_seen_from_the_portal(issuer: str, portal: str, code: str | None, level: str | None) -> None:
    found = resolve(issuer, portal_division=portal)
    assert (found.division_code, found.admin_level) == (code, level)


def test_a_name_inside_or_above_the_portal_goes_before_it() -> None:
    assert resolve("海珠区司法局", portal_division="440100").division_code == "440105"
    assert resolve("广州市司法局", portal_division="440105").division_code == "440100"
    assert resolve("鼓楼区司法局", portal_division="320100").division_code == "320106"
    assert not _contradictions(resolve("广州市司法局", portal_division="440105"))


def test_a_name_elsewhere_leaves_the_portal_and_is_reported() -> None:
    found = resolve("深圳市福田区司法局", portal_division="440105")
    assert (found.division_code, found.how) == ("440105", "portal")
    assert _contradictions(found)


def test_two_divisions_of_one_name_in_the_province_stay_unresolved() -> None:
    assert resolve("市中区人民政府", portal_division="370000").how == "unresolved"
    assert resolve("市中区人民政府", portal_division="370400").division_code == "370402"


def test_the_site_code_goes_before_index_number_portal_and_site_name() -> None:
    known = {
        "site_id_code": "4401050003",
        "index_number": "11440300007542291A/1",
        "portal_division": "330100",
        "site_name": "南京市人民政府",
    }
    order = []
    while known:
        order.append(resolve("司法局", **known).division_code)
        known.pop(next(iter(known)))
    assert order == ["440105", "440300", "330100", "320100"]


def test_an_index_number_inside_the_site_is_nearer_to_the_organ() -> None:
    found = resolve("栗子乡人民政府", site_id_code="5000000001", index_number="11500230008689762A/2026-00004")
    assert (found.division_code, found.admin_level, found.how) == ("500230", "township", "index_number")


def test_a_site_code_against_which_all_others_agree_is_set_aside() -> None:
    found = resolve("许昌市人民政府", site_id_code="4500000001", site_name="河南省人民政府")
    assert found.division_code == "411000"
    assert _contradictions(found)
    one_against = resolve("商务厅", site_id_code="4500000001", site_name="河南省人民政府")
    assert one_against.division_code == "450000"
    assert _contradictions(one_against)


def test_a_site_code_as_registered_is_read_with_the_codes_of_the_year() -> None:
    assert resolve("朗县人民政府", site_id_code="5426270002", year=2022).division_code == "540426"
    assert resolve("朗县人民政府", site_id_code="5426270002", year=2013).division_code == "542627"
    assert resolve("教育局", site_id_code="5426270002").division_code == "540426"


def test_a_merged_district_keeps_its_own_code_on_the_portal_of_its_successor() -> None:
    found = resolve("下城区人民政府", portal_division="330105", year=2020)
    assert found.division_code == "330103"
    assert not _contradictions(found)


def test_a_central_site_code_names_no_division() -> None:
    found = resolve("办公厅", site_id_code="bm05000001")
    assert (found.division_code, found.how) == (None, "unresolved")
    assert "no division" in found.evidence[0]


SAMPLE_FILES = [path for folder in (portal_files.DEMO, PORTALS) for path in sorted(folder.glob("*.toml"))]
SAMPLE_PLACES = list(dict.fromkeys(portal_files.place_of(path.stem, path.parent) for path in SAMPLE_FILES))


@pytest.mark.parametrize("place", SAMPLE_PLACES, ids=lambda place: place.name)
def test_invented_places_resolve_by_their_portal_only(place: institutions.Place) -> None:
    reporting = [institutions.government(place), institutions.street(place, "青禾街道")]
    reporting += [institutions.bureau(place, bureau) for bureau in institutions.BUREAUS]
    for organ in reporting:
        assert resolve(organ.name).how == "unresolved"
        assert resolve(place.parent + organ.name).how == "unresolved"
        found = resolve(organ.name, portal_division=place.code)
        assert (found.division_code, found.how) == (place.code, "portal")
        assert found.organ_type is not None


def test_every_division_resolves_by_its_full_name() -> None:
    for row in TABLE:
        if row.to_year is None:
            full = "".join(each.name for each in TABLE.path(row.code))
            assert resolve(f"{full}司法局").division_code == row.code


def test_every_division_resolves_by_its_name_on_the_portal_above() -> None:
    for row in TABLE:
        if row.to_year is None and row.parent:
            assert resolve(f"{row.name}水务局", portal_division=row.parent).division_code == row.code


def test_a_name_alone_is_never_resolved_to_another_division() -> None:
    wrong = [
        row.name
        for row in TABLE
        if row.to_year is None and resolve(f"{row.name}司法局").division_code not in (row.code, None)
    ]
    assert not wrong


@given(
    st.text(max_size=30) | st.sampled_from([row.name + "司法局" for row in TABLE]),
    st.none() | st.text(max_size=12) | st.from_regex(r"\d{10}", fullmatch=True),
    st.none() | st.text(max_size=30) | st.from_regex(r"[0-9A-H]{18}/\d{4}", fullmatch=True),
    st.none() | st.text(max_size=8) | st.sampled_from(CODES),
    st.none() | st.text(max_size=30),
    st.none() | st.integers(1900, 2100),
)
def test_nothing_raises(issuer, site, index, portal, site_name, year) -> None:
    found = resolve(
        issuer, site_id_code=site, index_number=index, portal_division=portal, site_name=site_name, year=year
    )
    assert (found.division_code is None) == (found.how == "unresolved")
    assert found.division_code is None or len(found.division_code) == 6


@given(
    st.sampled_from(CODES),
    st.sampled_from(CODES),
    st.sampled_from(["", "司法局", "市水务局", "区司法局", "我局", "昌岗街道办事处", "人民政府"]),
    st.none() | st.from_regex(r"11\d{6}[0-9A-H]{10}", fullmatch=True),
    st.none() | st.integers(2014, 2026),
)
def test_site_code_and_portal_that_agree_keep_the_resolution_in_their_province(home, named, organ, index, year) -> None:
    issuer = TABLE.by_code(named).name + organ
    found = resolve(issuer, site_id_code=f"{home}0001", portal_division=home, index_number=index, year=year)
    assert found.division_code is None or found.division_code[:2] == home[:2]


def _regions() -> list[tuple[str, str]]:
    path = SHARED / "portals" / "sections.tsv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["host"], row["region"]) for row in csv.DictReader(file, delimiter="\t")]


@pytest.mark.skipif(not _regions(), reason="needs ../shared/portals")
def test_the_regions_of_the_portals_resolve_level_by_level_to_the_codes_of_the_portal_tables() -> None:
    of_host = {
        host: portal["division"]
        for path in (ROOT / "settings" / "portals").glob("*.toml")
        for portal in tomllib.loads(path.read_text("utf-8")).values()
        for host in portal["hosts"]
    }
    wrong = []
    for host, region in _regions():
        found = resolve(region.replace("/", ""))
        last = resolve(region.split("/")[-1], portal_division=of_host.get(host))
        if not found.division_code == last.division_code == of_host.get(host):
            wrong.append((host, region, found.division_code))
    assert wrong == [("xinyang.gov.cn", "河南省/信阳市/新县", "411523")]  # the city's portal, a county's page


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="needs ../shared/seeds")
def test_the_issuers_of_the_seeds_resolve() -> None:
    found = {}
    for path in sorted((SHARED / "seeds").glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        got = resolve(gold["issuer"], site_id_code=gold.get("site_id_code"), year=gold["report_year"])
        found[path.name[:3]] = (got.division_code, got.admin_level, got.organ_type)
    assert found == {
        "000": ("440103", "county", "urban_management"),
        "001": ("440105", "township", "street"),
        "002": ("440114", "county", "government"),
        "003": ("510923", "county", "urban_management"),
        "004": ("411323", "county", "urban_management"),
    }

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from archive.divisions.named import UnknownDivision
from crawler.errors import PortalTableError
from crawler.portals.registry import chosen, counts, load_registry, without_portal

HEAD = "division,host,scheme,name,kind,portal,beside,platform,platform_mark,reach,status,checked_at,sources,notes\n"


def test_the_registry_holds_a_portal_of_each_government_but_those_listed_without() -> None:
    portals = [each for each in load_registry() if each.is_portal]
    due = [each for each in portals if each.division[:2] not in ("81", "82")]
    assert (len(due), len(without_portal())) == (3_204, 5)


def test_hosts_are_chosen_by_place_kind_platform_and_status() -> None:
    found = chosen(
        load_registry(), division="广东", kinds=["government"], platforms=["nfcms"], statuses=["in the tables"]
    )
    assert {each.division[:2] for each in found} == {"44"}
    assert {(each.kind, each.platform, each.status) for each in found} == {("government", "nfcms", "in the tables")}
    assert "www.haizhu.gov.cn" in {each.host for each in found}


@pytest.mark.parametrize(("words", "code"), [("海珠", "440105"), ("广州海珠区", "440105"), ("44010", "440105")])
def test_a_place_is_named_as_everywhere(words: str, code: str) -> None:
    assert code in {each.division for each in chosen(load_registry(), division=words)}


def test_a_place_without_a_portal_is_a_place_of_the_registry() -> None:
    assert chosen(load_registry(), division="金门") == []


def test_an_ambiguous_place_is_refused_with_its_candidates() -> None:
    with pytest.raises(UnknownDivision, match="330903"):
        chosen(load_registry(), division="普陀区")


def test_counts_add_up_to_the_governments_of_the_country() -> None:
    *provinces, country = counts(load_registry())
    assert (len(provinces), country["governments"], country["no_portal"]) == (31, 3_209, 5)
    for key in ("governments", "never_looked_at", "department", "rival"):
        assert country[key] == sum(row[key] for row in provinces)


def test_counts_of_one_province_have_no_sum_below() -> None:
    (row,) = counts(chosen(load_registry(), division="海南省"), "46")
    assert (row["name"], row["governments"], row["no_portal"]) == ("海南省", 30, 2)


def test_a_row_with_an_unknown_word_is_refused_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "hunan.csv").write_text(
        HEAD + "430000,www.hunan.gov.cn,https,湖南省人民政府,office,yes,,,,,never looked at,,own,\n", "utf-8"
    )
    with pytest.raises(PortalTableError, match=r"hunan\.csv line 2.*kind one of government"):
        load_registry(tmp_path)


def test_a_file_with_another_head_is_refused(tmp_path: Path) -> None:
    (tmp_path / "hunan.csv").write_text("division,host\n", "utf-8")
    with pytest.raises(PortalTableError, match=r"hunan\.csv: its head"):
        load_registry(tmp_path)


def test_hosts_of_the_tables_are_of_one_government() -> None:
    kinds = Counter(each.kind for each in load_registry() if each.status == "in the tables")
    assert "shared service" not in kinds


def test_who_does_not_ask_for_the_registry_does_not_load_it() -> None:
    code = "import sys, crawler.portals.tables, crawler.cli.crawl; sys.exit('crawler.portals.registry' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

from pathlib import Path

import pytest

from crawler.intake.inputs.folders import find_files
from crawler.intake.inputs.passed_over import PassedOver


def _found(folder: Path, names: list[str]) -> tuple[list[str], PassedOver]:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    passed = PassedOver()
    return [str(path.relative_to(folder)) for path in find_files([folder], passed)], passed


def test_a_folder_gives_all_files_but_what_describes_others(tmp_path: Path) -> None:
    found, passed = _found(
        tmp_path, ["a.html", "a.json", "b.txt", "b.gold.json", "c.json", "d.aspx", "e", ".git/f.html"]
    )
    assert found == ["a.html", "b.txt", "c.json", "d.aspx", "e"]
    assert passed.reasons == {"descriptions of the pages beside them": 2, "hidden files": 1}


def test_a_download_that_was_not_finished_is_passed_over(tmp_path: Path) -> None:
    found, passed = _found(tmp_path, ["a.html", "b.html.crdownload", "c.pdf.part", "part"])
    assert found == ["a.html", "part"]
    assert passed.reasons == {"downloads that were not finished": 2}


@pytest.mark.parametrize(
    ("page", "folder"),
    [
        ("年报.html", "年报_files"), ("年报.htm", "年报.files"), ("年报.html", "年报_file"), ("a b.aspx", "a b_files"),
        ("年报", "年报_files"), ("index.php.html", "index.php_files"), ("年报.html", "年报-Dateien"),
    ],
)  # fmt: skip
def test_the_folder_of_a_saved_page_is_part_of_it(tmp_path: Path, page: str, folder: str) -> None:
    found, passed = _found(tmp_path, [page, f"{folder}/saved_resource.html", f"{folder}/css/hm.txt"])
    assert found == [page]
    assert passed.reasons.total() == 2
    assert passed.words()[0] == "Passed over: 2"


@pytest.mark.parametrize("folder", ["年报_files", "download files", "2024"])
def test_a_folder_beside_no_page_of_its_name_is_read(tmp_path: Path, folder: str) -> None:
    found, _ = _found(tmp_path, ["其他.html", f"{folder}/a.html"])
    assert sorted(found) == sorted(["其他.html", f"{folder}/a.html"])


def test_the_manifest_in_the_folder_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "manifest.tsv").write_text("file\turl\n", "utf-8")
    (tmp_path / "a.html").write_text("x", "utf-8")
    assert [path.name for path in find_files([tmp_path], manifest=tmp_path / "manifest.tsv")] == ["a.html"]

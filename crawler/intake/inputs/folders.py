"""Files to ingest: the ones that are given, and those in folders, without what belongs to other files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from crawler.errors import MissingInput
from crawler.intake.inputs.passed_over import PassedOver

_PAGE_NAMES = re.compile(r"\.(?:[sjx]?html?|aspx?|jsp|php|do|action|mht|mhtml)$", re.IGNORECASE)
_PARTS_FOLDER = re.compile(
    r"(?P<stem>.+?)[_.\- ](?:files?|resources|assets|dateien|fichiers|archivos|文件)", re.IGNORECASE
)  # as browsers and office programs name the folder of a "complete" page, in several languages
_UNFINISHED = re.compile(r"\.(?:crdownload|part|partial|opdownload|download)$", re.IGNORECASE)  # of browsers
_DESCRIBED = (".html", ".htm", ".shtml", ".jhtml", ".xhtml", ".txt", ".xml", ".pdf", ".aspx", ".jsp", ".php", ".docx")


def find_files(paths: Iterable[Path], passed: PassedOver | None = None, manifest: Path | None = None) -> Iterator[Path]:
    """Yield the files to ingest: the ones given, and in folders all but those that belong to others.

    Left to *passed*: hidden files, a browser's unfinished downloads, the *manifest*, a ``.json`` beside a page of the
    same name (it describes that page), and the folder of parts that a browser puts beside a page (``report_files/``
    beside ``report.html``).
    Raises MissingInput for a path that does not exist, is a device, or an empty file, and for a folder without
    files, or with empty ones alone.
    """
    passed = PassedOver() if passed is None else passed
    for path in paths:
        if not path.exists():
            raise MissingInput(f"{path} does not exist; expected a file or folder to ingest")
        if not (path.is_dir() or path.is_file() or path.is_fifo()):
            raise MissingInput(f"{path} is a device; expected a file or folder to ingest")
        found = list(_in_folder(path, passed, manifest)) if path.is_dir() else [path]
        if not found:
            raise MissingInput(f"folder {path} holds nothing to ingest; expected saved pages, text dumps or WARC files")
        if all(each.is_file() and not each.stat().st_size for each in found):
            which = f"{path} is empty" if found == [path] else f"all {len(found)} files in {path} are empty"
            raise MissingInput(f"{which}; expected saved pages, text dumps or WARC files: save them again")
        yield from found


def _in_folder(folder: Path, passed: PassedOver, manifest: Path | None) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        if reason := _belongs_to_another(path, folder, manifest):
            passed.note(reason, str(path))
        else:
            yield path


def _belongs_to_another(path: Path, folder: Path, manifest: Path | None) -> str | None:
    inside = path.relative_to(folder)
    if any(part.startswith(".") for part in inside.parts):
        return "hidden files"
    if _UNFINISHED.search(path.name):
        return "downloads that were not finished"
    if manifest is not None and manifest.exists() and path.samefile(manifest):
        return "the manifest"
    if any(_is_parts_folder(folder / parent) for parent in list(inside.parents)[:-1]):
        return "parts of a page beside which they were saved"
    if path.name.endswith(".gold.json") or (
        path.suffix == ".json" and any(path.with_suffix(suffix).exists() for suffix in _DESCRIBED)
    ):
        return "descriptions of the pages beside them"
    return None


def _is_parts_folder(folder: Path) -> bool:
    """Whether *folder* holds the parts of a page that lies beside it, by both names."""
    match = _PARTS_FOLDER.fullmatch(folder.name)
    if match is None:
        return False
    beside = [each for each in folder.parent.iterdir() if each.is_file() and each.name.startswith(match["stem"])]
    return any(
        each.stem == match["stem"] or (each.name == match["stem"] and _PAGE_NAMES.search(each.name)) for each in beside
    )

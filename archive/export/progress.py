"""Progress of an export, kept beside its files, so that it can go on after an interruption."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from archive.export.errors import ExportError

STATE = ".export.json"
MANIFEST = "manifest.json"


@dataclass(slots=True)
class Progress:
    """*task* says what is exported, of which state of the archive; the rest, what of it is on the disk."""

    task: dict[str, Any]
    pieces: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def is_whole(self, folder: Path) -> bool:
        """Whether the files that grow hold at least what was written of them."""
        return all(
            (folder / name).exists() and (folder / name).stat().st_size >= size for name, size in self.sizes.items()
        )

    def save(self, folder: Path) -> None:
        """Write it, whole or not at all."""
        part = folder / f"{STATE}.part"
        part.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(folder / STATE)


def prepare(folder: Path, task: dict[str, Any]) -> Progress:
    """The progress of *task* in *folder*: that of an interrupted export of the same, or a beginning.

    Files of an earlier export are taken away; a folder that holds anything else is refused.

    Raises ExportError.
    """
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is a file; expected a folder for the export: choose another path")
    folder.mkdir(parents=True, exist_ok=True)
    state = folder / STATE
    if state.exists() and (held := _held(state)) and held.task == task and held.is_whole(folder):
        return held
    entries = [entry for entry in folder.iterdir() if not entry.name.startswith(STATE)]
    if entries and not state.exists() and not (folder / MANIFEST).exists():
        raise ExportError(f"{folder} holds {entries[0].name}, which no export wrote; choose an empty folder")
    for entry in entries:
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    progress = Progress(task)
    progress.save(folder)
    return progress


def _held(state: Path) -> Progress | None:
    try:
        return Progress(**json.loads(state.read_text("utf-8")))
    except (ValueError, TypeError):
        return None  # torn by what interrupted it: begin anew

"""`fazhi restore`: a backup in the place of the archive."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from archive.command_line.group import FINE, FOUND_SOMETHING, with_example
from archive.command_line.options import archive_option, json_option
from archive.command_line.output import write_facts
from archive.timestamps import utcnow


@with_example("fazhi restore backup/ --replace")
@click.argument("backup", type=click.Path(path_type=Path))
@click.option(
    "--replace", "--force", "replaces", is_flag=True,
    help="Also where an archive lies that can be read; it is kept under another name.",
)  # fmt: skip
@archive_option
@json_option
def command(archive: Path, backup: Path, replaces: bool, as_json: bool) -> int:
    """Check BACKUP, a file or the folder of `fazhi backup`, and put it in the place of the archive, evidence with it.

    What lay there is kept under another name, and said; 1 if evidence or documents are missing.
    """
    from archive.care.restore import restore
    from archive.evidence.copies import first_of

    done = asdict(restore(backup, archive, utcnow(), replaces=replaces))
    lost, kept, lacking = done.pop("lost"), done.pop("kept_aside"), done["documents_only_there"]
    write_facts(done | ({"lost": lost, "kept_aside": kept} if as_json else {"lost": len(lost)}), as_json)
    said = [f"{first_of(lost)}; it is lost unless you find a copy: fazhi merge FOLDER"] if lost else []
    said += [f"what lay there is now {', '.join(kept)}"] if kept else []
    said += [f"{lacking} documents are in what lay there alone; fazhi merge {kept[0]} brings them"] if lacking else []
    if said:
        sys.stderr.write(f"fazhi restore: {'; '.join(said)}\n")
    return FOUND_SOMETHING if lost or lacking else FINE

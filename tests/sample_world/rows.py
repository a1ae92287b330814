"""How the data of portals is read in the whole world: with its odd rows, short reports, and sections of ten forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawler.sample import portal_files
from tests.sample_world.model import Entry, File, Portal
from tests.sample_world.ten_forms import SHORT, ten_forms


class Rows(portal_files.Rows):
    """Makes the entries of one portal, of those of the demo too."""

    make_portal = Portal
    make_entry = Entry
    make_file = File


class FurtherRows(Rows):
    """Makes the entries of a further portal; its columns may say ``ten_forms = 3``, and ``head = true`` (ten_forms.py)."""

    length = SHORT

    def entries(self, column: dict[str, Any]) -> Iterator[Entry]:
        if "ten_forms" in column:
            yield from ten_forms(self.place, serial=column["ten_forms"], head=column.get("head", False))
        yield from super().entries(column)

"""The files that pages offer: each is asked for once in a crawl, however many pages name it."""

from __future__ import annotations

from dataclasses import dataclass, field

Mention = tuple[str, str]  # canonical URL of the page, address of the file as the page names it


@dataclass(slots=True)
class OfferedFiles:
    """The files of one crawl by their canonical URL: who names them, and the snapshots of those that have come.

    A second request for a file would be filtered out as a duplicate, so what names it meanwhile waits here.
    """

    _waiting: dict[str, set[Mention]] = field(default_factory=dict)
    _snapshots: dict[str, str] = field(default_factory=dict)
    _parts: set[str] = field(default_factory=set)

    def note_part(self, file: str) -> None:
        """Note that *file* is asked for as a part of an article, whose text it holds."""
        self._parts.add(file)

    def is_part(self, file: str) -> bool:
        """Whether *file* was asked for as a part of an article."""
        return file in self._parts

    def snapshot(self, file: str) -> str | None:
        """Return the snapshot of *file* if it has come as a file in this crawl."""
        return self._snapshots.get(file)

    def is_first_mention(self, file: str, mention: Mention) -> bool:
        """Note that a page names *file*, and return whether it is to be asked for now."""
        if file not in self._waiting:
            self._waiting[file] = set()
            return True
        self._waiting[file].add(mention)
        return False

    def arrived(self, file: str, snapshot: str, mention: Mention) -> list[Mention]:
        """Note that *file* has come, asked for because of *mention*, and return all that name it, in order."""
        self._snapshots[file] = snapshot
        return sorted({mention} | self._waiting.get(file, set()))

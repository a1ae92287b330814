"""Limits of reading one file in bytes, elements, pages and characters, and the account of what it has cost."""

from __future__ import annotations

from dataclasses import dataclass, field

from cleaners.files.errors import BeyondLimits
from cleaners.files.parts import Parts

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for reading one file, the members of a ZIP file together.

    Past the first five the file is refused (BeyondLimits).  Past the last two reading stops, what
    was read until then is kept, and a problem ``cut_off`` says so.  Reports have some 10 pages and
    10,000 characters; the defaults are chosen to let every honest file through.
    """

    body_bytes: int = 64 * _MEGABYTE  # the file as it came
    unpacked_bytes: int = 128 * _MEGABYTE  # what ZIP containers give when unpacked
    members: int = 4_096  # entries of a ZIP container: a long DOCX with pictures has some hundreds
    xml_depth: int = 200  # tables in tables in text boxes reach some 60
    xml_elements: int = 1_000_000  # of one XML part: about 200 MB as a tree
    pages: int = 1_000
    characters: int = 2_000_000


@dataclass(slots=True)
class Account:
    """What reading one file has cost so far; a ZIP file and its members share one."""

    limits: Limits
    parts: Parts = field(default_factory=Parts)
    unpacked_bytes: int = field(default=0, init=False)
    characters: int = field(default=0, init=False)

    @property
    def left_bytes(self) -> int:
        """How many bytes may still be unpacked."""
        return self.limits.unpacked_bytes - self.unpacked_bytes

    @property
    def left_characters(self) -> int:
        """How many characters may still be taken."""
        return max(0, self.limits.characters - self.characters)

    @property
    def is_spent(self) -> bool:
        """Whether nothing more can be read under these limits."""
        return self.left_bytes < 0 or self.left_characters == 0 or self.parts.is_out_of_time

    def spend(self, size_bytes: int) -> None:
        """Note *size_bytes* unpacked.

        Raises BeyondLimits if that is too much.
        """
        self.unpacked_bytes += size_bytes
        if self.left_bytes < 0:
            raise BeyondLimits(
                f"found more than {self.limits.unpacked_bytes} bytes after unpacking, "
                "expected no more in one file; look at it by hand or raise unpacked_bytes"
            )

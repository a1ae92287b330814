"""File endings: what each announces of a file's bytes, and whether a report may come as such a file.

A new ending is one row of ENDINGS; the links that are attachments, the rows of lists, and what the bytes of a file
are compared with follow from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Use = Literal[
    "document",  # a report may come as one
    "package",  # files packed together
    "other",  # offered with a page as well, seldom a report
    "text",  # the name of a text file, or the address of a page
    "page",
    "picture",
]


@dataclass(frozen=True, slots=True)
class Ending:
    """What an ending announces: *kinds* of bytes (cleaners.files.kinds; () if they are not known), and its *use*."""

    kinds: tuple[str, ...]
    use: Use


_PICTURES = ("jpeg", "png", "gif", "bmp", "tiff", "webp")  # names of pictures are often wrong among each other
ENDINGS: Mapping[str, Ending] = MappingProxyType(
    {
        "pdf": Ending(("pdf",), "document"),
        "doc": Ending(("doc", "encrypted"), "document"),
        "docx": Ending(("docx", "encrypted"), "document"),
        "wps": Ending(("doc", "docx", "encrypted"), "document"),
        "ofd": Ending(("ofd",), "document"),
        "xls": Ending(("xls", "encrypted"), "document"),
        "xlsx": Ending(("xlsx", "encrypted"), "document"),
        "et": Ending(("xls", "xlsx", "encrypted"), "document"),
        "zip": Ending(("zip",), "package"),
        "rar": Ending(("rar",), "package"),
        "7z": Ending(("7z",), "package"),
        "ppt": Ending(("ppt",), "other"),
        "pptx": Ending(("pptx", "encrypted"), "other"),
        "dps": Ending(("ppt", "pptx"), "other"),
        "rtf": Ending(("rtf",), "other"),
        "csv": Ending(("txt",), "other"),
        "ceb": Ending((), "other"),
        "cebx": Ending((), "other"),
        "txt": Ending(("txt",), "text"),
        "htm": Ending(("html",), "page"),
        "html": Ending(("html",), "page"),
        "shtml": Ending(("html",), "page"),
        "mht": Ending(("mhtml",), "page"),
        **dict.fromkeys(("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp"), Ending(_PICTURES, "picture")),
    }
)


def endings(*uses: Use) -> str:
    """Return a regular expression, without a dot before it, for the endings of these *uses*.

    >>> endings("package")
    '(?:zip|rar|7z)'
    """
    return f"(?:{'|'.join(ending for ending, row in ENDINGS.items() if row.use in uses)})"

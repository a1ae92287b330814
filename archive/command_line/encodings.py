"""Encodings of arguments and output, whatever the locale: UTF-8 for programs, no character that ends in a traceback."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_CHINESE = "法"


def write_utf8() -> None:
    """Let what is written to pipes and files be UTF-8, and what a terminal cannot show be escaped.

    PYTHONIOENCODING, where it is set, decides on the encoding.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            is_free = not stream.isatty() and not os.environ.get("PYTHONIOENCODING")
            with suppress(OSError):  # a stream that another program has put in the place of ours
                stream.reconfigure(encoding="utf-8" if is_free else None, errors="backslashreplace")


def restart_in_utf8() -> None:
    """Begin the program anew in Python's UTF-8 mode where no file with a Chinese name can be named; else do nothing."""
    try:
        _CHINESE.encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        words = [sys.executable, *sys.orig_argv[1:]]
        os.execve(sys.executable, words, os.environ | {"PYTHONUTF8": "1"})

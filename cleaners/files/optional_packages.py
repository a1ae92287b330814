"""Packages of the extra [attachments], imported when the first file needs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cleaners.files.errors import NoReader


def extra_package(name: str, for_what: str) -> Any:
    """The package *name*.

    Raises NoReader, saying how to install it, if it is missing or cannot be loaded.
    """
    try:
        return import_module(name)
    except (ImportError, OSError) as error:  # OSError: pdfium's library does not fit the machine
        raise NoReader(
            f"found {for_what}, expected the package {name.partition('.')[0]} to read it ({error}); "
            "run pip install 'fazhi[attachments]'"
        ) from error

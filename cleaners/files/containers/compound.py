"""Streams of compound files (OLE2), in which DOC, WPS, XLS and ET keep their parts."""

from __future__ import annotations

import io

from cleaners.files.errors import BrokenFile
from cleaners.files.optional_packages import extra_package


def compound_stream(body: bytes, *names: str) -> bytes:
    """The bytes of the first stream of *names* that is there.

    Raises NoReader without olefile, BrokenFile if there is none of them.
    """
    olefile = extra_package("olefile", "an old office file (doc, wps, xls, et)")
    with olefile.OleFileIO(io.BytesIO(body)) as compound:
        for name in names:
            if not compound.exists(name):
                continue
            if compound.get_size(name) > len(body):
                raise BrokenFile(f"found a stream {name} larger than its file of {len(body)} bytes; fetch it again")
            return bytes(compound.openstream(name).read())
    raise BrokenFile(f"found no stream {' or '.join(names)} in the file, expected one; fetch it again")

"""What the process that reads files does with hostile ones: the table in docs/trust.md.

python -m tests.cleaners.files.measure_hostile [part of a name]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from tests.cleaners.files.hostile import HOSTILE


def read(name: str) -> tuple[dict[str, Any], int, int, float, float]:
    """The answer of the process for a hostile file, the bytes of both, processor seconds and peak MiB of memory.

    The file is made by another process: what a process starts begins with the peak of its own memory.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out:
        subprocess.run(
            [sys.executable, "-m", "tests.cleaners.files.measure_hostile", "--make", name], stdout=given, check=True
        )
        size_bytes = given.seek(0, os.SEEK_END)
        given.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", "cleaners.files", "--cpu-seconds", "30"], stdin=given, stdout=out
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        out.seek(0)
        said = out.read()
    return json.loads(said), size_bytes, len(said), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Print a row for each file, or write one."""
    if sys.argv[1:2] == ["--make"]:
        sys.stdout.buffer.write(HOSTILE[sys.argv[2]]())
        return
    print("| input | size | CPU s | peak MiB | answer | what the reader gets |\n|---|---|---|---|---|---|")
    for name in HOSTILE:
        if not any(part in name for part in sys.argv[1:] or [""]):
            continue
        answer, given, size, seconds, peak = read(name)
        inside = sum(len(member["file"]["text"]) for member in answer["members"] if member["file"])
        said = "; ".join(f"{one['kind']}: {one['detail'][:150]}" for one in answer["problems"]) or "all"
        cells = [name, f"{given / 1000:,.0f} kB", f"{seconds:.1f}", f"{peak:.0f}", f"{size / 1000:,.0f} kB"]
        print("|", " | ".join([*cells, f"{len(answer['text']) + inside:,} characters; {said}"]), "|", flush=True)


if __name__ == "__main__":
    main()

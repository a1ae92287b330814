"""A process that keeps and adds pages until somebody ends it; each line it prints tells of a commit.

``python busy_writer.py ARCHIVE SEED [STEPS [BALLAST [BATCH]]]``: pages and texts are drawn from few, so that another
start meets pages that the first had stored already.  BALLAST bytes that do not compress go into each body; BATCH steps are one
transaction.
"""

from __future__ import annotations

import random
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import count

from archive import ArchiveError, Fetch, PageRef, open_writer
from cleaners.article import Article


def main(path: str, seed: str, steps: str = "0", ballast: str = "0", batch: str = "0") -> int:
    draw = random.Random(seed)
    try:
        with open_writer(path) as writer:
            run = writer.begin_run("crawl", "all")
            with writer.batch(int(batch)) if int(batch) else nullcontext():
                for _ in range(int(steps)) if int(steps) else count():
                    step(writer, draw, int(ballast))
            writer.end_run(run, "finished", {})
    except ArchiveError as error:
        print(type(error).__name__, error, flush=True)
        return 2
    return 0


def step(writer, draw, ballast):
    page = draw.randrange(400)
    # Few enough payloads a page that most fetches after a while repeat one.
    text = f"第{page}号报告第{draw.randrange(3)}稿。" * 200
    url = f"http://www.jia.gov.cn/{page}.html"
    body = f"<html><body>{text}</body></html>".encode() + draw.randbytes(ballast)
    fetch = Fetch(url, datetime.now(UTC), body, 200, (("Content-Type", "text/html"),), (("User-Agent", "fazhi"),))
    kept = writer.keep(fetch, PageRef(url, "detail"))
    print("kept", kept.snapshot, flush=True)
    if not kept.cleaned:
        added = writer.add(Article(text, f"报告{page}", kind="report"), kept.snapshot, cleaner_version="1")
        print("added", added.document, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

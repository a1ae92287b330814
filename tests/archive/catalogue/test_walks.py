"""What is known of walks through lists."""

from __future__ import annotations

from datetime import timedelta

from archive import open_writer
from tests.archive.conftest import DAY_ONE

LIST = "http://www.jia.gov.cn/fz/"


def test_a_list_was_walked_for_good_and_the_last_walk_tells_whether_it_ended_well(archive_path, fetch, page):
    for day, is_complete in enumerate((True, False, True)):
        with open_writer(archive_path, clock=lambda day=day: DAY_ONE + timedelta(days=day)) as writer:
            run = writer.begin_run("crawl", "all")
            writer.keep(fetch(b"<ul></ul>", url=LIST, day=day), page(LIST, "list"))
            writer.put_walk(LIST, pages=1, rows=9, is_complete=is_complete)
            writer.end_run(run, "finished", {})
            assert writer.was_walked(LIST)
            assert writer.ended_well(LIST) is is_complete

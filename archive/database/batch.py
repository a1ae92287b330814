"""Batches: many steps in one transaction, each of which can still be undone alone."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from archive.database import search_index, table_digests

BATCH_STEPS = 200  # each batch leaves a piece of the search index to be merged; longer ones make readers wait for news
_MAX_SECONDS = 1.0  # that a batch stays open: readers see nothing of it until then (chosen)


class Batch:
    """Begins a transaction with its first step and commits it when it is long or old enough."""

    def __init__(self, db: sqlite3.Connection, most_steps: int) -> None:
        self._db = db
        self._most_steps = most_steps
        self._steps = 0
        self._began_at = 0.0
        self.is_lost = False  # whether rows of steps that succeeded were undone, since they could not be committed

    @contextmanager
    def step(self) -> Iterator[None]:
        """All that is written inside is written with the batch, or, if this fails, not at all."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")
            self._steps, self._began_at = 0, time.monotonic()
        self._db.execute("SAVEPOINT step")
        before = table_digests.mark(self._db)
        try:
            yield
        except BaseException:
            table_digests.go_back(self._db, before)
            if self._db.in_transaction:  # SQLite itself rolls back when the disk is full
                self._db.execute("ROLLBACK TO step")
                self._db.execute("RELEASE step")
            raise
        self._db.execute("RELEASE step")
        self._steps += 1
        if self._steps >= self._most_steps or time.monotonic() - self._began_at > _MAX_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Commit what the steps since the last commit wrote."""
        if self._db.in_transaction:
            try:
                search_index.write_waiting(self._db)
                table_digests.flush(self._db)
                self._db.execute("COMMIT")
            except BaseException:
                self.is_lost = True
                table_digests.go_back(self._db, {})
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

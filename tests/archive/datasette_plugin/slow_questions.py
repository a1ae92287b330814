"""Questions for the process beside the server: they are pickled by name, so they stand in a module of their own."""

import os
import signal
import sqlite3


def count(db: sqlite3.Connection, path: str, added: int) -> tuple[int, int]:
    """Return how many documents there are, *added* to them, and the process that says so."""
    return db.execute("SELECT count(*) FROM documents").fetchone()[0] + added, os.getpid()


def fail(db: sqlite3.Connection, path: str) -> None:
    """Fail."""
    raise LookupError("no such thing")


def pass_the_limit(db: sqlite3.Connection, path: str) -> None:
    """End as a question does that passes the limit of processor time."""
    signal.raise_signal(signal.SIGPROF)


def print_much(db: sqlite3.Connection, path: str) -> str:
    """Print what is no answer."""
    print("x" * 100_000)
    return "answer"


def leave(db: sqlite3.Connection, path: str) -> None:
    """End the process as if nobody had asked for long."""
    os._exit(0)

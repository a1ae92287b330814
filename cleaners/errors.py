"""Errors of the cleaners.

CleanError
    EmptyBody     nothing but blanks in the body
    NotText       the body is a file of another kind (PDF, image, archive ...)
"""

from __future__ import annotations

from typing import ClassVar

from cleaners.problem_kinds import ProblemKind


class CleanError(Exception):
    """The bytes could not be read as a page; the message says what was found and what was expected.

    *kind* names the problem that it becomes.
    """

    kind: ClassVar[ProblemKind] = ProblemKind.CLEAN_ERROR


class EmptyBody(CleanError):
    """The body holds nothing but blanks."""

    kind = ProblemKind.EMPTY_BODY


class NotText(CleanError):
    """The body is not text."""

    kind = ProblemKind.NOT_TEXT

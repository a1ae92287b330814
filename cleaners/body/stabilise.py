"""Fixed point of the last steps: they are repeated until none of them changes the text any more.

Each step can make work for another: joined lines are longer and may become the first body line, a line
that lost its tools may become a heading.  So cleaning the own output changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaners.body.broken_lines import join_broken
from cleaners.body.edges import find_text, without_tail_tokens
from cleaners.body.repeats import without_copy

_MAX_LINES_EXAMINED = 100_000  # in all passes, a second of work: two passes are enough for any page


def stabilise(lines: Sequence[str], *, is_trimmed: bool) -> list[str]:
    """*lines* with tools off the end of the last one, a second copy off, broken sentences joined, edges cut.

    *is_trimmed* says that the edges of just these lines have been cut already, which spares most pages a look.
    Lines for which that takes too long have only their edges cut.
    """
    trimmed = stable = list(lines) if is_trimmed else [lines[i] for i in find_text(lines)]
    work = 0
    while (finished := _finished(stable)) != stable:
        stable = [finished[i] for i in find_text(finished)]
        work += len(stable)
        if work > _MAX_LINES_EXAMINED:
            return trimmed
    return stable


def _finished(lines: Sequence[str]) -> list[str]:
    return join_broken(without_copy([*lines[:-1], *map(without_tail_tokens, lines[-1:])]))

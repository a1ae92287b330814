"""Tokens: Chinese text made searchable by FTS5's own unicode61 tokenizer, and queries that find it.

unicode61 takes a run of Chinese characters for one word.  So both sides are rewritten before FTS5 sees
them: each run becomes its overlapping pairs, and the run's last character alone.

>>> index_text("法治政府2024")
'法治 治政 政府 府 2024'
>>> match_query("法治政府")
'"法治 治政 政府"'

A run of characters is then found as a phrase of pairs, which is exact: a phrase cannot reach across
punctuation, since the pair that would link both sides is in no index.  One character is found as the
beginning of a pair, or as the last character of its run.

Traditional characters are folded to simplified ones on both sides (archive.text.simplified), so that either
finds either.  A program with plain ``sqlite3`` that uses match_query() can search the same index.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from archive.text.nfkc import nfkc
from archive.text.simplified import simplified, table_version

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Whoever changes what index_text returns changes this: an index made of other tokens has to be rebuilt.
_TOKENIZER = "cjk-pairs-3"

# Han with its extensions, 〇 々 and their like, kana, bopomofo, Hangul: scripts written without spaces, or whose spaces
# cannot be trusted.  unicode61 takes each of them for a letter (tried with SQLite 3.40, every code point).
CJK = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a700-\U0002b739\U0002b740-\U0002b81d\U0002b820-\U0002cea1\U0002ceb0-\U0002ebe0"
    "\U0002ebf0-\U0002ee5d\U0002f800-\U0002fa1f\U00030000-\U0003134a\U00031350-\U000323af"
)
# Marks without a width, as word processors leave them inside words: soft hyphen, zero-width space and joiners,
# directions, variation selectors, byte order mark.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # SQLite refuses half a surrogate pair
_SPACED_OUT = re.compile(f"(?<=[{CJK}]) +(?=[{CJK}])")
_RUN = re.compile(f"[{CJK}]+")
_PART = re.compile(f"[{CJK}]+|[^{CJK}]+")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟「」『』", '"'))
_WORD = re.compile(r'(?P<minus>-?)"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+)')
_OR = {"OR", "或", "|", "||"}
_AND = {"AND", "&", "&&"}

# What one query may ask (chosen: a reader types a tenth of it).  Each word is read off the index, put to texts and
# marked in what is shown; one character alone is as dear as all pairs that begin with it.
Excess = Literal["too_long", "too_many_words", "too_many_excluded", "too_many_single"]
MOST: Mapping[Excess, int] = MappingProxyType(
    {"too_long": 300, "too_many_words": 20, "too_many_excluded": 10, "too_many_single": 5}
)


def tokenizer_version() -> str:
    """Return the name of what index_text does, and of the table of characters by which it does it."""
    return f"{_TOKENIZER}/{table_version()}"


def fold(text: str) -> str:
    """Return *text* as it is compared: NFKC, simplified, nothing invisible, no spaces between Chinese characters.

    A line end or a tab stays: it parts paragraphs and cells, which nobody reads as one word.
    """
    return _SPACED_OUT.sub("", _normalise(text))


def index_text(text: str) -> str:
    """Return the tokens of *text*, parted by spaces, as documents_fts is given them."""
    import numpy as np

    characters = np.frombuffer(fold(text).encode("utf-32-le"), dtype="<u4")
    if not len(characters):
        return ""
    # A Chinese character is written with the one that follows it in its run, if any does, and a space; a space
    # parts others from a run that follows.  All at once: the loop in Python took a third of the time of adding.
    is_chinese = _is_cjk()[characters]
    is_before_chinese = np.append(is_chinese[1:], False)
    widths = 1 + is_chinese.astype(np.intp) + is_before_chinese
    places = np.cumsum(widths) - widths
    written = np.full(int(widths.sum()), ord(" "), dtype="<u4")
    written[places] = characters
    first = np.flatnonzero(is_chinese & is_before_chinese)
    written[places[first] + 1] = characters[first + 1]
    return " ".join(written.tobytes().decode("utf-32-le").split())


@cache
def _is_cjk() -> NDArray[np.bool_]:
    """Return for each code point whether CJK has it."""
    import numpy as np

    table = np.zeros(sys.maxunicode + 1, dtype=np.bool_)
    for first, last in re.findall("(.)-(.)", CJK):
        table[ord(first) : ord(last) + 1] = True
    return table


def match_query(user_query: str) -> str:
    """Return the FTS5 expression for what a reader typed; one that finds nothing when there is nothing to find.

    Words parted by spaces must all occur.  ``"…"`` (or “…”) keeps words together, a leading ``-`` excludes,
    ``OR`` or ``或`` between two words asks for one of them.  Every word is quoted: no input is FTS5 syntax.
    """
    return parse_query(user_query).match


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to find, as folded text: Chinese runs and other words, in this order."""

    parts: tuple[str, ...]

    @property
    def match(self) -> str:
        """The FTS5 string of this phrase."""
        tokens: list[str] = []
        *inner, last = self.parts
        for part in inner:
            # Another part follows, so the run ends here, and its last character stands alone in the index.
            tokens += [*_pairs(part), part[-1]] if _RUN.fullmatch(part) else [part]
        is_prefix = len(last) == 1 and _RUN.fullmatch(last) is not None
        tokens += _pairs(last) if _RUN.fullmatch(last) and not is_prefix else [last]
        return f'"{" ".join(tokens)}"' + ("*" if is_prefix else "")


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks: one phrase of each group in *wanted*, and none of *excluded*."""

    wanted: tuple[tuple[Phrase, ...], ...]
    excluded: tuple[Phrase, ...]
    excess: Excess | None = None  # what the query has too much of; it then asks for nothing

    @property
    def problem(self) -> Literal["empty", "only_excluded"] | Excess | None:
        """Why nothing can be found, or None."""
        if self.excess:
            return self.excess
        if self.wanted:
            return None
        return "only_excluded" if self.excluded else "empty"

    @property
    def has_prefix(self) -> bool:
        """Whether a phrase ends in one character alone: FTS5 then reads all pairs that begin with it before a hit."""
        return any(phrase.match.endswith("*") for group in (*self.wanted, self.excluded) for phrase in group)

    @property
    def match(self) -> str:
        """The FTS5 expression; ``""``, which matches no row, where there is a problem."""
        return self._less_excluded(self.words)

    @property
    def words(self) -> str:
        """The same without what is excluded."""
        return " AND ".join(_any_of(group) for group in self.wanted) or '""'

    @property
    def match_in_title(self) -> str:
        """The expression for documents_fts that finds what is wanted in the title, and nothing excluded anywhere."""
        return self._less_excluded(f"{{title}} : ({self.words})")

    def _less_excluded(self, wanted: str) -> str:
        return f"({wanted}) NOT {_any_of(self.excluded)}" if self.wanted and self.excluded else wanted


def parse_query(user_query: str) -> Query:
    """Return what *user_query* asks for; any text is a query, and one with too much in it asks for nothing."""
    if len(user_query) > MOST["too_long"]:
        return Query((), (), "too_long")
    groups: list[list[Phrase]] = []
    excluded: list[Phrase] = []
    is_alternative = False
    for word in _WORD.finditer(_normalise(user_query).translate(_QUOTES)):
        bare = word["bare"] or ""
        if bare in _OR or bare in _AND:
            is_alternative = bare in _OR
            continue
        is_excluded = bool(word["minus"]) or bare.startswith("-")
        if phrase := _phrase(word["quoted"] if word["bare"] is None else bare):
            if is_excluded:
                excluded.append(phrase)
            elif is_alternative and groups:
                groups[-1].append(phrase)
            else:
                groups.append([phrase])
        is_alternative = False
    query = Query(tuple(map(tuple, groups)), tuple(excluded))
    excess = _excess(query)
    return Query((), (), excess) if excess else query


def _excess(query: Query) -> Excess | None:
    """Return what *query* has too much of, or None."""
    wanted = [phrase for group in query.wanted for phrase in group]
    if len(wanted) > MOST["too_many_words"]:
        return "too_many_words"
    if len(query.excluded) > MOST["too_many_excluded"]:
        return "too_many_excluded"
    open_ended = {phrase for phrase in (*wanted, *query.excluded) if phrase.match.endswith("*")}
    return "too_many_single" if len(open_ended) > MOST["too_many_single"] else None


def _phrase(text: str) -> Phrase | None:
    """Return the phrase in *text*, or None if unicode61 would find no word in it."""
    parts = (part.strip() for part in _PART.findall(_SPACED_OUT.sub("", text)))
    words = tuple(part for part in parts if _RUN.match(part) or any(map(_is_letter, part)))
    return Phrase(words) if words else None


def _is_letter(character: str) -> bool:
    """Return whether unicode61 takes *character*, which is not Chinese, for part of a word."""
    return character.isalnum() or unicodedata.category(character) == "Co"


def _any_of(phrases: tuple[Phrase, ...]) -> str:
    alternatives = " OR ".join(phrase.match for phrase in phrases)
    return f"({alternatives})" if len(phrases) > 1 else alternatives


def _pairs(run: str) -> list[str]:
    """Return the overlapping pairs of *run*; none if it is one character."""
    return [first + second for first, second in pairwise(run)]


def _normalise(text: str) -> str:
    return simplified(nfkc(_INVISIBLE.sub("", _UNSTORABLE.sub(" ", text))))

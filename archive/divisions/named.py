"""Places as a person types them: a name (广州, 广东省广州市, 廣州), a part of it, a code or its beginning (4401).

What is typed is looked for among the places that somebody holds, an archive or the portal tables; the table of all
divisions only tells a place of which nothing is held from none at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from archive.divisions.prefixes import WIDTHS, prefix_of
from archive.divisions.short_names import place_of_portal, short_names, stem
from archive.divisions.table import Division, Divisions
from archive.errors import ArchiveError

# The digits with which the codes of a place begin (prefix_of) -> its names from the province down, its own last.
Places = Mapping[str, Sequence[str]]

_MOST_SHOWN = 10
_WHOLE_CODE = 6  # digits


class UnknownDivision(ArchiveError):
    """No place that is held, or more than one, is called so; the message names up to ten that may be meant."""


def one_place(words: str, held: Places, holder: str) -> str:
    """Return the digits with which the codes of the place that *words* mean, and of all that lies in it, begin.

    Of a beginning of codes, such as 44010, the digits themselves.  *holder* begins sentences: "the archive holds".

    Raises UnknownDivision, which tells several places that may be meant, a place that is known and of which nothing
    is held, and an unknown one apart.
    """
    typed = _plain(words)
    found = places_called(typed, held)
    if typed.isdecimal() and any(prefix.startswith((_beginning(typed), prefix_of(typed))) for prefix in found):
        return prefix_of(typed) if len(typed) >= _WHOLE_CODE else typed
    if len(found) == 1:
        return found[0]
    if found:
        places = _listed(found, held)
        hint = "give a code, or the names of the places above"
        raise UnknownDivision(f"division {words}: {holder} {len(found)} places that may be meant, {places}; {hint}")
    if known := _known(typed):
        raise UnknownDivision(f"division {words}: {holder} nothing of {_listed(known, _of_china())}")
    expected = "expected a name such as 广州, or the beginning of a code such as 4401"
    raise UnknownDivision(f"division {words}: no place is known by this name or code; {expected}")


def places_called(words: str, held: Places) -> list[str]:
    """Return the prefixes of the places that *words* may mean; one if they are clear, [] if none is held.

    1. Digits: the place of this code, or all whose codes begin so, or what the place that once had it is today.
    2. A name, official, customary or without its kind, which names of places above may stand before.  Of several
       places the one in which all others lie: 吉林 is the province.
    3. A former name (密云县) of a place that is held under today's, or today's name of one that is held under a former:
       all into which its area went, unless one of them goes on under the name.
    4. A part of a name, unless it is the name of a place that is known and not held.

    Each as typed, then in simplified characters.
    """
    typed = _plain(words)
    if not typed:
        return []
    if typed.isdecimal():
        exact = prefix_of(typed)
        begun = [exact] if exact in held else [prefix for prefix in held if prefix.startswith(_beginning(typed))]
        return begun or [prefix for prefix in _now(exact) if prefix in held]
    return next(filter(None, (_named(each, held) for each in _spellings(typed))), [])


def places_of_portals(portals: Iterable[tuple[str, str]]) -> Places:
    """Return the places of portals, each a division code and a name, and the places above them.

    One that the table of divisions does not know is called as its portal is; of several portals as its government's,
    else by the shortest name.
    """
    names: dict[str, str] = {}
    for code, name in sorted(
        portals, key=lambda portal: (_is_of_a_bureau(portal[1]), len(portal[1]), portal), reverse=True
    ):
        names[prefix_of(code)] = place_of_portal(name)
    known = names | {prefix: path[-1] for prefix, path in _of_china().items()}
    held = {above for prefix in names for above in _path(prefix) if above in known}
    return {prefix: [known[above] for above in _path(prefix) if above in known] for prefix in sorted(held)}


def _is_of_a_bureau(name: str) -> bool:
    return place_of_portal(name) == name


def _path(prefix: str) -> list[str]:
    """Return the prefixes from the province down to *prefix*."""
    return [prefix[:width] for width in WIDTHS if width < len(prefix)] + [prefix]


def _named(words: str, held: Places) -> list[str]:
    if called := _bearing(words, held):
        return called
    if known := _bearing(words, _standing()):
        return [prefix for prefix in held if prefix not in known and known == _now(prefix)]
    if former := _formerly(words):
        return [prefix for prefix in former if prefix in held]
    return [prefix for prefix, names in held.items() if words in names[-1]]


def _known(typed: str) -> list[str]:
    """Return the places of China that are called so; those that once were only where none is now."""
    if typed.isdecimal():
        exact = prefix_of(typed)
        return [exact] if exact in _of_china() else []
    spellings = list(_spellings(typed))
    found = (_bearing(each, _standing()) or _formerly(each) for each in spellings)
    return next(filter(None, found), [])


def _bearing(words: str, places: Places) -> list[str]:
    """Return the places of this name; of several the one in which all others lie."""
    found = _all_bearing(words, places)
    top = min(found, key=len, default="")
    return [top] if all(prefix.startswith(top) for prefix in found) and top else found


def _all_bearing(words: str, places: Places) -> list[str]:
    last_two = words[-2:]
    return [
        prefix
        for prefix, names in places.items()
        if any(form.endswith(last_two) for form in _forms(names[-1])) and _spells(words, names)
    ]


def _formerly(words: str) -> list[str]:
    """Return the places that the area of a place once called so belongs to now."""
    names, successors = _ended()
    return list(dict.fromkeys(prefix for key in _all_bearing(words, names) for prefix in successors[key]))


def _now(prefix: str) -> list[str]:
    """Return the one place that an ended one has become, if there is one; of a standing one []."""
    code = prefix.ljust(_WHOLE_CODE, "0")
    row = _table().by_code(code)
    now = _table().at(code) if row and row.to_year is not None else None
    return [prefix_of(now)] if now else []


def _spells(words: str, names: Sequence[str]) -> bool:
    """Tell whether *words* are the last of *names*, with any of those above, in their order, before it."""
    *above, own = names
    return any(words.endswith(form) and _spells_above(words.removesuffix(form), above) for form in _forms(own))


def _spells_above(words: str, above: Sequence[str]) -> bool:
    return not words or any(_spells(words, above[: place + 1]) for place in range(len(above)))


@cache
def _forms(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name, *short_names(name), stem(name))))


@cache
def _table() -> Divisions:
    return Divisions.load()


@cache
def _of_china() -> Places:
    """Return all divisions; of a code given twice the younger name."""
    return {prefix_of(row.code): [above.name for above in _table().path(row.code)] for row in _table()}


@cache
def _standing() -> Places:
    standing = {prefix_of(row.code) for row in _table() if row.to_year is None}
    return {prefix: names for prefix, names in _of_china().items() if prefix in standing}


@cache
def _ended() -> tuple[Places, Mapping[str, Sequence[str]]]:
    """Return the names of ended divisions, from the province down, and the prefixes of what they are today."""
    table = _table()
    names, now = {}, {}
    for row in table:
        if row.to_year is not None:
            key = f"{row.code} {row.name}"
            names[key] = [above.name for above in table.path(row.parent or "")] + [row.name]
            now[key] = [prefix_of(code) for code in _successors(table, row)]
    return names, now


def _successors(table: Divisions, row: Division) -> list[str]:
    """Return the codes of today: of the place it became, of one inside that bears the name (莱芜区), or all."""
    one = table.at(row.code)
    if one is None:
        return [table.at(code) or code for code in row.successors]
    bearing = [below.code for below in table.below(one) if stem(below.name) == stem(row.name) and below.to_year is None]
    return bearing if len(bearing) == 1 and one != row.code else [one]


def _listed(found: Sequence[str], places: Places) -> str:
    """Return the codes and names of up to ten places, without the codes of places above that nothing names."""
    shown = [
        " ".join([prefix.ljust(_WHOLE_CODE, "0"), *(name for name in places[prefix] if not name.isdecimal())])
        for prefix in found[:_MOST_SHOWN]
    ]
    return ", ".join([*shown, *(["..."] if len(found) > _MOST_SHOWN else [])])


def _beginning(digits: str) -> str:
    return prefix_of(digits) if len(digits) > _WHOLE_CODE else digits


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


def _spellings(words: str) -> Iterable[str]:
    """Yield *words*, then their simplified characters, whose table takes .15 s to make, if they are others."""
    from archive.text.simplified import simplified

    yield words
    if (folded := simplified(words)) != words:
        yield folded

"""Names of organs: read off titles and signatures, compared, and found swapped between two texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from rapidfuzz.distance import Levenshtein

from cleaners.patterns.han import is_han
from cleaners.patterns.organ_endings import PLACE_LEVELS, RUNNING_END, RUNNING_LEVELS

_TITLE = re.compile(
    r"^(?:关于(?:报送|印发|公布|公开|发布|上报)?)?"
    rf"(?P<name>[\u4e00-\u9fff]{{2,40}}?{RUNNING_END})(?=关于|发布|公布|公开|印发|(?:19|20)\d\d|法治|依法|年度|的|推进)"
)
_HEAD = re.compile(r"(?!关于)[\u4e00-\u9fff]{4,40}?(?=关于|\d|法治)")
_OF_ANY = re.compile("(?<=.{2})(?:人民政府|政府|办事处)$")  # what the bare name of a place stands for: 某区, 东河街道
_PLACE_ENDS = tuple(PLACE_LEVELS)
_PLACE = re.compile(f"[\u4e00-\u9fff]{{2,}}[{PLACE_LEVELS}]$")  # 市 alone may be of 城市管理
_END = re.compile(f"{RUNNING_END}$")
_FOLLOWED_BY = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?{RUNNING_END}")

_PARTICLES = frozenset("的地得了着和与及在")  # corrected as they often are, no names
_MAX_NAME_CHARS = 24  # of a stretch that may be a name (chosen)
_OPENING_CHARS = 100  # of a folded text: where its organ names itself first
_FIRST_NAME_CHARS = 40  # where a name that stands once is the organ's own: 2024年，某市某区教育局
_SIGNATURE_CHARS = 50  # and last
_OWN_OPENING_CHARS = 200  # a newspaper's lead may stand above the first sentence
_OWN_CLOSE_CHARS = 100
_MOST_BLOCKS = 6  # of differences between texts, for one of them to be a name that was swapped (chosen)
_MAX_COMPARED_CHARS = 60_000  # above that an alignment takes seconds, and the figures decide alone


def organ_of_title(title: str) -> str | None:
    """The organ that begins a folded *title*; None if none does.

    >>> organ_of_title("清河县水利局关于2023年度法治政府建设情况的报告")
    '清河县水利局'
    """
    match = _TITLE.match(title)
    return match["name"] if match and not match["name"].startswith("关于") else None


def head_of_title(title: str) -> str | None:
    """What stands in a folded *title* before its year or subject, where an organ stands in titles that are misread.

    >>> head_of_title("清河县水利局机2023年法治政府建设报告"), head_of_title("2023年法治政府建设报告")
    ('清河县水利局机', None)
    """
    match = _HEAD.match(title)
    return match[0] if match else None


def are_one_organ(one: str, other: str) -> bool:
    """Whether two names may mean one organ: one is the other without a place in front, or characters of its office.

    A character more in the name of the place makes it another place, and a place more behind one a bureau of that.

    >>> are_one_organ("某区城管局", "某区城市管理局"), are_one_organ("东河街道", "某市某区人民政府东河街道办事处")
    (True, True)
    >>> are_one_organ("东河街道", "西河街道"), are_one_organ("青县水利局", "青山县水利局")
    (False, False)
    >>> are_one_organ("青禾市教育局", "青禾市溪山区教育局"), are_one_organ("青禾市人民政府", "青禾市教育局")
    (False, False)
    """
    short, long = sorted((_OF_ANY.sub("", one), _OF_ANY.sub("", other)), key=len)
    if short == long or _is_behind_a_place(short, long):
        return True
    if short.endswith(_PLACE_ENDS):  # the government of a place, and a bureau of it
        return False
    office = max((short.rfind(level) for level in _PLACE_ENDS), default=-1) + 1
    for step in Levenshtein.opcodes(short, long):
        if step.tag == "equal":
            continue
        left_out = long[step.dest_start : step.dest_end]
        is_place_in_front = step.src_start == 0 and _is_behind_a_place(short, left_out + short)
        is_of_the_office = step.src_start >= office and not _PLACE.search(left_out)
        if step.tag != "insert" or not (is_place_in_front or is_of_the_office):
            return False
    return True


def _is_behind_a_place(short: str, long: str) -> bool:
    """Whether *long* is *short* with a place, or the government of one, in front: 市教育局 of 青禾市教育局 too."""
    if not long.endswith(short):
        return False
    front = long[: len(long) - len(short)]
    return front.endswith((*_PLACE_ENDS, "人民政府", "政府")) or short[:1] in RUNNING_LEVELS


def swapped_name(one: str, other: str) -> tuple[str, str] | None:
    """The name of an organ in *one* that is another name in *other* wherever it stands; both texts folded.

    It stands twice at least, stands nowhere under its old name in the other text, and the new one
    stands nowhere in the first.  Reading errors and swapped words of traditional pages do not pass
    that: the former come here and there, the latter end in no organ.
    """
    return _swapped(one, other, times=2, opening=_OPENING_CHARS)


def swapped_once(one: str, other: str) -> tuple[str, str] | None:
    """As swapped_name(), of a name that stands once, in texts that differ in hardly anything else.

    Where they differ in more, a misread character beside 局 would be a name that was swapped.
    """
    if len(list(islice(_blocks(one, other), _MOST_BLOCKS + 1))) > _MOST_BLOCKS:
        return None
    return _swapped(one, other, times=1, opening=_FIRST_NAME_CHARS)


def _swapped(one: str, other: str, *, times: int, opening: int) -> tuple[str, str] | None:
    if max(len(one), len(other)) > _MAX_COMPARED_CHARS:
        return None
    counts: Counter[tuple[str, str]] = Counter()
    named: set[tuple[str, str]] = set()
    for old, new, is_own_name in _replacements(one, other, opening):
        counts[old, new] += 1
        if is_own_name:
            named.add((old, new))
    for old, new in named:
        if counts[old, new] >= times and _is_gone(old, one, other, new) and _is_gone(new, other, one, old):
            return old, new
    return None


def with_short_name(text: str, one: str | None, other: str | None) -> str:
    """A folded *text* with the longer of two names of one organ written as the shorter, so that it is no other name.

    >>> with_short_name("2024年青禾市教育局推进", "青禾市教育局", "市教育局")
    '2024年市教育局推进'
    """
    if not one or not other or not are_one_organ(one, other):
        return text
    short, long = sorted((one, other), key=len)
    return text.replace(long, short)


def names_itself(text: str, organ: str) -> bool:
    """Whether a folded *text* names *organ* as its own: in its opening, or where it is signed."""
    return organ in text[:_OWN_OPENING_CHARS] or organ in text[-_OWN_CLOSE_CHARS:]


def _replacements(one: str, other: str, opening: int) -> Iterator[tuple[str, str, bool]]:
    """The stretches that differ, as names, and whether the text names its own organ there.

    Each comes twice: as short as it tells one name from another, and with more of the name around
    it, since 民政 may stand in a text where 区民政局 does not.
    """
    for start, end, start_other, end_other in _blocks(one, other):
        old, new = one[start:end], other[start_other:end_other]
        if (
            not 1 <= max(len(old), len(new)) <= _MAX_NAME_CHARS
            or not is_han(old + new)
            or _PARTICLES.issuperset(old + new)
        ):
            continue
        is_organ = bool(_FOLLOWED_BY.match(one, end) or _END.search(old))
        is_own = is_organ and (start < opening or end > len(one) - _SIGNATURE_CHARS)
        is_before_level = one[end : end + 1] in RUNNING_LEVELS
        left, right = (0, 0) if min(len(old), len(new)) > 1 else (1, 1) if is_before_level else (0, 2)
        for before, after in {(left, right), (2, 1)}:
            yield (
                one[max(0, start - before) : end + after],
                other[max(0, start_other - before) : end_other + after],
                is_own,
            )


def _blocks(one: str, other: str) -> Iterator[tuple[int, int, int, int]]:
    """Where the texts differ; two names that share a character, or a word (民政), are one difference."""
    current: tuple[int, int, int, int] | None = None
    for step in Levenshtein.opcodes(one, other):
        start, end, start_other, end_other = step.src_start, step.src_end, step.dest_start, step.dest_end
        if step.tag == "equal":
            continue
        between = one[current[1] : start] if current else ""
        if current and (
            not between
            or (len(between) == 1 and between not in RUNNING_LEVELS)
            or (len(between) == 2 and _END.search(one[current[0] : end]) and _END.search(other[current[2] : end_other]))
        ):
            current = (current[0], end, current[2], end_other)
            continue
        if current:
            yield current
        current = (start, end, start_other, end_other)
    if current:
        yield current


def _is_gone(name: str, here: str, there: str, instead: str) -> bool:
    """Whether *name*, which stands in *here*, stands in *there* only as a part of what stands there *instead*."""
    left = there.count(name) - there.count(instead) * instead.count(name)
    return left * 10 <= here.count(name)

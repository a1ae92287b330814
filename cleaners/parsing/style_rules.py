"""Style sheets in a page: the elements that its own <style> rules hide from whoever looks at the screen.

Only what holds without a script, a pointer or a printer is read: no rule for :hover, none inside @media print.  Where
two rules disagree the more specific one wins, and the later of two alike, as in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_SHEET_CHARS = 200_000  # of all sheets of a page (chosen)
_MAX_HIDING = 40  # rules that hide, each of which is a search through the page (chosen)
_MAX_HIDDEN = 400  # elements, each of which is held against the rules that show (chosen)
_MAX_PRELUDE_CHARS = 2_000  # of the selectors before a block (chosen)
_SHOWS = re.compile(r"(display|visibility)\s{0,9}:\s{0,9}([a-z-]+)", re.IGNORECASE)
_HIDES = re.compile(r"(display|visibility)\s{0,9}:\s{0,9}(none|hidden)(?![a-z-])", re.IGNORECASE)
_WORDS = ("isplay", "ISPLAY", "isibility", "ISIBILITY")  # looked for first, which takes a tenth of the time
# In the style of an element, in lower case
_OWN = re.compile(r"(?:^|[;\s])(display|visibility)\s{0,9}:\s{0,9}([a-z-]+)")
_ON_SCREEN = re.compile(r"@media\s{0,9}(?:all|screen|only screen)?\s{0,9}\{", re.IGNORECASE)
_MEDIUM = re.compile(r"@(?<![^{};\s]@)[^{};@]*\{")
# Names, inside one another; states, attributes and neighbours are left to browsers.
_SIMPLE = re.compile(r"(?=.{1,120}\Z)(?:(?:[a-zA-Z][\w-]*)?(?:[.#][a-zA-Z_][\w-]*)*(?:\s(?=\S)|\Z))+")
_PARTS = re.compile(r"[#.]?[\w-]+")
_LAST_NAMES = re.compile(r"(?:[#.]|(?<![\w-]))[\w-]++(?=\s*+(?:,|\Z))")  # of the selectors before a block
_PATH = re.compile(r"(?:[^\s:：]{0,8}位置[:：]?)?\s{0,9}首\s{0,9}页\s{0,9}[>＞»/›]")
_MAX_PATH_CHARS = 200  # of a breadcrumb (chosen)
_MIN_TEXT_CHARS = 200  # of a hidden element that may be the text itself, shown by a script (chosen)


class _Declaration(NamedTuple):
    """What a block of rules says of its elements: *changes* is display or visibility."""

    prelude: str
    changes: str
    hides: bool

    @property
    def selectors(self) -> Iterator[str]:
        """Those that are but names inside one another."""
        parts = (" ".join(part.split()) for part in self.prelude.split(",") if ":" not in part)
        return filter(_SIMPLE.fullmatch, parts)

    def selectors_that_end_with(self, names: Collection[str]) -> Iterator[str]:
        """Those of its selectors of which the last name is one of *names*."""
        parts = [part for part in self.prelude.split(",") if _last_name(part.rstrip()) in names]
        return self._replace(prelude=",".join(parts)).selectors if parts else iter(())


def _last_name(selector: str) -> str:
    """The name that *selector* ends with: ``.text`` of ``div#main p.text``."""
    return selector[max(selector.rfind("."), selector.rfind("#"), selector.rfind(" ") + 1, 0) :].strip()


class _Rule(NamedTuple):
    """A rule for one selector, by its *place* among all."""

    selector: str
    place: int
    changes: str
    hides: bool

    @property
    def elements(self) -> list[frozenset[str]]:
        """What its elements are called, from the outermost in."""
        return [frozenset(_PARTS.findall(element)) for element in self.selector.split()]

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """Ids, classes and names of elements in the selector, and the place."""
        names = _PARTS.findall(self.selector)
        ids, classes = sum(name[0] == "#" for name in names), sum(name[0] == "." for name in names)
        return ids, classes, len(names) - ids - classes, self.place


def hidden_by_rules(parser: LexborHTMLParser, css: str) -> frozenset[int]:
    """The mem_ids of the elements of *parser* that rules in *css*, the text of its <style> elements, hide.

    Not among them: one that holds most of the text of the page, which a script will show, and a breadcrumb, which is
    true though it is not seen.
    """
    if not css or len(css) > _MAX_SHEET_CHARS:
        return frozenset()
    css = _without_comments(css)
    places, off_screen = _places(css), _off_screen(css)
    rules = _declarations(css, places, off_screen, _HIDES)
    hiding = [selector for each in rules if each.hides for selector in each.selectors]
    if not 0 < len(hiding) <= _MAX_HIDING:
        return frozenset()
    nodes = parser.css(", ".join(dict.fromkeys(hiding)))  # one search: each walks the whole page
    if not 0 < len(nodes) <= _MAX_HIDDEN:
        return frozenset()
    names = [_names(node) for node in nodes]
    known = _by_last_name(_declarations(css, places, off_screen, _SHOWS), set().union(*names))
    hidden = (node for node, own in zip(nodes, names, strict=True) if _is_hidden(node, own, known))
    return frozenset(node.mem_id for node in hidden if not _is_shown_all_the_same(parser, node))


def _without_comments(css: str) -> str:
    kept, at = [], 0
    while (opening := css.find("/*", at)) >= 0:
        kept.append(css[at:opening])
        closing = css.find("*/", opening + 2)
        at = closing + 2 if closing >= 0 else len(css)
    return " ".join([*kept, css[at:]]).replace("<!--", " ").replace("-->", " ")


def _places(css: str) -> list[int]:
    """Where display or visibility may stand in *css*."""
    places = []
    for word in _WORDS:
        at = css.find(word)
        while at >= 0:
            places.append(at - 1)
            at = css.find(word, at + 1)
    return sorted(places)


def _declarations(
    css: str, places: Iterable[int], off_screen: Sequence[tuple[int, int]], pattern: re.Pattern[str]
) -> Iterator[_Declaration]:
    """What *css* says, where *pattern* matches at one of *places*, but not in the spans *off_screen*.

    A first look for what hides spares most pages the rest.
    """
    skipped = list(reversed(off_screen))
    looked_at, opening, closing, prelude = 0, -1, -1, ""
    for at in places:
        if (found := pattern.match(css, at)) is None:
            continue
        while skipped and skipped[-1][1] <= at:
            skipped.pop()
        if (skipped and skipped[-1][0] <= at) or not (css[at - 1 : at] in (";", "{") or css[at - 1 : at].isspace()):
            continue
        nearest, looked_at = css.rfind("{", looked_at, at), at
        if nearest >= 0:
            opening, closing = nearest, css.find("}", nearest)
            first = max(0, opening - _MAX_PRELUDE_CHARS)
            start = max(css.rfind(mark, first, opening) for mark in "{};")
            prelude = css[max(start + 1, first) : opening].strip()
        if opening >= 0 and (closing < 0 or at < closing) and not prelude.startswith("@"):
            name, value = found[1].lower(), found[2].lower()
            yield _Declaration(prelude, name, value == ("none" if name == "display" else "hidden"))


def _off_screen(css: str) -> list[tuple[int, int]]:
    """The spans of those blocks of *css* that hold not just on a screen: @media print, @supports, @font-face."""
    spans: list[tuple[int, int]] = []
    end = 0
    for medium in _MEDIUM.finditer(css) if "@" in css else ():
        if medium.start() >= end and not _ON_SCREEN.match(medium[0]):
            end = _end_of_block(css, medium.end())
            spans.append((medium.start(), end))
    return spans


def _end_of_block(css: str, at: int) -> int:
    """Where the block of rules ends that has been opened right before *at*."""
    depth = 1
    while depth:
        closing = css.find("}", at)
        if closing < 0:
            return len(css)
        depth += css.count("{", at, closing) - 1
        at = closing + 1
    return at


def _by_last_name(said: Iterable[_Declaration], names: Set[str]) -> dict[str, list[tuple[_Rule, list[frozenset[str]]]]]:
    """The rules of which declarations are *said*, with the names of their elements, by the last name of the innermost.

    Those alone of which that is one of *names*.
    """
    rules: dict[str, list[tuple[_Rule, list[frozenset[str]]]]] = {}
    place = 0
    for each in said:
        if names.isdisjoint(_LAST_NAMES.findall(each.prelude)):  # a look that spares most rules the rest
            continue
        for selector in each.selectors_that_end_with(names):
            place += 1
            rule = _Rule(selector, place, each.changes, each.hides)
            rules.setdefault(_last_name(selector), []).append((rule, rule.elements))
    return rules


def _is_hidden(
    node: LexborNode, names: Set[str], rules: Mapping[str, Sequence[tuple[_Rule, Sequence[frozenset[str]]]]]
) -> bool:
    """Whether the heaviest of *rules* for *node*, called *names*, hides it, and its own style does not show it."""
    style = (node.attributes.get("style") or "").lower()
    own = {found[1]: found[2] in ("none", "hidden") for found in _OWN.finditer(style)}
    decided: dict[str, _Rule] = {}
    for rule, elements in (each for name in names for each in rules.get(name, ())):
        if elements[-1] <= names and _is_inside(node, elements[:-1]):
            heaviest = decided.get(rule.changes)
            if heaviest is None or rule.weight > heaviest.weight:
                decided[rule.changes] = rule
    return any(own.get(changes, rule.hides) for changes, rule in decided.items())


def _is_inside(node: LexborNode, outer: Sequence[frozenset[str]]) -> bool:
    """Whether elements around *node* are called so, in this order from the outermost in."""
    left, parent = list(outer), node.parent
    while left and parent is not None:
        if left[-1] <= _names(parent):
            left.pop()
        parent = parent.parent
    return not left


def _names(node: LexborNode) -> set[str]:
    """What a selector may call *node*: div, #main, .text."""
    if not node.is_element_node:
        return set()
    attributes = node.attributes
    classes = (attributes.get("class") or "").split()
    return {node.tag or "", f"#{attributes.get('id') or ''}", *(f".{name}" for name in classes)}


def _is_shown_all_the_same(parser: LexborHTMLParser, node: LexborNode) -> bool:
    """Whether *node* holds most of the text of the page or is a breadcrumb."""
    text = node.text(strip=True)
    if len(text) < _MAX_PATH_CHARS and _PATH.match(text):
        return True
    if len(text) < _MIN_TEXT_CHARS or parser.body is None:
        return False
    scripts = sum(len(script.text(strip=True)) for script in parser.css("script, style"))
    return len(text) * 2 > len(parser.body.text(strip=True)) - scripts

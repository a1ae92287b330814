"""Style sheets in a page: the elements that its own <style> rules hide from whoever looks at the screen.

Only what holds without a script, a pointer or a printer is read: no rule for :hover, none inside @media print.  Where
two rules disagree the more specific one wins, and the later of two alike, as in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_SHEET_CHARS = 200_000  # of all sheets of a page (chosen)
_MAX_HIDING = 40  # rules that hide, each of which is a search through the page (chosen)
_MAX_HIDDEN = 400  # elements, each of which is held against the rules that show (chosen)
_MAX_BLOCK_CHARS = 2_000  # before a word that hides, in which its selectors stand (chosen)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SHOWS = re.compile(r"(?:^|[;\s])(display|visibility)\s{0,9}:\s{0,9}([a-z-]+)", re.IGNORECASE)
_HIDES = re.compile(r"(?:display|visibility)\s{0,9}:\s{0,9}(?:none|hidden)", re.IGNORECASE)
_MAY_SHOW = re.compile("display|visibility", re.IGNORECASE)
_ON_SCREEN = re.compile(r"@media\s{0,9}(?:all|screen|only screen)?\s{0,9}$", re.IGNORECASE)
# Names, inside one another; states, attributes and neighbours are left to browsers.
_SIMPLE = re.compile(r"(?=.{1,120}\Z)(?:(?:[a-zA-Z][\w-]*)?(?:[.#][a-zA-Z_][\w-]*)*(?:\s(?=\S)|\Z))+")
_PARTS = re.compile(r"[#.]?[\w-]+")
_PATH = re.compile(r"(?:[^\s:：]{0,8}位置[:：]?)?\s{0,9}首\s{0,9}页\s{0,9}[>＞»/›]")
_MAX_PATH_CHARS = 200  # of a breadcrumb (chosen)
_MIN_TEXT_CHARS = 200  # of a hidden element that may be the text itself, shown by a script (chosen)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule for one selector, by its *place* among all."""

    selector: str
    place: int
    changes: str  # display or visibility
    hides: bool

    @property
    def elements(self) -> list[frozenset[str]]:
        """What its elements are called, from the outermost in."""
        return [frozenset(_PARTS.findall(element)) for element in self.selector.split()]

    @property
    def innermost(self) -> frozenset[str]:
        """What the element itself is called."""
        return frozenset(_PARTS.findall(self.selector.rpartition(" ")[2]))

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
    if len(css) > _MAX_SHEET_CHARS or not _may_hide(parser, css):
        return frozenset()
    rules = list(_rules(_COMMENT.sub(" ", css)))
    hiding = [rule for rule in rules if rule.hides]
    if not 0 < len(hiding) <= _MAX_HIDING:
        return frozenset()
    nodes = parser.css(", ".join(rule.selector for rule in hiding))  # one search: each walks the whole page
    if not 0 < len(nodes) <= _MAX_HIDDEN:
        return frozenset()
    known = [(rule, rule.innermost) for rule in rules]
    hidden = (node for node in nodes if _is_hidden(node, known))
    return frozenset(node.mem_id for node in hidden if not (_is_main(parser, node) or _is_path(node)))


def _may_hide(parser: LexborHTMLParser, css: str) -> bool:
    """Whether an element is called as *css* says before a word that hides; a look that spares reading all rules."""
    selectors: set[str] = set()
    for found in islice(_HIDES.finditer(css), _MAX_HIDDEN):
        opening = css.rfind("{", max(0, found.start() - _MAX_BLOCK_CHARS), found.start())
        head = css[max(0, opening - _MAX_BLOCK_CHARS) : max(0, opening)].replace("<!--", ";")
        head = head[max(head.rfind(mark) for mark in "{};/") + 1 :]
        selectors.update(filter(_SIMPLE.fullmatch, (" ".join(one.split()) for one in head.split(","))))
        if len(selectors) > _MAX_HIDING:
            return False
    return bool(selectors) and parser.css_first(", ".join(selectors)) is not None


def _rules(css: str) -> Iterator[_Rule]:
    """The rules of *css* that hide or show, one a selector, in order; those of other media than the screen left out."""
    skipped, depth, place = 0, 0, 0
    for prelude, body, close in _blocks(css):
        if close:
            depth -= 1
            skipped = min(skipped, depth) if skipped > depth else skipped
        elif body is None:  # a block that holds rules
            depth += 1
            if not skipped and not _ON_SCREEN.match(prelude):
                skipped = depth
        elif not skipped:
            for found in _SHOWS.finditer(body) if _MAY_SHOW.search(body) else ():
                name, value = found[1].lower(), found[2].lower()
                hides = value == ("none" if name == "display" else "hidden")
                for selector in filter(_SIMPLE.fullmatch, (" ".join(each.split()) for each in prelude.split(","))):
                    place += 1
                    yield _Rule(selector, place, name, hides)


def _blocks(css: str) -> Iterator[tuple[str, str | None, bool]]:
    """The blocks of *css*: selectors and declarations; a medium and None; the end of a medium, with True."""
    at = 0
    while (opening := css.find("{", at)) >= 0:
        head = css[at:opening]
        *ends, head = head.split("}")
        yield from (("", None, True) for _ in ends)
        prelude = head.rpartition(";")[2].strip()
        if prelude.startswith("@"):
            yield prelude, None, False
            at = opening + 1
            continue
        closing = css.find("}", opening)
        closing = len(css) if closing < 0 else closing
        yield prelude, css[opening + 1 : closing], False
        at = closing + 1


def _is_hidden(node: LexborNode, rules: Iterable[tuple[_Rule, frozenset[str]]]) -> bool:
    """Whether the heaviest of *rules* for *node* hides it, and its own style does not show it after all.

    Each rule comes with what it calls the element itself.
    """
    names, style = _names(node), (node.attrs.get("style") or "").lower()
    own = {found[1]: found[2] in ("none", "hidden") for found in _SHOWS.finditer(style)}
    decided: dict[str, _Rule] = {}
    for rule, innermost in rules:
        if innermost <= names and _is_inside(node, rule.elements[:-1]):
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
    attributes = node.attrs
    classes = (attributes.get("class") or "").split()
    return {node.tag or "", f"#{attributes.get('id') or ''}", *(f".{name}" for name in classes)}


def _is_path(node: LexborNode) -> bool:
    text = node.text(strip=True)
    return len(text) < _MAX_PATH_CHARS and _PATH.match(text) is not None


def _is_main(parser: LexborHTMLParser, node: LexborNode) -> bool:
    own = len(node.text(strip=True))
    if own < _MIN_TEXT_CHARS or parser.body is None:
        return False
    scripts = sum(len(script.text(strip=True)) for script in parser.css("script, style"))
    return own * 2 > len(parser.body.text(strip=True)) - scripts

"""Style sheets in a page: the elements that its own <style> rules hide from whoever looks at the screen.

Only what holds without a script, a pointer or a printer is read: no rule for :hover, none inside @media print.  Where
two rules disagree the more specific one wins, and the later of two alike, as in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

_MAX_SHEET_CHARS = 200_000  # of all sheets of a page (chosen)
_MAX_HIDING = 40  # rules that hide, each of which is a search through the page (chosen)
_MAX_HIDDEN = 400  # elements, each of which is held against the rules that show (chosen)
_MAX_SELECTOR_CHARS = 120
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SHOWS = re.compile(r"(?:^|[;\s])(display|visibility)\s*:\s*([a-z-]+)", re.IGNORECASE)
_HIDES = re.compile(r":\s*(?:none|hidden)", re.IGNORECASE)
_ON_SCREEN = re.compile(r"@media\s*(?:all|screen|only screen)?\s*$", re.IGNORECASE)
_UNSAFE = re.compile(r"[:\[*>+~@\\]")  # states, attributes and neighbours are left to browsers
_PARTS = re.compile(r"[#.]?[\w-]+")
_PATH = re.compile(r"(?:[^\s:：]{0,8}位置[:：]?)?\s*首\s*页\s*[>＞»/›]")
_MAX_PATH_CHARS = 200  # of a breadcrumb (chosen)
_MIN_TEXT_CHARS = 200  # of a hidden element that may be the text itself, shown by a script (chosen)


@dataclass(frozen=True, slots=True)
class _Rule:
    place: int  # among the rules of the page
    selector: str
    changes: str  # display or visibility
    hides: bool

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """Ids, classes and names of elements in its selector, and its place."""
        parts = _PARTS.findall(self.selector)
        ids, classes = sum(part[0] == "#" for part in parts), sum(part[0] == "." for part in parts)
        return ids, classes, len(parts) - ids - classes, self.place


def hidden_by_rules(parser: LexborHTMLParser, css: str) -> frozenset[int]:
    """The mem_ids of the elements of *parser* that rules in *css*, the text of its <style> elements, hide.

    Not among them: one that holds most of the text of the page, which a script will show, and a breadcrumb, which is
    true though it is not seen.
    """
    if len(css) > _MAX_SHEET_CHARS or _HIDES.search(css) is None:
        return frozenset()
    rules = list(_rules(_COMMENT.sub(" ", css)))
    hiding = [rule for rule in rules if rule.hides]
    showing = [rule for rule in rules if not rule.hides]
    if not 0 < len(hiding) <= _MAX_HIDING:
        return frozenset()
    found = [(node, rule) for rule in hiding for node in _matches(parser, rule.selector)]
    if len(found) > _MAX_HIDDEN:
        return frozenset()
    hidden = {node.mem_id: node for node, rule in found if not _is_shown(node, rule, showing)}
    return frozenset(number for number, node in hidden.items() if not (_is_main(parser, node) or _is_path(node)))


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
            for found in _SHOWS.finditer(body):
                name, value = found[1].lower(), found[2].lower()
                hides = value == ("none" if name == "display" else "hidden")
                for selector in prelude.split(","):
                    selector = selector.strip()
                    if 0 < len(selector) < _MAX_SELECTOR_CHARS and not _UNSAFE.search(selector):
                        place += 1
                        yield _Rule(place, selector, name, hides)


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


def _matches(parser: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return parser.css(selector)
    except (SelectolaxError, ValueError):  # no selector
        return []


def _is_shown(node: LexborNode, rule: _Rule, showing: Iterable[_Rule]) -> bool:
    """Whether the own style of *node*, or one of the rules *showing* that weighs more than *rule*, shows it."""
    style = (node.attrs.get("style") or "").lower()
    if any(found[1] == rule.changes and found[2] not in ("none", "hidden") for found in _SHOWS.finditer(style)):
        return True
    names = _names(node)
    return any(
        other.changes == rule.changes and other.weight > rule.weight and _fits(node, names, other.selector.split())
        for other in showing
    )


def _fits(node: LexborNode, names: Collection[str], selector: Sequence[str]) -> bool:
    """Whether *node* is what the parts of *selector*, an element inside another, stand for."""
    if not all(part in names for part in _PARTS.findall(selector[-1])):
        return False
    outer, parent = list(selector[:-1]), node.parent
    while outer and parent is not None:
        if all(part in _names(parent) for part in _PARTS.findall(outer[-1])):
            outer.pop()
        parent = parent.parent
    return not outer


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

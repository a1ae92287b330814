"""Links that are none: anchors that stand around text without leading anywhere, or around a whole text.

Word processors put an anchor without address around any heading; editors, by a slip, one around all that was marked.
"""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

# What may be one, for the parser.
SELECTOR = 'a:not([href]), a[href^="javascript" i], a[href="#"], a[href=""], a:has(p)'
_MIN_TEXT_CHARS = 80  # of what an anchor that calls a script stands around (chosen)
_MIN_SENTENCES = 2  # in it: menus have none (chosen)
_MIN_LINKED_CHARS = 400  # of what an anchor with an address stands around: a teaser has less (chosen)
_MIN_LINKED_SENTENCES = 5


def text_links(anchors: Iterable[LexborNode]) -> frozenset[int]:
    """The mem_ids of those of *anchors*, which SELECTOR found, that are no links.

    A parser parts an anchor around paragraphs into one for each of them, all alike; they are judged together.
    """
    found: list[int] = []
    alike: dict[str, list[LexborNode]] = {}
    for node in anchors:
        attributes = node.attributes
        if "href" not in attributes:
            found.append(node.mem_id)
        else:
            alike.setdefault(str(attributes), []).append(node)
    for nodes in alike.values():
        href = nodes[0].attributes["href"] or ""
        is_call = href in ("", "#") or href.lower().startswith("javascript")
        chars, sentences = (_MIN_TEXT_CHARS, _MIN_SENTENCES) if is_call else (_MIN_LINKED_CHARS, _MIN_LINKED_SENTENCES)
        texts = ["".join(node.text().split()) for node in nodes]
        if sum(map(len, texts)) >= chars and sum(text.count("。") for text in texts) >= sentences:
            found += [node.mem_id for node in nodes]
    return frozenset(found)

"""XML parts of office files as lxml trees, hardened: no document types, so no entities; bounded depth and size.

A part is read twice: first by a guard that builds nothing and stops at the first sign of a bomb, then into a tree.
"""

from __future__ import annotations

from functools import partial
from typing import Any, TypeAlias, cast

from lxml import etree

from cleaners.files.errors import BeyondLimits, BrokenFile
from cleaners.files.limits import Limits

Element: TypeAlias = etree._Element

_hardened = partial(  # expands no entity, opens no file and no address
    cast(Any, etree.XMLParser),
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,  # libxml2 keeps its own limits too
    recover=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)
# Errors of libxml2, by number; https://gnome.pages.gitlab.gnome.org/libxml2/html/xmlerror_8h.html
_NO_MEMORY = 2
_TOO_LARGE = frozenset({110, 114})  # a name of more than 50,000 bytes; a text or an attribute of more than 10 MB


class _Guard:
    """Counts the elements of a part; lxml calls its methods instead of building a tree."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._depth = self._elements = 0

    def doctype(self, name: str, _public: str | None, _system: str | None) -> None:
        """Refuse it: entities are declared in it, and no office program writes one."""
        raise BeyondLimits(f"found a document type ({name[:40]}) in an XML part, expected none: entities may be a bomb")

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        """Count an element that begins."""
        self._depth += 1
        self._elements += 1
        if self._depth > self._limits.xml_depth or self._elements > self._limits.xml_elements:
            raise BeyondLimits(
                f"found {self._elements} elements {self._depth} deep in an XML part, expected at most "
                f"{self._limits.xml_elements} and {self._limits.xml_depth}; look at the file by hand"
            )

    def end(self, _tag: str) -> None:
        """Count an element that ends."""
        self._depth -= 1

    def close(self) -> None:
        """Have nothing to give: lxml asks for a result at the end."""


def parse_xml(part: bytes, limits: Limits) -> Element:
    """Parse an XML part into its root element, without its comments and processing instructions.

    Raises BrokenFile if it is no well-formed XML, BeyondLimits for a document type, for more elements or a greater
    depth than *limits* allow, and for a single text or attribute of more than 10 MB; MemoryError.
    """
    try:
        etree.fromstring(part, _hardened(target=_Guard(limits)))
        root: Element = etree.fromstring(part, _hardened())
        return root
    except etree.XMLSyntaxError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError("an XML part") from error
        if error.code in _TOO_LARGE:
            raise BeyondLimits(f"found too much in one place of an XML part ({error}); look at it by hand") from error
        raise BrokenFile(f"found an XML part that cannot be read ({error}); fetch the file again") from error


def local(element: Element) -> str:
    """The name of *element* without its namespace: strict and transitional files differ in that only."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """The attribute *name*, without a namespace or else in whatever namespace; None if there is none."""
    value: str | None = element.get(name)
    if value is None:
        ending = "}" + name
        value = next((other for key, other in element.items() if key.endswith(ending)), None)
    return value


def child(element: Element, *names: str) -> Element | None:
    """The element reached by going down *names*, each time the first of that name; None if there is none."""
    here: Element | None = element
    for name in names:
        here = next(here.iterchildren("{*}" + name), None) if here is not None else None
    return here


def children(element: Element, name: str) -> list[Element]:
    """The children of that name in whatever namespace, in order."""
    return list(element.iterchildren("{*}" + name))

"""XML parts as trees, with no way to grow: no document types, so no entities; bounded depth and size."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser

from cleaners.files.errors import BeyondLimits, BrokenFile
from cleaners.files.limits import Limits


class _Guard(TreeBuilder):
    """Builds a tree and stops at the first sign of a bomb."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self._depth = self._elements = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse it: entities are declared in it, and no office program writes one."""
        raise BeyondLimits(f"found a document type ({name[:40]}) in an XML part, expected none: entities may be a bomb")

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Count, then build."""
        self._depth += 1
        self._elements += 1
        if self._depth > self._limits.xml_depth or self._elements > self._limits.xml_elements:
            raise BeyondLimits(
                f"found {self._elements} elements {self._depth} deep in an XML part, expected at most "
                f"{self._limits.xml_elements} and {self._limits.xml_depth}; look at the file by hand"
            )
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """Count, then build."""
        self._depth -= 1
        return super().end(tag)


def parse_xml(part: bytes, limits: Limits) -> Element:
    """The root of *part*.

    Raises BrokenFile if it is no XML, BeyondLimits for document types and too much of everything.
    """
    parser = XMLParser(target=_Guard(limits))
    try:
        parser.feed(part)
        root = parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as error:  # LookupError: an unknown encoding
        raise BrokenFile(f"found an XML part that cannot be read ({error}); fetch the file again") from error
    if not isinstance(root, Element):
        raise BrokenFile("found an XML part without a root element; fetch the file again")
    return root


def local(element: Element) -> str:
    """The name of *element* without its namespace: strict and transitional files differ in that only."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """The attribute *name* in whatever namespace; None if there is none."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return value
    return None


def child(element: Element, *names: str) -> Element | None:
    """The element reached by going down *names*, each time the first of that name; None if there is none."""
    here: Element | None = element
    for name in names:
        here = next((one for one in here if local(one) == name), None) if here is not None else None
    return here


def children(element: Element, name: str) -> list[Element]:
    """The children of that name, in order."""
    return [one for one in element if local(one) == name]

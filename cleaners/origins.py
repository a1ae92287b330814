"""How the fields of an Article were found: values gathered with their origin, and what may be taken from a file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from cleaners.article import Article
from cleaners.fields import FIELDS

_WITH_ORIGIN = tuple(each.name for each in FIELDS if each.has_origin)
_OF_THE_TEXT = tuple(each.name for each in FIELDS if each.is_of_the_text)


@dataclass(slots=True)
class Draft:
    """Values of fields by name, and how each was found; of several, the first that is set counts."""

    values: dict[str, Any] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: object, how: str) -> None:
        """Set the field *name*, unless *value* says nothing or another one stands there."""
        if value and name not in self.values:
            self.values[name] = value
            self.found[name] = how


def set_fields(article: Article) -> set[str]:
    """Return the names of the fields that are set, of those of which ``found`` says how they were found.

    A *kind* of "other" is not set: nothing announced one.
    """
    return {name for name in _WITH_ORIGIN if getattr(article, name) and (name, article.kind) != ("kind", "other")}


def with_text_of(article: Article, inside: Article, how: str) -> Article:
    """Return *article*, whose page has no text, with that of its file *inside*; *how* says what the file is.

    What the page says of itself stands; what it does not say is taken from the text.
    """
    taken = [name for name in _OF_THE_TEXT if not getattr(article, name)]
    found = {name: inside.found[name] for name in taken if name in inside.found}
    values = {name: getattr(inside, name) for name in taken}
    return replace(article, **values, found={**article.found, **found, "text": how})

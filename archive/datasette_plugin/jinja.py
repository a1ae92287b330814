"""Jinja environment: our filters, nonces for scripts, and a table of documents for any database name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from datasette.utils import to_css_class
from jinja2 import BaseLoader, ChoiceLoader, Environment, TemplateNotFound, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup

from archive.api import Indicator
from archive.datasette_plugin.archives import archives
from archive.datasette_plugin.pages.outline_and_figures import (
    amount,
    marked_figures,
    plain_number,
    sentence_with_figure,
)
from archive.datasette_plugin.safety import marked, marked_pieces, plain, shown, web_url
from archive.datasette_plugin.words.datasette_words import DESCRIPTIONS, FACETS, conditions, translated
from archive.datasette_plugin.words.indicator_words import indicator_name
from archive.datasette_plugin.words.translate import long_date, moment, number, percent, when
from archive.divisions.organs import organ_types

_TABLE = re.compile(r"_table-(?P<database>.+)-documents\.html")


def prepare(env: Environment, datasette: Any) -> None:
    """Add to Datasette's environment what our templates need."""
    env.add_extension(_Nonces)
    env.add_extension(_Translated)
    env.filters.update(shown=shown, marked=marked, marked_pieces=marked_pieces, plain=plain, web_url=web_url)
    env.filters.update(
        organ_type_name=_organ_type_name, figure_name=_figure_name, amount=amount, plain_number=plain_number
    )
    env.filters.update(with_figures=_with_figures, sentence_with_figure=sentence_with_figure)
    env.filters.update(long_date=_long_date, moment=moment, when=when, number=number, percent=percent)
    env.filters.update(
        stock_description=lambda text: DESCRIPTIONS.get(str(text), text),
        stock_column=lambda name: FACETS.get(str(name), name),
        stock_conditions=conditions,
    )
    assert isinstance(env.loader, BaseLoader)
    # Behind the files, so that an operator's own template of that name wins.
    env.loader = ChoiceLoader([env.loader, _DocumentTables(datasette)])


@pass_context
def _long_date(context: Context, value: object) -> str:
    return long_date(value, "en" if context["words"]["language"] == "en" else "zh")


@pass_context
def _organ_type_name(context: Context, name: object) -> str:
    """Return the name of a type of organs in the reader's language; one that this version does not know as it is."""
    known = organ_types().get(str(name))
    return str(name).replace("_", " ") if context["words"]["language"] == "en" or known is None else known.label


@pass_context
def _figure_name(context: Context, figure: Indicator) -> str:
    return indicator_name(figure.indicator, "en" if context["words"]["language"] == "en" else "zh")


@pass_context
def _with_figures(context: Context, text: str, start: int) -> Markup:
    """Return *text*, which begins at *start* of the page's document, with hits and figures marked."""
    found = [(number, each, _figure_name(context, each)) for number, each in context["page"].figures_in(start, text)]
    return marked_figures(text, start, found, context["query"])


class _Nonces(Extension):
    """Gives every script of a template the nonce of the request."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return *source* with nonces; data are not there yet, so only the template's own scripts get one."""
        return re.sub(r"<script(?=[\s>])", '<script nonce="{{ csp_nonce }}"', source)


class _Translated(Extension):
    """Gives Datasette's own templates Chinese words beside the English ones; in_chinese decides for each page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return *source* in both languages; templates of the same name by an operator stay as they are."""
        return translated(name, source)


class _DocumentTables(BaseLoader):
    """Finds the template for the rows of documents under the name that it has for each archive."""

    def __init__(self, datasette: Any) -> None:
        self.datasette = datasette

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template that includes ours; raises TemplateNotFound for any other table."""
        asked = _TABLE.fullmatch(template)
        if asked and asked["database"] in {to_css_class(database.name) for database in archives(self.datasette)}:
            return '{% include "fazhi/documents_table.html" %}', None, None
        raise TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        """Return nothing: there is no end of names.  Datasette lists templates when it starts."""
        return []

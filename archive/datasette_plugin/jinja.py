"""What Jinja is given: our filters, nonces for scripts, and a table of documents for any database name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from datasette.utils import to_css_class
from jinja2 import BaseLoader, ChoiceLoader, Environment, TemplateNotFound, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context

from archive.datasette_plugin.archives import archives
from archive.datasette_plugin.safety import marked, marked_pieces, plain, shown, web_url
from archive.datasette_plugin.stock_words import COLUMNS, DESCRIPTIONS, conditions, translated
from archive.datasette_plugin.words import long_date, moment, number, when

_TABLE = re.compile(r"_table-(?P<database>.+)-documents\.html")


def prepare(env: Environment, datasette: Any) -> None:
    """Add to Datasette's environment what our templates need."""
    env.add_extension(_Nonces)
    env.add_extension(_Translated)
    env.filters.update(shown=shown, marked=marked, marked_pieces=marked_pieces, plain=plain, web_url=web_url)
    env.filters.update(long_date=_long_date, moment=moment, when=when, number=number)
    env.filters.update(
        stock_description=lambda text: DESCRIPTIONS.get(str(text), text),
        stock_column=lambda name: COLUMNS.get(str(name), name),
        stock_conditions=conditions,
    )
    assert isinstance(env.loader, BaseLoader)
    # Behind the files, so that an operator's own template of that name wins.
    env.loader = ChoiceLoader([env.loader, _DocumentTables(datasette)])


@pass_context
def _long_date(context: Context, value: object) -> str:
    return long_date(value, "en" if context["words"]["language"] == "en" else "zh")


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

"""Facts that a list gives of a page: its title, of which organ, year and kind follow, and the day of its row."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cleaners.article import Article
from cleaners.metadata.report import read_facts
from cleaners.metadata.signature import read_signature
from cleaners.patterns.possible_dates import is_possible, latest_day

_MADE_OF_TITLE = ("kind", "issuer", "report_year")


def with_listed_title(article: Article, title: str) -> Article:
    """*article* with the *title* that a list shows for it; kind, organ and year are read as if the page printed it."""
    how = article.found
    publisher = article.issuer if how.get("issuer") == "head table" else None
    lines = article.paragraphs
    facts = read_facts(title, lines, read_signature(lines), publisher, article.source, article.published_at)
    made = {name: getattr(facts, name) for name in _MADE_OF_TITLE if name in facts.found}
    found = {**how, **{name: facts.found[name] for name in made}, "title": "list"}
    problems = tuple(problem for problem in facts.problems if problem not in article.problems)
    return replace(article, title=title, **made, problems=article.problems + problems, found=found)


def with_listed_day(article: Article, day: str | None, fetched_at: datetime | None) -> Article:
    """*article* with the *day* (YYYY-MM-DD) of its row as day of publication, if it has none and *day* is possible."""
    if article.published_at or not day or not is_possible(day, latest_day(fetched_at)):
        return article
    return replace(article, published_at=day, found={**article.found, "published_at": "list"})

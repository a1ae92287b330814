"""Whether a page is a report or a list, where only the page itself can tell: addresses given by hand."""

from __future__ import annotations

from cleaners import Article
from cleaners.problem_kinds import ProblemKind
from crawler.platforms.list_page import Reading

_PAGE_TAGS = {"title": "ArticleTitle", "published_at": "PubDate"}  # 国办发〔2017〕47号 gives them to articles alone
_BELOW_THE_TITLE = "info line"


def is_report(article: Article | None, reading: Reading) -> bool:
    """Whether a page is the report *article* rather than the list *reading*, which were both read off it.

    Its length says nothing: a report may be shorter than the menus around it.  The rules in their order:

    1. No article, or one of which the cleaners say that it is a list: no report.
    2. Page tags that articles have: a report.
    3. Sentences that have a day of publication below their title, or outweigh the list's rows and columns: a report.
    4. Otherwise it is a report only if there is nothing of a list.
    """
    if article is None or any(problem.kind == ProblemKind.LIST_PAGE for problem in article.problems):
        return False
    if any(article.found.get(field) == tag for field, tag in _PAGE_TAGS.items()):
        return True
    if "。" in article.text:
        is_dated = article.found.get("published_at") == _BELOW_THE_TITLE
        return is_dated or len(article.text) > _listed_chars(reading)
    return not (reading.rows or reading.columns or reading.instead or reading.next_pages)


def _listed_chars(reading: Reading) -> int:
    return sum(len(row.title) for row in reading.rows) + sum(len(column.name) for column in reading.columns)

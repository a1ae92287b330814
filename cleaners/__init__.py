"""Clean text and metadata out of the pages of Chinese government portals.

    clean_page(body, url=None, headers=None) -> Article     the bytes of a page
    clean_text(text, url=None) -> Article                   a plain text dump of a page
    join_pages(articles) -> Article                         the pages of one article
    article_as_dict(article) -> dict                        all fields by name, fit for JSON
    kind_of_title(title), is_report_title(title)            what a title or a section name announces

Pure functions: no network, no files, no clock.
"""

from cleaners.article import PROBLEM_KINDS, Article, Attachment, Kind, Problem, Table, article_as_dict
from cleaners.body.paging import join_pages
from cleaners.errors import CleanError, EmptyBody, NotText
from cleaners.metadata.titles import is_report_title, kind_of_title
from cleaners.page import clean_page
from cleaners.problem_kinds import ProblemKind
from cleaners.text_dump import clean_text

VERSION = "1.3"

__all__ = [
    "PROBLEM_KINDS",
    "VERSION",
    "Article",
    "Attachment",
    "CleanError",
    "EmptyBody",
    "Kind",
    "NotText",
    "Problem",
    "ProblemKind",
    "Table",
    "article_as_dict",
    "clean_page",
    "clean_text",
    "is_report_title",
    "join_pages",
    "kind_of_title",
]

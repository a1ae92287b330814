"""Clean text and metadata out of the pages of Chinese government portals.

    clean_page(body, url=None, headers=None) -> Article     the bytes of a page
    clean_text(text, url=None) -> Article                   a plain text dump of a page
    with_listed_title(article, title), with_listed_day(article, day, fetched_at)
                                                            what the list that leads to a page says of it
    join_pages(articles) -> Article                         the pages of one article
    article_as_dict(article) -> dict                        all fields by name, fit for JSON
    kind_of_title(title), is_report_title(title)            what a title or a section name announces

Pure functions: no network, no files, no clock.  A name is imported from its module when it is first asked for.
"""

from typing import TYPE_CHECKING

VERSION = "1.5"

if TYPE_CHECKING:
    __version__: str

    from cleaners.article import PROBLEM_KINDS as PROBLEM_KINDS
    from cleaners.article import Article as Article
    from cleaners.article import Attachment as Attachment
    from cleaners.article import Kind as Kind
    from cleaners.article import Problem as Problem
    from cleaners.article import Table as Table
    from cleaners.article import article_as_dict as article_as_dict
    from cleaners.body.paging import join_pages as join_pages
    from cleaners.errors import CleanError as CleanError
    from cleaners.errors import EmptyBody as EmptyBody
    from cleaners.errors import NotText as NotText
    from cleaners.metadata.listed_facts import with_listed_day as with_listed_day
    from cleaners.metadata.listed_facts import with_listed_title as with_listed_title
    from cleaners.metadata.titles import is_report_title as is_report_title
    from cleaners.metadata.titles import kind_of_title as kind_of_title
    from cleaners.page import clean_page as clean_page
    from cleaners.problem_kinds import ProblemKind as ProblemKind
    from cleaners.text_dump import clean_text as clean_text
else:
    from cleaners.lazy_names import lazy_names

    __all__, __getattr__ = lazy_names(
        __name__,
        {
            "cleaners.article": "PROBLEM_KINDS Article Attachment Kind Problem Table article_as_dict",
            "cleaners.body.paging": "join_pages",
            "cleaners.errors": "CleanError EmptyBody NotText",
            "cleaners.metadata.listed_facts": "with_listed_day with_listed_title",
            "cleaners.metadata.titles": "is_report_title kind_of_title",
            "cleaners.page": "clean_page",
            "cleaners.problem_kinds": "ProblemKind",
            "cleaners.text_dump": "clean_text",
        },
    )

"""Markup behind the name of a Word file: MHTML, and HTML that an office program has saved.  All of it is text."""

from __future__ import annotations

from cleaners.errors import CleanError
from cleaners.files.errors import BrokenFile
from cleaners.files.limits import Account
from cleaners.files.result import FileContent
from cleaners.parsing.decode import decode_body
from cleaners.parsing.saved.mhtml import is_mhtml, read_mhtml
from cleaners.parsing.tree import read_tree


def read_markup(body: bytes, account: Account) -> FileContent:
    """The lines of a page without furniture, at most as many characters as allowed.

    Raises BrokenFile if it is no page.
    """
    headers = None
    try:
        if is_mhtml(body):
            saved = read_mhtml(body)
            body, headers = saved.body, saved.headers
        text = decode_body(body, headers).text
    except CleanError as error:
        raise BrokenFile(f"could not read the page in the file: {error}") from error
    page = read_tree(text[: account.limits.characters * 8].encode("utf-8", "replace"))  # markup is longer than its text
    return FileContent(page.texts)

"""What a cleaner raises.

CleanError
    EmptyBody     nothing but blanks in the body
    NotText       the body is a file of another kind (PDF, image, archive ...)
"""


class CleanError(Exception):
    """The bytes could not be read as a page; the message says what was found and what was expected."""


class EmptyBody(CleanError):
    """The body holds nothing but blanks."""


class NotText(CleanError):
    """The body is not text."""

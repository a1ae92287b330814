"""The name of the program in messages on standard error: `scrapy`, or `fazhi crawl`."""

from contextvars import ContextVar

PROGRAM = ContextVar("PROGRAM", default="scrapy")

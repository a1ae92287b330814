"""The settings that a crawl of portals needs, whoever starts it: below all that a user gives, and beside it."""

from __future__ import annotations

from typing import Any

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from scrapy.utils.python import global_object_name

_OURS = "settings.base"
_BELOW_ALL_OTHERS = 5  # between Scrapy's own priorities "default" (0) and "command" (10)
# Without EXTENSIONS: a crawl without the archive's session is one that stores nothing, which is a user's choice.
_DICTIONARIES = ("ADDONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "ITEM_PIPELINES", "FEED_EXPORTERS")


def put_below(settings: BaseSettings) -> None:
    """Give *settings* what settings/base.py says, where nobody has said anything else.

    A dictionary of components that a user gives stands beside ours and not in its place: who adds a pipeline means
    to keep reports.  What is ours is switched off, or moved, by its own name.
    """
    ours = BaseSettings()
    ours.setmodule(_OURS, priority=_BELOW_ALL_OTHERS)  # imported when it is asked for: it looks at the environment
    settings.update(ours)
    for name in _DICTIONARIES:
        given = settings.getdict(name)
        named = {_path(key) for key in given}
        missing = {key: value for key, value in ours.getdict(name).items() if key not in named}
        if missing:
            settings.set(name, {**missing, **given}, priority=above(settings, name))


def above(settings: BaseSettings, name: str) -> int:
    """Return a priority for what is added to what a user gives, which Scrapy sets once more, as it was, afterwards."""
    return max(settings.getpriority(name) or 0, SETTINGS_PRIORITIES["spider"]) + 1


def _path(component: Any) -> str:
    return component if isinstance(component, str) else global_object_name(component)

"""The portal tables: which government sites are crawled, where, and how gently.

One TOML file a province, one table a portal:

    [haizhu]
    name = "广州市海珠区人民政府"     # the government whose portal it is
    hosts = ["www.haizhu.gov.cn"]   # the only hosts that are fetched; the first one is the portal's own
    division = "440105"             # GB/T 2260 code of the division, six digits
    sections = ["https://…/fzzfjs/", {url = "https://…/gsgg/", filtered = true, name = "公示公告"}]
    platform = "nfcms"              # optional: "auto" recognises it from the first list page
    site_id_code = "4401050003"     # optional: 网站标识码
    fold = ["scheme", "www"]        # optional: addresses that differ only so are one page
    delay_seconds = 3.0             # optional: seconds between two requests, at least DOWNLOAD_DELAY
    floor = 20                      # optional: detail pages in a full run; fewer need a person
    render = true                   # optional: scripts build its pages; true, "lists" or "details"
    max_requests = 50000            # optional: what one crawl takes of it at most, in the place of the setting
                                    # PORTAL_MAX_REQUESTS (0: no limit); so max_bytes, _new_pages, _columns, _seconds
    tls = "unverified"              # optional: its certificate does not hold and is accepted; or "legacy", or both
    tls_since = 2026-11-27          # with tls: since when, a day
    tls_reason = "expired, told to the county"   # with tls: why
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from archive.divisions.named import one_place, places_of_portals
from crawler.downloading.bounds.budget import TAKEN, Taken
from crawler.downloading.connections.accepted_tls import ACCEPTABLE, AcceptedTls
from crawler.errors import PortalTableError, UnknownPortal
from crawler.platforms import PLATFORMS
from crawler.urls import canonical_url, host_name

AUTO = "auto"
_HOST = re.compile(r"(?:[a-z0-9_-]|[^\W_A-Z])+(?:\.(?:[a-z0-9_-]|[^\W_A-Z])+)+")  # small letters, Han as well
_FOLDS = ("scheme", "www")
_RENDER: dict[bool | str, frozenset[str]] = {
    False: frozenset(), True: frozenset(["list", "detail"]), "lists": frozenset(["list"]),
    "details": frozenset(["detail"]),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A column that holds the reports; of a *filtered* one only the rows whose title is a report."""

    url: str
    filtered: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Portal:
    """One government site, as its table says."""

    id: str
    name: str
    hosts: tuple[str, ...]
    division: str
    sections: tuple[Section, ...]
    platform: str = AUTO
    site_id_code: str | None = None
    fold: frozenset[str] = field(default_factory=frozenset)
    delay_seconds: float = 0.0
    floor: int = 0
    render: frozenset[str] = frozenset()  # roles of the pages that scripts build: list, detail
    limits: tuple[tuple[Taken, int], ...] = ()  # of its budget, where the table sets them
    tls: AcceptedTls = field(default_factory=AcceptedTls)

    def owns(self, url: str) -> bool:
        """Whether *url* is a web address on one of the portal's hosts."""
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and host_name(parts.hostname or "") in self.hosts

    def page_url(self, url: str) -> str:
        """Return the canonical address of *url*, http/https and www. folded where the table says so."""
        parts = urlsplit(canonical_url(url))
        if "www" in self.fold and _bare(parts.netloc) == _bare(self.hosts[0]):
            parts = parts._replace(netloc=self.hosts[0])
        if "scheme" in self.fold and parts.netloc in self.hosts:
            parts = parts._replace(scheme=urlsplit(self.sections[0].url).scheme)
        return urlunsplit(parts)


def table_paths(given: str | Iterable[str | Path] | None) -> list[Path]:
    """Return the paths in the setting PORTAL_TABLES: a list, or a text with commas between.

    A comma parts two paths unless it belongs to the name of a file that is there.
    """
    if not isinstance(given, str):
        return list(map(Path, given or ()))
    parts, paths = given.split(","), list[str]()
    while parts and given:
        joined = (number for number in range(len(parts), 1, -1) if Path(",".join(parts[:number])).is_file())
        number = next(joined, 1)
        paths.append(",".join(parts[:number]))
        del parts[:number]
    return list(map(Path, paths))


def load_portals(paths: str | Iterable[str | Path] | None) -> dict[str, Portal]:
    """Return the portals of all tables by id; *paths* as table_paths() reads them.

    Raises PortalTableError naming file, portal and key for whatever is not as the module's
    docstring says, and for an id that stands in two files.
    """
    portals: dict[str, Portal] = {}
    for path in table_paths(paths):
        for portal_id, table in _read_toml(path).items():
            where = f"{path.name}: [{portal_id}]"
            if not isinstance(table, dict):
                raise PortalTableError(
                    f"{path.name}: {portal_id} stands outside of a table; expected [portal] tables only"
                )
            if portal_id in portals:
                raise PortalTableError(f"{where}: this id is used twice; give one of the two portals another id")
            portals[portal_id] = _portal(portal_id, table, where)
    return portals


def choose(portals: dict[str, Portal], *, portal: str | None = None, division: str | None = None) -> list[Portal]:
    """Return the portals with the ids in *portal* (comma-separated) and in *division*; all by default.

    *division* is a name (广州) or the beginning of a code (4401), as archive.divisions.named reads them.

    Raises UnknownPortal where an id is not in the tables, UnknownDivision where no portal is left, or a name does not
    tell which place is meant.
    """
    chosen = list(portals.values())
    if portal is not None:
        ids = [part.strip() for part in portal.split(",") if part.strip()]
        if not ids:
            raise UnknownPortal("the argument portal is empty; leave it out for all portals, or name some")
        if missing := [part for part in ids if part not in portals]:
            raise UnknownPortal(
                f"unknown portal {', '.join(missing)}; known are {', '.join(sorted(portals)) or 'none'}"
            )
        chosen = [portals[part] for part in ids]
    if division is not None:
        held = places_of_portals((each.division, each.name) for each in chosen)
        prefix = one_place(division, held, "the portal tables hold" if portal is None else "the chosen portals hold")
        chosen = [each for each in chosen if each.division.startswith(prefix)]
    if not chosen:
        raise UnknownPortal("the portal tables are empty; add a portal to settings/portals/")
    return chosen


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise PortalTableError(f"{path}: {error.strerror}; expected a portal table") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PortalTableError(f"{path.name}: not TOML: {error}") from error


def _portal(portal_id: str, table: dict[str, Any], where: str) -> Portal:
    read = _Reader(dict(table), where)
    portal = Portal(
        id=portal_id,
        name=read.take("name", "a text", _is_text),
        hosts=tuple(map(host_name, read.take("hosts", 'a list of host names like ["www.x.gov.cn"]', _is_hosts))),
        division=read.take("division", "a division code of six digits in quotes", _is_division),
        sections=(),
        platform=read.take("platform", f"one of {', '.join([AUTO, *PLATFORMS])}", _is_platform, AUTO),
        site_id_code=read.take("site_id_code", "ten digits, or bm and eight digits", _is_site_id_code, None),
        fold=frozenset(read.take("fold", 'a list out of "scheme" and "www"', _is_fold, [])),
        delay_seconds=float(read.take("delay_seconds", "a number of seconds, 0 or more", _is_count, 0)),
        floor=int(read.take("floor", "a whole number, 0 or more", _is_whole, 0)),
        tls=_accepted_tls(read, where),
        render=_RENDER[read.take("render", 'true, false, "lists" or "details"', _is_render, False)],
        limits=_limits(read),
    )
    sections = read.take("sections", 'a list of addresses or of {url = "…", filtered = true}', _is_sections)
    read.done()
    return _with_sections(portal, sections, where)


def _limits(read: _Reader) -> tuple[tuple[Taken, int], ...]:
    expected = "a whole number, or 0 for no limit"
    found = ((name, read.take(f"max_{name}", expected, _is_whole, None)) for name in TAKEN)
    return tuple((name, limit) for name, limit in found if limit is not None)


def _with_sections(portal: Portal, sections: Sequence[str | dict[str, Any]], where: str) -> Portal:
    made = []
    for number, entry in enumerate(sections, 1):
        read = _Reader({"url": entry} if isinstance(entry, str) else dict(entry), f"{where} section {number}")
        section = Section(
            url=read.take("url", "an address that begins with http:// or https://", _is_url),
            filtered=read.take("filtered", "true or false", lambda value: isinstance(value, bool), False),
            name=read.take("name", "a text", _is_text, None),
        )
        read.done()
        if (host := host_name(urlsplit(section.url).hostname or "")) not in portal.hosts:
            raise PortalTableError(
                f"{where} key sections: {section.url} is on {host}; expected one of hosts {list(portal.hosts)}"
            )
        made.append(section)
    return replace(portal, sections=tuple(made))


class _Reader:
    """Takes keys out of a table one by one, so that what is left over is unknown."""

    _REQUIRED = object()

    def __init__(self, table: dict[str, Any], where: str) -> None:
        self._table, self._where, self._known = table, where, list[str]()

    def take(self, key: str, expected: str, is_right: Callable[[Any], bool], default: Any = _REQUIRED) -> Any:
        self._known.append(key)
        value = self._table.pop(key, default)
        if value is self._REQUIRED:
            raise PortalTableError(f"{self._where} key {key}: missing; expected {expected}")
        if value is not default and not is_right(value):
            raise PortalTableError(f"{self._where} key {key}: found {value!r}; expected {expected}")
        return value

    def done(self) -> None:
        if self._table:
            raise PortalTableError(
                f"{self._where} key {', '.join(self._table)}: unknown; expected only {', '.join(self._known)}"
            )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_hosts(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(host, str) and _HOST.fullmatch(host) for host in value)
    )


def _is_division(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{6}", value) is not None


def _is_platform(value: Any) -> bool:
    return value == AUTO or value in PLATFORMS


def _is_site_id_code(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{10}|bm\d{8}", value) is not None


def _is_fold(value: Any) -> bool:
    return isinstance(value, list) and all(each in _FOLDS for each in value)


def _is_tls(value: Any) -> bool:
    given = value if isinstance(value, list) else [value]
    return bool(given) and all(each in ACCEPTABLE for each in given)


def _accepted_tls(read: _Reader, where: str) -> AcceptedTls:
    given = read.take("tls", f"one of {', '.join(ACCEPTABLE)}, or a list of both", _is_tls, [])
    accepted = AcceptedTls(
        frozenset([given] if isinstance(given, str) else given),
        read.take("tls_since", "a day like 2026-11-27, without quotes", _is_day, None),
        read.take("tls_reason", "a text", _is_text, None),
    )
    if not accepted.weaknesses and (accepted.since or accepted.reason):
        raise PortalTableError(f"{where} key tls: missing; tls_since and tls_reason say nothing without it")
    return accepted


def _is_day(value: Any) -> bool:
    return type(value) is date


def _is_count(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_render(value: Any) -> bool:
    return isinstance(value, bool | str) and value in _RENDER


def _is_url(value: Any) -> bool:
    return isinstance(value, str) and re.match(r"https?://[^/\s]+", value) is not None


def _is_sections(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str | dict) for each in value)

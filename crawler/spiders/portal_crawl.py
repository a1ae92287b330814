"""A crawl of portals: what every spider of this project shares, whatever pages it walks through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archive import Fetch, PageRef
from cleaners.problem_kinds import AnyKind, ProblemKind
from crawler.downloading import browser
from crawler.downloading.backoff import Backoff
from crawler.downloading.bounds.budget import TAKEN, Budget, Taken
from crawler.downloading.drop_reasons import (
    BackedOff,
    NotKept,
    OffPortal,
    OverBudget,
    RobotsForbidden,
    RobotsUnknown,
    TlsRefused,
)
from crawler.downloading.exchanges import fetch_of, header_map, redirect_of
from crawler.downloading.refusals import refusal_kind
from crawler.errors import CannotRender, CrawlError
from crawler.portals.tables import Portal, choose, load_portals
from crawler.signals import CrawlSignals
from crawler.spiders.own_settings import above, put_below
from crawler.walking.knowledge import NothingKnown
from crawler.walking.portal_outcome import PortalOutcome
from crawler.walking.visits import Visits, shown

# Details before further lists: what a killed run leaves behind is then complete reports.
_PRIORITY = {"list": 0, "detail": 1, "attachment": 2, "other": 2}
_KINDS = {
    OffPortal: ProblemKind.OFF_PORTAL,
    RobotsUnknown: ProblemKind.ROBOTS_UNKNOWN,
    RobotsForbidden: ProblemKind.ROBOTS,
    TlsRefused: ProblemKind.TLS,
}

_SWITCH = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}

MAX_URL_CHARS = 4000  # of an address that is asked for; servers take 8 kB with all headers, browsers 2,000 and more
MOST_PROBLEMS = 20  # of one kind that one page may bring; the others are summed up in one more
_MOST_CHARS = 2000  # of an address or a detail that the page gives
_MOST_REMEMBERED = 100_000  # addresses that were told; beyond, one may be told again

NO_CONTACT = "contact: not given"  # in USER_AGENT, as settings/base.py writes it


class PortalCrawl(Spider):
    """A spider that keeps to the hosts of the chosen portals; a subclass with a name says what it reads there.

    It knows no archive: `visits` asks one what is known, if an extension gives one, and what the spider finds leaves
    it as items and as `found`, the signals of crawler.signals.
    """

    ARGUMENTS: Mapping[str, str] = MappingProxyType(
        {
            "portal": "ids of portals, comma-separated (default: all)",
            "division": "the beginning of a division code: 44 is Guangdong (default: all)",
            "full": "yes walks every list to its end and asks for every page, also for those that are not due",
        }
    )

    def __init__(
        self, portal: str | None = None, division: str | None = None, full: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._portal, self._division = portal, division
        self.is_full = _read_switch("full", full)
        given = (("portal", portal), ("division", division), ("full", full))
        self.selection = " ".join(f"{name}={value}" for name, value in given if value)
        self.outcomes: dict[str, PortalOutcome] = defaultdict(PortalOutcome)
        self._left: set[str] = set()

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str], settings: BaseSettings) -> list[Portal]:
        """Return the portals that *arguments* of the spider, as `-a` gives them, choose.

        Raises CrawlError for an argument that there is not, or a value that it cannot have.
        """
        if unknown := set(arguments) - set(cls.ARGUMENTS):
            known = ", ".join(sorted(cls.ARGUMENTS))
            raise CrawlError(f"unknown argument {', '.join(sorted(unknown))}; known are {known}")
        _read_switch("full", arguments.get("full"))
        tables = load_portals(settings["PORTAL_TABLES"])
        return choose(tables, portal=arguments.get("portal"), division=arguments.get("division"))

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Put our settings below the user's, and set the pause that each host's table asks for.

        Error pages reach the spider.
        """
        super().update_settings(settings)
        put_below(settings)
        slots = {**_slots(settings), browser.SLOT: browser.SLOT_SETTINGS}
        settings.set("DOWNLOAD_SLOTS", slots, priority=above(settings, "DOWNLOAD_SLOTS"))
        settings.setdict(
            {
                "USER_AGENT": settings["USER_AGENT"].replace(NO_CONTACT, f"contact: {settings['CONTACT']}")
                if settings["CONTACT"]
                else settings["USER_AGENT"],
                "DUPEFILTER_CLASS": "crawler.downloading.dupefilter.RedirectsPass",
                "HTTPERROR_ALLOW_ALL": True,  # an error page is evidence, and reported
                "METAREFRESH_ENABLED": False,  # a refresh is content of a page
            },
            priority="spider",
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._choose_portals(crawler.settings)
        return spider

    @cached_property
    def found(self) -> CrawlSignals:
        """What the spider finds beside items goes out here."""
        return CrawlSignals.of(self.crawler)

    def _choose_portals(self, settings: BaseSettings) -> None:
        tables = load_portals(settings["PORTAL_TABLES"])
        self.portals = choose(tables, portal=self._portal, division=self._division)
        self.by_id = {portal.id: portal for portal in self.portals}
        self.hosts = {host: portal.id for portal in self.portals for host in portal.hosts}
        self.backoff = Backoff(settings.getint("REFUSALS_IN_A_ROW"))
        limits: dict[Taken, float] = {name: settings.getfloat(f"PORTAL_MAX_{name.upper()}") for name in TAKEN}
        self._budgets = {portal.id: Budget(limits | dict(portal.limits)) for portal in self.portals}
        until = datetime.now(UTC) + timedelta(days=settings.getfloat("RECHECK_AHEAD_DAYS"))
        self.visits = Visits(NothingKnown(), until, self.is_full)
        self.cannot_render = browser.missing_for_rendering(settings)

    @property
    def crawls_portals(self) -> bool:
        """Whether this is a crawl: only then are hosts fenced in, and an archive is opened.

        `scrapy fetch`, `view` and `parse` put a start() of theirs in the place of the spider's, and the shell calls
        none: they look at one page, of whatever host, and leave no trace.
        """
        return self.crawler.crawling and not type(self).start.__module__.startswith("scrapy.commands.")

    @property
    def needs_browser(self) -> bool:
        """Whether this crawl has portals whose pages scripts build, and the means to run them."""
        return self.crawls_portals and not self.cannot_render and any(portal.render for portal in self.portals)

    def accepted_tls(self, host: str) -> frozenset[str]:
        """Return what the table of *host* accepts of its TLS, out of accepted_tls.ACCEPTABLE."""
        portal = self.by_id.get(self.hosts.get(host, ""))
        return portal.tls.weaknesses if portal else frozenset()

    def portal_of(self, page: PageRef) -> Portal:
        """Return the portal that *page* belongs to; every page that this spider asks for has one."""
        return self.by_id[page.portal or ""]

    def closed(self, reason: str) -> None:
        """Report the walks, and what is wrong with a portal as a whole, of a crawl that has seen all that it wanted."""
        if reason != "finished":
            return
        for portal in self.portals:
            outcome = self.outcomes[portal.id]
            for end in outcome.walks:
                # Beyond a budget not all rows were asked for: the next crawl walks these lists again.
                is_complete = end.is_complete and not self.has_enough_of(portal.id)
                self.found.list_walked(end.url, pages=end.pages, rows=end.rows, is_complete=is_complete)
            if outcome.is_unreadable:
                self.found.portal_unreadable(portal.id)
            for kind, detail in outcome.problems(portal, self.settings.getint("MOVED_AFTER")):
                self.found.problem_found(kind, detail, url=portal.sections[0].url, portal=portal.id)

    # --- budgets --------------------------------------------------------------------------------

    def take(self, portal: str, what: Taken, amount: float = 1) -> bool:
        """Count what is taken of *portal*, tell once where a limit is passed; whether new things are asked for."""
        budget = self._budgets[portal]
        if words := budget.take(what, amount):
            self.outcomes[portal].is_partial = True
            self.found.problem_found(ProblemKind.BUDGET, words, url=self.by_id[portal].sections[0].url, portal=portal)
            if budget.is_spent:
                self.found.portal_left(portal)
        return not budget.is_full

    def is_left(self, portal: str) -> bool:
        """Whether *portal* gets no more requests in this crawl."""
        return self._budgets[portal].is_spent

    def has_enough_of(self, portal: str) -> bool:
        """Whether of *portal* nothing new is asked for in this crawl."""
        return self._budgets[portal].is_full

    # --- requests and answers -------------------------------------------------------------------

    def request(self, url: str, page: PageRef, callback: Callable[..., Any], **arguments: Any) -> Request:
        """Return the request for *page* at the address *url*, with validators if the page is known."""
        meta: dict[str, Any] = {"page": page}
        headers = self.visits.headers(page.url)
        if page.role in self.portal_of(page).render:
            meta["render"], headers = True, {}  # an unchanged shell says nothing of what its scripts bring
        return Request(
            url, callback, errback=self.failed, cb_kwargs=arguments, priority=_PRIORITY[page.role],
            headers=headers, meta=meta,
        )  # fmt: skip

    def fetch_in(self, response: Response) -> Fetch:
        """Return the exchange that brought *response*; an answer 304 has no body."""
        if fetch := response.meta.get("fetch"):
            return fetch  # type: ignore[no-any-return]
        assert response.request is not None
        return fetch_of(response.request, response)

    def shown(self, response: Response) -> Fetch:
        """Return the exchange with what the page shows: of an answer 304 the body that is stored."""
        return shown(self.visits.known, self.fetch_in(response), response.meta.get("kept"))

    # --- what comes in place of a page ------------------------------------------------------------

    def instead_of(self, response: Response) -> list[Request] | None:
        """Return what to ask for instead where *response* is not the page: a refusal, or nothing but a redirect.

        None if it is the page.  What is wrong has been reported; a redirect inside a page is followed for one hop.
        """
        page: PageRef = response.meta["page"]
        if refusal := refusal_kind(response.status, header_map(response.headers), response.body):
            self._refused(refusal, response, page)
            return []
        self.backoff.answered(page.portal or "")
        if page.role != "attachment" and (redirect := redirect_of(response)):
            return self._hop(redirect.url, response, page)
        return None

    def _refused(self, kind: ProblemKind, response: Response, page: PageRef) -> None:
        host = urlsplit(response.url).hostname or ""
        self.report(kind, f"{host} refused with status {response.status}", response)
        if self.backoff.refused(page.portal or "", host):
            self.outcomes[page.portal or ""].is_partial = True
            self.found.city_left_alone(host)
            detail = f"{self.backoff.limit} refusals in a row ({kind}); the city's hosts are left alone for this run"
            self.found.problem_found(ProblemKind.BACKED_OFF, detail, url=response.url, portal=page.portal)

    def _hop(self, target: str | None, response: Response, page: PageRef) -> list[Request]:
        portal, asked = self.portal_of(page), response.request
        assert asked is not None
        is_itself = target in (response.url, asked.url)
        if target and portal.owns(target) and not is_itself and not response.meta.get("hopped"):
            meta = {"page": page, "hopped": True, "render": asked.meta.get("render", False)}
            return [
                Request(
                    target, asked.callback, errback=asked.errback, cb_kwargs=asked.cb_kwargs, priority=asked.priority,
                    meta=meta,
                )
            ]  # fmt: skip
        if target and not portal.owns(target):
            self.outcomes[portal.id].leads_elsewhere(page.url, response.url, target)
        where = (
            "itself"
            if is_itself
            else f"{target}, which is not followed"
            if target
            else "an address that its script makes"
        )
        self.report(ProblemKind.REDIRECT_SHELL, f"the page is nothing but a redirect to {where}", response)
        return []

    def failed(self, failure: Failure) -> Iterable[Request]:
        """Report a request that got no answer: refused by robots.txt, off the portal, no connection."""
        request: Request = failure.request  # type: ignore[attr-defined]
        page: PageRef = request.meta["page"]
        if page.role == "list":
            self.outcomes[page.portal or ""].lists_asked += 1
        if isinstance(failure.value, NotKept | BackedOff | OverBudget):
            return ()  # the crawl is ending, or the portal is left alone: both are reported once, where they begin
        is_forbidden = isinstance(failure.value, RobotsForbidden | OffPortal)
        self.found.page_unreached(page, is_forbidden=is_forbidden)
        if isinstance(failure.value, OffPortal) and (asked := request.meta.get("redirect_urls")):
            self.outcomes[page.portal or ""].leads_elsewhere(page.url, asked[0], request.url)
        kind = next((kind for error, kind in _KINDS.items() if isinstance(failure.value, error)), None)
        kept = request.meta.get("kept")  # a redirect, or an error before a try that got no answer
        self.found.problem_found(
            kind or ProblemKind.FETCH_FAILED,
            f"{page.role} not fetched: {failure.getErrorMessage() or type(failure.value).__name__}",
            url=request.url, portal=page.portal, snapshot=kept.snapshot if kept else None,
        )  # fmt: skip
        return ()

    def report(self, kind: AnyKind, detail: str, response: Response) -> None:
        """Report a problem of the page that *response* answers."""
        page, kept = response.meta["page"], response.meta.get("kept")
        snapshot = kept.snapshot if kept else None
        self.found.problem_found(kind, detail, url=response.url, portal=page.portal, snapshot=snapshot)

    def leave(self, found: Iterable[tuple[str, str]], portal: Portal, what: str) -> None:
        """Report, each once a run, the addresses that one page names and that are not crawled, with why each is not.

        The first few are told one by one, the others, which are *what*, in one problem.
        """
        new = {url: detail for url, detail in found if url not in self._left}
        if len(self._left) < _MOST_REMEMBERED:
            self._left.update(new)
        told, others = list(new.items())[:MOST_PROBLEMS], list(new)[MOST_PROBLEMS:]
        for url, detail in told:
            self._found_elsewhere(f"{detail}; it is not crawled", url, portal)
        if others:
            self._found_elsewhere(f"... and {and_more(others, what)}; none is crawled", others[0], portal)

    def _found_elsewhere(self, detail: str, url: str, portal: Portal) -> None:
        self.found.problem_found(ProblemKind.OFF_PORTAL, detail[:_MOST_CHARS], url=url[:_MOST_CHARS], portal=portal.id)


def is_askable(url: str, portal: Portal) -> bool:
    """Whether *url* is on a host of *portal*, and no longer than any page's address."""
    return len(url) <= MAX_URL_CHARS and portal.owns(url)


def why_not(url: str, portal: Portal) -> str:
    """Return in words why an address that is not askable is not."""
    return "leads to another host" if not portal.owns(url) else f"has an address of {len(url)} characters"


def and_more(urls: Sequence[str], what: str) -> str:
    """Return in words how many further addresses a page names, and the first of their hosts."""
    hosts = list(dict.fromkeys(urlsplit(url).hostname or "" for url in urls))
    named = ", ".join(host[:100] for host in hosts[:3])
    return f"{len(urls)} more {what} ({named}{f' and {len(hosts) - 3} more hosts' if len(hosts) > 3 else ''})"


def _read_switch(name: str, given: str | None) -> bool:
    """Return what the argument *name* says; not given, or blank, is no."""
    value = (given or "no").strip().lower() or "no"
    if value not in _SWITCH:
        raise CrawlError(f"{name} is {given!r}; expected one of {', '.join(_SWITCH)}")
    return _SWITCH[value]


def is_shown(response: Response) -> bool:
    """Whether *response* shows the page, or says that it is as it was."""
    return response.status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)


def require_browser(portals: Iterable[Portal], settings: BaseSettings) -> None:
    """Raise CannotRender if every one of *portals* needs a browser and none can be run.

    Where others are left, the crawl is for them, and those that need one are reported.
    """
    portals = list(portals)
    if all(portal.render for portal in portals) and (why := browser.missing_for_rendering(settings)):
        raise CannotRender(f"{', '.join(portal.id for portal in portals)}: {why}")


def _slots(settings: BaseSettings) -> dict[str, dict[str, Any]]:
    """Return the pause of each host: the longest of its tables', the user's DOWNLOAD_SLOTS and DOWNLOAD_DELAY."""
    slots: dict[str, dict[str, Any]] = {host: dict(slot) for host, slot in settings.getdict("DOWNLOAD_SLOTS").items()}
    concurrency = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
    for portal in load_portals(settings["PORTAL_TABLES"]).values():
        for host in portal.hosts:
            slot = slots.setdefault(host, {"concurrency": concurrency})
            slot["delay"] = max(slot.get("delay", 0.0), settings.getfloat("DOWNLOAD_DELAY"), portal.delay_seconds)
    return slots

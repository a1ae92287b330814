"""A look at a portal that no table names yet: which section, which platform, what its reports look like."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings

from cleaners import Article, CleanError, clean_page, is_report_title
from crawler.downloading.exchanges import header_map, redirect_of
from crawler.downloading.refusals import refusal_kind
from crawler.platforms import ListPage, PageRequest, Platform, Reading, Row, recognise
from crawler.portals.page_kind import is_report
from crawler.urls import canonical_url, host_name

_SECTION_NAME = re.compile("法治政府|依法行政|法治建设")
_MAX_STEPS_UP = 6
_MAX_STEPS_DOWN = 4


class SurveyError(Exception):
    """The portal could not be looked at; the message says why."""


@dataclass(slots=True)
class Survey:
    """What was found; None where it was not."""

    section: str
    platform: Platform
    evidence: str
    rows: tuple[Row, ...]
    reading: Reading
    report: Article | None = None
    report_url: str | None = None
    name: str | None = None
    site_id_code: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def division(self) -> str | None:
        """The division at registration: the first six digits of the site code; ministries have none."""
        code = self.site_id_code
        return code[:6] if code and code.isdecimal() else None

    @property
    def is_mixed(self) -> bool:
        """Whether the section holds other things as well, so that it must be filtered by title."""
        reports = sum(is_report_title(row.title) for row in self.rows)
        return bool(self.rows) and reports < len(self.rows) / 2


class SurveySpider(Spider):
    """Fetches a handful of pages, one after the other, and leaves what it found in *survey* or *error*."""

    name = "survey"

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = url
        self.host = host_name(urlsplit(url).hostname or "")
        self.survey: Survey | None = None
        self.error: SurveyError | None = None

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Let nothing be stored: no archive, no table of hosts.  robots.txt and the pauses hold here as well."""
        super().update_settings(settings)
        middlewares = {
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.downloading.robots.PortalRobotsMiddleware": 100,
        }
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="spider")
        settings.set("ITEM_PIPELINES", {}, priority="spider")
        settings.set("EXTENSIONS", {"crawler.downloading.delays.HostDelays": 500}, priority="spider")

    async def start(self) -> AsyncIterator[Request]:
        try:
            self.survey = await self._look()
        except SurveyError as error:
            self.error = error
        nothing: tuple[Request, ...] = ()
        for request in nothing:  # a start() is a generator; this one asks for nothing by itself
            yield request

    async def _look(self) -> Survey:
        response = await self._fetch(PageRequest(self.url))
        article = _report_on(response)
        survey = await self._section_above(response) if article else await self._read_section(response)
        if survey is None:
            raise SurveyError(
                f"no list of reports was found at {self.url} or above it; give the section's address "
                "(where scripts build the pages, write the table by hand, with render = true)"
            )
        await self._add_report(survey, response if article else None)
        return survey

    async def _read_section(self, response: Response) -> Survey | None:
        """Return the section that *response* shows; its rows may stand in a sub-column, or beside the page."""
        assert response.request is not None
        asked = response.request.url  # with its fragment, which names the column on some portals
        page = _page(response, PageRequest(asked), asked)
        platform, evidence = recognise(page)
        reading = platform.read(page, 1)
        survey = Survey(asked, platform, evidence, reading.rows, reading)
        for _ in range(_MAX_STEPS_DOWN):
            if reading.rows:
                survey.rows = reading.rows
                return survey
            following = reading.instead or next((PageRequest(column.url) for column in reading.columns), None)
            if following is None:
                return None
            page = _page(await self._fetch(following), following, page.origin)
            reading = platform.read(page, 1)
        return None

    async def _section_above(self, report: Response) -> Survey | None:
        """Return the list that names *report*, found by its breadcrumb first, then by the folders of its address."""
        for url in list(dict.fromkeys(_above(report)))[:_MAX_STEPS_UP]:
            try:
                survey = await self._read_section(await self._fetch(PageRequest(url)))
            except SurveyError:
                continue
            if survey is not None:
                return survey
        return None

    async def _add_report(self, survey: Survey, response: Response | None) -> None:
        """Clean one report of the section, and take name and site code from it."""
        if response is None:
            row = next((row for row in survey.rows if is_report_title(row.title)), survey.rows[0])
            if host_name(urlsplit(row.url).hostname or "") != self.host:
                survey.notes.append(f"the first report stands on another host: {row.url}")
                return
            response = await self._fetch(PageRequest(row.url))
        try:
            article = clean_page(response.body, response.url, _headers(response))
        except CleanError as error:
            survey.notes.append(f"no report could be read at {response.url}: {error}")
            return
        survey.report, survey.report_url = article, response.url
        survey.name, survey.site_id_code = article.site_name, article.site_id_code

    async def _fetch(self, request: PageRequest, *, hops: int = 1) -> Response:
        if host_name(urlsplit(request.url).hostname or "") != self.host:
            raise SurveyError(f"{request.url} is on another host than {self.host}; it is not fetched")
        asked = Request(request.url, method=request.method, body=request.body, headers=dict(request.headers))
        try:
            response = await self.crawler.engine.download_async(asked)
        except IgnoreRequest as error:
            raise SurveyError(f"{request.url} is not fetched: {error}") from error
        except Exception as error:
            raise SurveyError(f"{request.url} could not be fetched: {error or type(error).__name__}") from error
        if refusal := refusal_kind(response.status, header_map(response.headers), response.body):
            raise SurveyError(f"{request.url} refuses ({refusal}, status {response.status})")
        if response.status != 200:
            raise SurveyError(f"{request.url} answered {response.status}; expected 200")
        redirect = redirect_of(response)
        if redirect and redirect.url and hops:
            return await self._fetch(PageRequest(redirect.url), hops=hops - 1)
        return response


def _page(response: Response, request: PageRequest | None = None, origin: str | None = None) -> ListPage:
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return ListPage(response.url, response.body, content_type, request=request, origin=origin)


def _headers(response: Response) -> dict[str, str]:
    return {"Content-Type": (response.headers.get("Content-Type") or b"").decode("latin-1")}


def _report_on(response: Response) -> Article | None:
    """Return the article of a page that is a report; None for a list."""
    try:
        article = clean_page(response.body, response.url, _headers(response))
    except CleanError:
        return None
    page = _page(response)
    is_titled = bool(article.title) and is_report_title(article.title or "")
    return article if is_titled and is_report(article, recognise(page)[0].read(page, 1)) else None


def _above(report: Response) -> Iterator[str]:
    """Yield where the list may be that names a report, the most telling first."""
    page = _page(report)
    links = [
        (page.resolve(link.attrib["href"]), "".join(link.xpath(".//text()").getall()).strip())
        for link in page.selector.xpath("//a[@href]")
    ]
    here = canonical_url(report.url)
    depth = here.count("/")
    higher = [url for url, _ in links if url and url.rstrip("/").count("/") < depth and canonical_url(url) != here]
    for url, text in links:
        if url in higher and _SECTION_NAME.search(text) and not is_report_title(text):
            yield url
    for steps in range(4):
        folder = urljoin(report.url, "./" + "../" * steps)
        yield folder
        yield from (url for url in higher if url.startswith(folder))

"""What the tests of the sample world ask its pages for, and how they look at the answers."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urldefrag, urljoin

from crawler.sample.answers import Answer, Request
from tests.sample_world.expected import ExpectedEnd, ExpectedFile, ExpectedList, ExpectedPortal, ExpectedReport
from tests.sample_world.server import SampleServer

STATUS = {
    "404": 404,
    "soft_404": 200,
    "empty": 200,
    "off_site": 502,
    "412": 412,
    "521": 521,
    "403": 403,
    "loop": 302,
    "cut_off": 200,
    "robots": 200,
}
QUIET = {"nanhe", "bifan"}  # where nothing changes


def get(server: SampleServer, url: str) -> Answer:
    return server.answer(Request("GET", urldefrag(url).url, {"cookie": "CT6T=9f86d081"}))


def ask(server: SampleServer, wanted: ExpectedList | ExpectedEnd) -> Answer:
    headers = {name.lower(): value for name, value in wanted.headers}
    return server.answer(Request(wanted.method, wanted.url, headers, wanted.body.encode()))


def decoded(answer: Answer) -> str:
    return answer.body.decode("gb18030" if answer.media_type == "text/html" else "utf-8")


def markup(answer: Answer) -> str:
    """The markup of a list, taken out of JSON where it is wrapped in that."""
    text = decoded(answer)
    if answer.media_type.startswith("application/json") and isinstance(data := json.loads(text).get("data"), dict):
        return str(data.get("html", text))
    return text


def linked(answer: Answer, base: str) -> list[str]:
    """Every address in a list, however it is written, in order."""
    forms = r"""(?:href|url)=\\?["'](?P<a>[^"']+)["']|"(?:url|infourl)": "(?P<b>[^"]+)"|\\"pc\\": \\"(?P<c>[^"\\]+)"""
    found = [str(match[match.lastgroup or 0]) for match in re.finditer(forms, markup(answer))]
    return [urljoin(base, html.unescape(url)) for url in found]


def text_of(answer: Answer) -> str:
    """The page without tags, comments, scripts and blanks."""
    page = re.sub(r"<!--.*?-->|<script.*?</script>", "", decoded(answer), flags=re.S)
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", page)))


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def page_text(server: SampleServer, report: ExpectedReport) -> str:
    return "".join(text_of(get(server, url)) for url in (report.url, *report.parts))


def files(portals: list[ExpectedPortal]) -> list[ExpectedFile]:
    offered = [file for portal in portals for report in portal.reports for file in report.attachments]
    return offered + [file for portal in portals for file in portal.files]


def listed(portals: list[ExpectedPortal], key: str) -> tuple[ExpectedList, ...]:
    return next(portal for portal in portals if portal.key == key).lists

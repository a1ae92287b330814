"""The files of the further portals, those that are faulty as well."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from email.message import Message
from io import BytesIO
from urllib.parse import unquote, urljoin, urlsplit

from tests.crawler.sample_pages import decoded, files, get
from tests.sample_world.expected import ExpectedPortal
from tests.sample_world.server import SampleServer

FIRST_BYTES = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "wps": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
FIRST_BYTES |= {"ofd": b"PK\x03\x04", "zip": b"PK\x03\x04"}


def test_files_have_the_first_bytes_of_their_sort(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    seen: Counter[str] = Counter()
    for file in files(portals):
        answer = get(server, file.url)
        if file.fault:
            continue
        ending = (file.disposition or file.name).rpartition(".")[2]
        seen[ending] += 1
        assert answer.media_type == file.media_type
        assert answer.body.startswith(FIRST_BYTES[ending]), file.url
        if FIRST_BYTES[ending] == b"PK\x03\x04":
            assert zipfile.ZipFile(BytesIO(answer.body)).testzip() is None
    assert set(seen) == set(FIRST_BYTES)
    assert min(seen.values()) >= 3


def test_a_missing_file_is_404_and_a_captcha_is_html(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    faults = Counter(file.fault for file in files(portals))
    assert faults["404"] >= 2
    assert faults["html"] >= 2
    for file in files(portals):
        answer = get(server, file.url)
        if file.fault == "404":
            assert answer.status == 404
        if file.fault == "html":
            assert (answer.status, answer.media_type) == (200, "text/html; charset=utf-8")


def test_a_file_without_ending_is_named_by_its_header(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    forms = set()
    for file in files(portals):
        if not file.disposition:
            continue
        assert not urlsplit(file.url).path.endswith((".pdf", ".docx"))
        [(name, value)] = get(server, file.url).headers
        assert name == "Content-Disposition"
        if "filename*=" in value:
            message = Message()
            message["Content-Disposition"] = value
            assert unquote(value.partition("''")[2]) == message.get_filename() == file.disposition
            forms.add("utf8")
        else:
            assert value.encode("latin-1").decode("gbk") == f'attachment; filename="{file.disposition}"'
            forms.add("gbk")
    assert forms == {"utf8", "gbk"}


def test_every_file_is_linked_on_its_page(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for report in (report for portal in portals for report in portal.reports):
        page = decoded(get(server, report.url))
        base = re.search(r'<base href="([^"]*)"', page)
        links = re.findall(r'href="([^"]*)"', page)
        found = {urljoin(urljoin(report.url, base[1] if base else ""), html.unescape(link)) for link in links}
        for file in report.attachments:
            assert file.url in found, (report.url, file.url)
            assert file.name in html.unescape(page)

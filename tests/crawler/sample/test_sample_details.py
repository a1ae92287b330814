"""The detail pages of the further portals: one set of rules for every platform or dialect."""

from __future__ import annotations

import re
from itertools import combinations
from urllib.parse import urlsplit

from tests.crawler.sample_pages import QUIET, decoded, get, page_text, text_of, without_blanks
from tests.sample_world.expected import Expected, ExpectedPortal
from tests.sample_world.model import VARIANTS
from tests.sample_world.server import SampleServer

FORMS = {  # what shows in a page that it comes in that form
    "twice": r'(?s)<meta name="SiteDomain".*<meta name="SiteDomain"',
    "info_date": r'<meta name="PubDate" content="">',
    "clock": r"今天是：2019年10月31日",
    "blank_date": r"20\d\d[-/] \d\d[-/] \d\d",
    "gbk": r"charset=gb2312",
    "double": r'class="elder-view" style="display:none"',
}


def test_every_expected_paragraph_stands_on_its_page_in_order(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    for report in (report for portal in portals for report in portal.reports):
        page, start = page_text(server, report), 0
        for paragraph in map(without_blanks, report.paragraphs):
            assert paragraph in page[start:], (report.url, paragraph)
            start = page.index(paragraph, start) + len(paragraph)


def test_every_report_is_long_enough(portals: list[ExpectedPortal]) -> None:
    for report in (report for portal in portals for report in portal.reports):
        paragraphs = report.paragraphs or report.attachments[0].paragraphs
        assert len("".join(paragraphs)) >= 1000, report.url


def test_title_source_date_and_breadcrumb_stand_on_the_page(
    server: SampleServer, portals: list[ExpectedPortal]
) -> None:
    for report in (report for portal in portals for report in portal.reports):
        page = text_of(get(server, report.url))
        assert report.title in page
        year, month, day = str(report.published_at)[:10].split("-")
        assert re.search(rf"[:：](?:</?\w*>)?{year}[-/]{month}[-/]{day}", page), report.url
        if "T" in str(report.published_at):
            assert str(report.published_at)[11:16] in page
        assert all(name in page for name in report.breadcrumb)
        assert report.source is None or report.source in decoded(get(server, report.url))
        assert all(value in page for value in (report.index_number, report.document_number) if value)
        assert report.signature or report.signed_on is None or report.signed_on in page, report.url


def test_each_portal_has_its_details_in_the_ten_forms(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    assert len(VARIANTS) == 10
    for portal in (portal for portal in portals if portal.key not in QUIET):
        pages = [decoded(get(server, report.url)) for report in portal.reports]
        for form, evidence in FORMS.items():
            assert any(re.search(evidence, page) for page in pages), (portal.key, form)
        assert sum('<meta name="SiteName"' not in page for page in pages) == 1
        assert sum(not report.paragraphs and len(report.attachments) == 1 for report in portal.reports) == 1
        assert any('<meta name="PubDate" content="20' in page and "elder-view" not in page for page in pages)


def test_a_page_that_declares_gb2312_is_gbk(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in (portal for portal in portals if portal.key not in QUIET):
        answers = [get(server, report.url) for report in portal.reports]
        old = [answer for answer in answers if b"charset=gb2312" in answer.body]
        assert old, portal.key
        for answer in old:
            assert answer.media_type == "text/html"
            assert "法治政府建设" in answer.body.decode("gbk")


def test_articles_of_two_pages_lead_from_one_to_the_other(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    split = [report for portal in portals for report in portal.reports if report.parts]
    assert len(split) >= 2
    for report in split:
        first, second = (text_of(get(server, url)) for url in (report.url, *report.parts))
        assert without_blanks(report.paragraphs[0]) in first
        assert without_blanks(report.paragraphs[0]) not in second
        assert without_blanks(report.paragraphs[-1]) in second
        assert f'href="./{report.parts[0].rpartition("/")[2]}"' in decoded(get(server, report.url))


def test_the_hidden_copy_holds_the_body_once_more(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    for portal in (portal for portal in portals if portal.key not in QUIET):
        copied = [
            report
            for report in portal.reports
            if "elder-view" in decoded(get(server, report.url)) and report.paragraphs
        ]
        assert len(copied) == 1
        page = text_of(get(server, copied[0].url))
        assert page.count(without_blanks(copied[0].paragraphs[0])) >= 2


def test_elder_mode_is_another_address_of_the_same_page(server: SampleServer, portals: list[ExpectedPortal]) -> None:
    folded = [(report.url, url) for portal in portals for report in portal.reports for url in report.folded]
    assert folded
    for url, twin in folded:
        assert twin == f"{url}?slb=true"
        assert get(server, twin).body == get(server, url).body


def test_reports_of_all_portals_share_little(truth: Expected) -> None:
    places: dict[str, int] = {}  # of each character 5-gram: a bit, as sets would take seconds for so many pairs
    shingles = []
    for text in map(without_blanks, sorted(truth.texts)):
        bits = {places.setdefault(text[n : n + 5], len(places)) for n in range(len(text) - 4)}
        shingles.append(_with_bits(bits))
    assert max((a & b).bit_count() / (a | b).bit_count() for a, b in combinations(shingles, 2)) < 0.3


def _with_bits(places: set[int]) -> int:
    row = bytearray(max(places) // 8 + 1)
    for place in places:
        row[place // 8] |= 1 << place % 8
    return int.from_bytes(row, "little")


def test_duplicates_are_those_that_were_planted(truth: Expected, portals: list[ExpectedPortal]) -> None:
    hosts = {portal.hosts[0]: portal.key for portal in portals}
    planted = [
        [hosts[str(urlsplit(url).hostname)] for url in urls]
        for urls in truth.duplicates
        if urls[0].split("/")[2] in hosts
    ]
    assert sorted(map(sorted, planted)) == [["hanlan", "yunze"], ["liuyuan", "liuyuan"], ["meixu", "yunze"]]

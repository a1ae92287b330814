from datetime import UTC, datetime

import pytest

from archive import Fetch
from cleaners import clean_text
from crawler.intake.inputs.acceptance import is_wanted, why_passed_over

HTML = "<html><head><title>年度报告</title></head><body><p>法治政府建设情况。</p></body></html>".encode()
PROSE = "云岭县2024年法治政府建设年度报告\n一、全县依法行政工作扎实推进，办理行政复议案件十二件。\n".encode() * 3


def _fetch(body: bytes, media_type: str = "text/html", path: str = "a", status: int | None = 200) -> Fetch:
    headers = (("Content-Type", media_type),)
    return Fetch(f"http://a.example/{path}", datetime(2025, 3, 1, tzinfo=UTC), body, status, headers)


@pytest.mark.parametrize(
    ("body", "media_type", "path"),
    [
        (HTML, "text/html", "a.html"), (HTML, "text/plain", "a.txt"), (HTML, "text/css", "a.css"),
        (HTML, "application/octet-stream", "a"), (HTML, "", "show.aspx?id=1"), (b"\xef\xbb\xbf\r\n" + HTML, "image/png", "a.png"),
        (HTML.decode().encode("utf-16"), "text/plain", "a"), (b"<ul><li>a</li></ul>", "text/plain", "a"),
        (PROSE, "text/plain", "a.txt"), (PROSE.decode().encode("gbk"), "text/plain", "a.txt"),
        (PROSE, "application/octet-stream", "a"), (b"%PDF-1.4", "application/pdf", "a.pdf"), (b"{\\rtf1 x}", "", "a.doc"),
        (b"", "text/html", "a.html"),
    ],
)  # fmt: skip
def test_pages_texts_and_files_of_documents_are_candidates_by_their_bytes(
    body: bytes, media_type: str, path: str
) -> None:
    assert why_passed_over(_fetch(body, media_type, path)) is None


SCRIPT = "/* 本站脚本：法治政府建设专栏分享功能，由县政府办公室信息中心维护 */\nvar a = 1;\nfunction share(){ return window.open('/a'); }\n"


@pytest.mark.parametrize(
    ("body", "media_type", "path", "reason"),
    [
        (b".a{color:red}\n" * 30, "text/css", "a.css", "style"), (b".a{color:red}\n" * 30, "text/html", "a", "style"),
        (b"@charset 'utf-8';\n.a, .b > p {margin:0 auto;font:12px/1.5 arial}" * 9, "text/plain", "a", "style"),
        (SCRIPT.encode() * 5, "text/html", "a", "script"), (b"!function(a){window.q=a}(1);\n" * 9, "", "jq", "script"),
        (b'{"title": "x", "rows": []}', "text/html", "api", "data"), (b"[1, 2]", "text/plain", "api", "data"),
        (b'callback({"rows": [1]})', "text/html", "api", "data"),
        ("<rss version='2.0'><channel><title>法治</title></channel></rss>".encode(), "text/xml", "rss", "data"),
        (b"<?xml version='1.0'?><urlset><url><loc>http://a</loc></url></urlset>", "text/xml", "sitemap.xml", "data"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'></svg>", "image/svg+xml", "a.svg", "data"),
        (b"User-agent: *\nDisallow: /admin/\n", "text/html", "robots.txt", "robots.txt"),
        (b"# rules\nUser-Agent: a\nAllow: /\n", "text/plain", "r", "robots.txt"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "image/png", "a.png", "pictures"), (b"wOFF" + bytes(range(256)), "font/woff", "a", "unknown"),
        (b"\0\0\1\0\1\0" + b"\x10\x10\0\0" * 20, "image/x-icon", "favicon.ico", "parts|unknown"),
        (b"Version 3 of this site, built by cms.\n", "text/plain", "readme.txt", "without Chinese"),
        (b"Rar!\x1a\x07\0" + b"\0" * 40, "", "a.rar", "not read"),
    ],
)  # fmt: skip
def test_parts_of_sites_are_none_and_the_reason_says_what_they_are(
    body: bytes, media_type: str, path: str, reason: str
) -> None:
    found = why_passed_over(_fetch(body, media_type, path)) or ""
    assert any(word in found for word in reason.split("|")), found


def test_an_answer_that_is_an_error_or_a_redirect_is_none() -> None:
    assert why_passed_over(_fetch(HTML, status=404)) == "answered with status 404"
    assert why_passed_over(_fetch(HTML, status=None)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PROSE.decode(), True),
        ("云岭县水利局关于推进工作的情况\n\n我局坚持依法行政，组织普法宣传三次。\n办理行政复议答复九件。\n", True),
        (
            "# fazhi\n\nCrawls 法治政府建设 reports of China's portals: 依法行政, 法治建设.\n\n    pip install fazhi\n"
            * 3,
            False,
        ),
        ("安装说明\n\n请先解压，再运行安装程序。本软件用于浏览图片和整理相册，支持多种格式。\n", False),
        ("春节放假通知\n\n各单位：春节放假七天，请做好值班工作，保持通讯畅通，注意防火防盗。\n", False),
    ],
)
def test_a_report_and_its_kin_are_wanted_by_title_or_by_what_they_speak_of(text: str, expected: bool) -> None:
    assert is_wanted(clean_text(text)) is expected

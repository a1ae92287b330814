"""Pages that are sent with status 200 and are no article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive import Fetch
from crawler.intake.clean_snapshot import clean
from crawler.intake.file_reader import at_once

TITLE = "青禾县2024年法治政府建设年度报告"
NOTE = "为进一步提升服务能力，定于本周六晚对门户网站进行升级，期间页面可能暂时不能打开，给您带来的不便敬请谅解。" * 3


def _kind(body: bytes) -> str | None:
    fetch = Fetch(
        "http://www.jia.gov.cn/1.html", datetime(2026, 3, 1, tzinfo=UTC), body, 200, (("Content-Type", "text/html"),)
    )
    problem = at_once(clean(fetch, listed_title=TITLE)).problem
    return problem and problem[0]


def _page(text: str) -> bytes:
    return f'<html><head><meta charset="utf-8"></head><body><div id="zoom"><p>{text}</p></div></body></html>'.encode()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("对不起，您访问的页面不存在或已被删除。", "soft_404"),
        ("404 Not Found，请从首页重新进入。", "soft_404"),
        ("403 Forbidden：您没有权限访问此资源。", "error_page"),
        ("系统繁忙，请稍后再试。如需帮助请联系管理员。", "error_page"),
        ("网站正在升级维护，请稍后访问，谢谢您的支持。", "error_page"),
        ("您的访问过于频繁，请输入验证码后继续访问。", "error_page"),
    ],
)
def test_a_page_that_says_that_it_is_none_is_no_document(text: str, kind: str) -> None:
    assert _kind(_page(text)) == kind


def test_an_article_about_such_pages_is_one() -> None:
    assert _kind(_page(f"网站维护通知：{NOTE}")) is None
    assert _kind(_page("对提示页面不存在的链接逐一整改，" + NOTE * 3)) is None


def test_bytes_that_are_no_text_are_no_document() -> None:
    assert _kind(bytes(range(128, 256)) * 40) == "bad_encoding"

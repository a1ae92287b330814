"""What a portal answers instead of a page: refusals of its firewalls, loops, cut-off bodies, and pages that send on.

The scripts are dummies: they have the looks of the real ones and solve nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from crawler.sample.answers import Answer, Reply, Request, html
from tests.sample_world.expected import How, Why

_REFUSAL_412 = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta id="9DhefwqGPrzGxEp9hPaoag" content="{noise}" r="m">
<script r="m">$_ts=window['$_ts'];if(!$_ts)$_ts={{}};$_ts.nsd=52317;$_ts.cd="qrkqQlGcqGEQr";</script>
<script src="/VQgHYJ0d/sample.e5a1bb2.js" r="m"></script></head><body></body></html>"""
_REFUSAL_521 = (
    "<script>document.cookie=('__jsl_clearance_s=')+(1776646800+'')+('.')+(0+'')+('|-1|sAmPlE%2B')+(';Max-age=3600;"
    "path=/');location.href=location.pathname+location.search</script>"
)
_REFUSAL_403 = """<html><head><meta charset="utf-8"><title>403</title></head><body><h1>请求已被拦截</h1>
<p>您的访问请求可能对网站造成安全威胁，已被网站防火墙拦截。事件编号：7f31-0042</p></body></html>"""


def mishap(why: Why, whole: Answer) -> Reply | None:
    """What stands behind a row that fails for that reason; *whole* is the page that is not reached.

    None for what any portal does: the engine knows it.
    """
    match why:
        case "412":
            cookie = ("Set-Cookie", "NOdEtbVbTq3oO=5x1sampleQ; Path=/; HttpOnly")
            return replace(html(_REFUSAL_412.format(noise="Xk3_" * 160), status=412), headers=(cookie,))
        case "521":
            cookie = ("Set-Cookie", "__jsluid_h=0f3c5e7a9b1d2f4a6c8e0a2b4c6d8e0f; max-age=31536000; path=/; HttpOnly")
            return replace(html(_REFUSAL_521, status=521), headers=(cookie,))
        case "403":
            return html(_REFUSAL_403, status=403)
        case "loop":
            return _to_itself
        case "cut_off":
            half = len(whole.body) // 2
            return replace(whole, body=whole.body[:half], missing_bytes=len(whole.body) - half, modified=None)
    return None


def _to_itself(request: Request) -> Answer:
    """A redirect to the page itself with a cookie, whether or not the cookie comes back."""
    return Answer(status=302, headers=(("Location", request.url), ("Set-Cookie", "CT6T=9f86d081; Path=/")))


def behind_a_cookie(answer: Answer) -> Callable[[Request], Answer]:
    """A reply that redirects to itself once, with a cookie; who brings the cookie gets *answer*."""

    def reply(request: Request) -> Answer:
        return answer if "CT6T=" in request.headers.get("cookie", "") else _to_itself(request)

    return reply


def sends_on(how: How, target: str) -> Answer:
    """A page without text that sends its reader to *target*."""
    if how == "refresh":
        return html(
            '<!DOCTYPE html><html><head><meta charset="utf-8">'
            f'<meta http-equiv="refresh" content="0;url={target}"><title></title></head><body></body></html>'
        )
    return html(
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title></title>'
        f"<script>window.location.href='{target}';</script></head><body></body></html>"
    )

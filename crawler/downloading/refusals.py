"""Defences and stand-ins: answers that are no page of the portal, recognised to be reported, never to be got around.

Facts: the fact sheet on portal platforms, section on defences; what each looks like was seen on live portals 2020-2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_MAX_SHELL_BYTES = 4096  # a challenge or a redirect shell is some hundred bytes; the largest seen had 1.5 kB
_MAX_CHALLENGE_BYTES = 60_000  # 瑞数 inlines its script

_BY_STATUS = {
    403: "refused_403",
    412: "refused_ruishu",  # 瑞数
    418: "refused_waf",
    429: "refused_rate",
    430: "refused_region",
    468: "refused_region",  # 广元
    512: "refused_jiasule",  # 加速乐, 创宇盾
    521: "refused_jiasule",
}
_BY_COOKIE = (
    ("__jsl_clearance", "refused_jiasule"),
    ("wzws_sessionid", "refused_wzws"),
    ("HWWAFSESID", "refused_waf"),
)
_BY_BODY = (
    (re.compile(rb"\$_ts\b"), "refused_ruishu"),
    (re.compile(rb"reason:GeoBL"), "refused_region"),
    (re.compile("电信云堤·网站安全防护".encode()), "refused_waf"),
    (re.compile("当前访问疑似黑客攻击".encode()), "refused_jiasule"),
    (re.compile(rb"document\.cookie\s*=.{0,400}?location\.(?:reload|href|replace)", re.DOTALL), "refused_cookie_shell"),
    (re.compile(rb"__jsl_clearance|__jsluid"), "refused_jiasule"),
)
_META_REFRESH = re.compile(
    r"""<meta[^>]{0,80}http-equiv\s*=\s*["']?refresh["']?[^>]{0,80}url\s*=\s*["']?([^"'>\s]+)""", re.IGNORECASE
)
_SCRIPT_REDIRECT = re.compile(
    r"""(?:window|document|self|top)?\.?location(?:\.href)?\s*=\s*["']([^"']+)["']|location\.replace\(\s*["']([^"']+)["']""",
)
_TAGS = re.compile(r"<script.*?</script>|<style.*?</style>|<[^>]*>|\s+", re.DOTALL | re.IGNORECASE)
_MAX_SHELL_CHARS = 60  # visible ones: 正在跳转, 如果没有自动跳转请点击这里


def recognise(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Return the kind of refusal that an answer is (``refused_...``), None if it is none.

    A body is looked at only where it is small: a report may well quote a word such as ``$_ts``.
    *headers*: names in lower case; of Set-Cookie all values, joined.
    """
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    cookies = headers.get("set-cookie", "")
    if len(body) <= _MAX_CHALLENGE_BYTES:
        if status == 202 and _BY_BODY[0][0].search(body):
            return "refused_ruishu"
        if len(body) <= _MAX_SHELL_BYTES:
            for pattern, kind in _BY_BODY:
                if pattern.search(body):
                    return kind
            if status != 200:
                return next((kind for name, kind in _BY_COOKIE if name in cookies), None)
    return None


def redirect_in_page(body: bytes, text: str) -> str | None:
    """Return where a page that is nothing but a redirect leads: meta refresh, or ``location.href`` in a shell.

    None for a page that shows anything of its own: a script that sends telephones elsewhere stands on real pages.
    """
    if len(body) > _MAX_SHELL_BYTES or len(_TAGS.sub("", text)) > _MAX_SHELL_CHARS:
        return None
    if match := _META_REFRESH.search(text):
        return match[1]
    if match := _SCRIPT_REDIRECT.search(text):
        return match[1] or match[2]
    return None


def city_domain(host: str) -> str:
    """Return what is hosted, and so refused, together: the city's domain.

    >>> city_domain("sfj.wuhou.chengdu.gov.cn"), city_domain("www.chengdu.gov.cn"), city_domain("www.gov.cn")
    ('chengdu.gov.cn', 'chengdu.gov.cn', 'gov.cn')
    """
    labels = host.lower().removeprefix("www.").split(".")
    for suffix in (("gov", "cn"), ("gov", "example")):
        if tuple(labels[-2:]) == suffix:
            return ".".join(labels[-3:])
    return ".".join(labels[-2:])

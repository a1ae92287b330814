"""Refusals: answers of firewalls and challenge pages in the place of a page, recognised to be reported, not evaded.

The statuses, cookies and words of each product were seen in answers of live portals from 2020 to 2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from cleaners.problem_kinds import ProblemKind
from crawler.urls import split_host

_MAX_SHELL_BYTES = 4096  # a challenge is some hundred bytes; the largest seen had 1.5 kB
_MAX_CHALLENGE_BYTES = 60_000  # 瑞数 inlines its script

_BY_STATUS = {
    403: ProblemKind.REFUSED_403,
    412: ProblemKind.REFUSED_RUISHU,  # 瑞数
    418: ProblemKind.REFUSED_WAF,
    429: ProblemKind.REFUSED_RATE,
    430: ProblemKind.REFUSED_REGION,
    468: ProblemKind.REFUSED_REGION,  # 广元
    512: ProblemKind.REFUSED_JIASULE,  # 加速乐, 创宇盾
    521: ProblemKind.REFUSED_JIASULE,
}
_BY_COOKIE = (
    ("__jsl_clearance", ProblemKind.REFUSED_JIASULE),
    ("wzws_sessionid", ProblemKind.REFUSED_WZWS),
    ("HWWAFSESID", ProblemKind.REFUSED_WAF),
)
_COOKIE_SHELL = re.compile(rb"document\.cookie\s*=.{0,400}?location\.(?:reload|href|replace)", re.DOTALL)
_BY_BODY = (
    (re.compile(rb"\$_ts\b"), ProblemKind.REFUSED_RUISHU),
    (re.compile(rb"reason:GeoBL"), ProblemKind.REFUSED_REGION),
    (re.compile("电信云堤·网站安全防护".encode()), ProblemKind.REFUSED_WAF),
    (re.compile("当前访问疑似黑客攻击".encode()), ProblemKind.REFUSED_JIASULE),
    (_COOKIE_SHELL, ProblemKind.REFUSED_COOKIE_SHELL),
    (re.compile(rb"__jsl_clearance|__jsluid"), ProblemKind.REFUSED_JIASULE),
)


def refusal_kind(status: int, headers: Mapping[str, str], body: bytes) -> ProblemKind | None:
    """Return the kind of refusal that an answer is (``refused_...``), None if it is none.

    A body is looked at only where it is small: a report may well quote a word such as ``$_ts``.
    *headers*: names in lower case; of Set-Cookie all values, joined.
    """
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    cookies = headers.get("set-cookie", "")
    if len(body) <= _MAX_CHALLENGE_BYTES:
        if status == 202 and _BY_BODY[0][0].search(body):
            return ProblemKind.REFUSED_RUISHU
        if len(body) <= _MAX_SHELL_BYTES:
            for pattern, kind in _BY_BODY:
                if pattern.search(body):
                    return kind
            if status != 200:
                return next((kind for name, kind in _BY_COOKIE if name in cookies), None)
    return None


def city_domain(host: str) -> str:
    """Return what is hosted, and so refused, together: the city's domain.

    >>> city_domain("sfj.wuhou.chengdu.gov.cn"), city_domain("www.chengdu.gov.cn"), city_domain("www.gov.cn")
    ('chengdu.gov.cn', 'chengdu.gov.cn', 'gov.cn')
    """
    labels, suffix = split_host(host)
    return ".".join([*labels[-1:], suffix])

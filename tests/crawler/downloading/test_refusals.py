import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.downloading.backoff import Backoff
from crawler.downloading.refusals import city_domain, refusal_kind

RUISHU = b"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta content="kB9x8QpZ0aYt"><script>$_ts=window['$_ts'];</script>
<script src="/Xk2/a.js"></script></head><body></body></html>"""
JIASULE = b"<script>document.cookie=('__jsl_clearance=17')+';max-age=3600';location.href=location.pathname</script>"
COOKIE_SHELL = b"<html><script>document.cookie='C3VK=9a1;path=/';window.location.reload();</script></html>"
REPORT = (
    "<html><body><p>" + "依法行政，" * 3000 + "系统升级后不再使用变量 $_ts 与 __jsl_clearance。</p></body></html>"
).encode()


@pytest.mark.parametrize(
    ("status", "headers", "body", "kind"),
    [
        (412, {}, RUISHU, "refused_ruishu"),
        (202, {}, RUISHU, "refused_ruishu"),
        (521, {"set-cookie": "__jsluid_h=1"}, JIASULE, "refused_jiasule"),
        (200, {}, JIASULE, "refused_cookie_shell"),
        (200, {}, COOKIE_SHELL, "refused_cookie_shell"),
        (403, {"set-cookie": "wzws_sessionid=1"}, b"reason:GeoBL", "refused_403"),
        (200, {}, "该网站已接入电信云堤·网站安全防护服务，您的请求被拦截".encode(), "refused_waf"),
        (468, {}, b"", "refused_region"),
        (430, {}, b"", "refused_region"),
        (418, {}, b"", "refused_waf"),
        (512, {}, b"", "refused_jiasule"),
        (429, {}, b"", "refused_rate"),
        (200, {"set-cookie": "__jsluid_h=1"}, REPORT, None),  # the cookie of a shield that lets us through
        (200, {}, REPORT, None),
        (404, {}, b"not found", None),
        (200, {}, b"", None),
        # 瑞数 inlines its script: such a challenge is larger than others, but never as large as a report may be.
        (202, {}, RUISHU + b" " * 50_000, "refused_ruishu"),
        (202, {}, RUISHU + b" " * 60_000, None),
        (202, {}, b"accepted" + b" " * 5_000, None),
        (200, {}, RUISHU + b" " * 5_000, None),
        (503, {"set-cookie": "a=1; wzws_sessionid=1"}, b"<html>wait</html>", "refused_wzws"),
        (503, {"set-cookie": "HWWAFSESID=1"}, b"<html>wait</html>", "refused_waf"),
        (503, {"set-cookie": "wzws_sessionid=1"}, b" " * 5_000, None),
        (200, {"set-cookie": "wzws_sessionid=1"}, b"<html>a short page</html>", None),
    ],
)
def test_a_refusal_is_told_from_a_page(status: int, headers: dict[str, str], body: bytes, kind: str | None) -> None:
    assert refusal_kind(status, headers, body) == kind


@given(st.sampled_from([200, 206, 301, 404, 500]), st.binary(max_size=300))
def test_any_bytes_can_be_looked_at(status: int, body: bytes) -> None:
    assert refusal_kind(status, {}, body) in (
        None,
        *(f"refused_{name}" for name in ("ruishu", "region", "waf", "jiasule", "cookie_shell")),
    )


def test_a_city_is_left_alone_after_refusals_in_a_row_and_not_before() -> None:
    backoff = Backoff(limit=3)
    assert [backoff.refused("a", "www.wuhou.chengdu.gov.cn") for _ in range(2)] == [False, False]
    backoff.answered("a")
    assert [backoff.refused("a", "www.wuhou.chengdu.gov.cn") for _ in range(3)] == [False, False, True]
    assert backoff.is_off("sfj.chengdu.gov.cn")
    assert not backoff.is_off("www.mianyang.gov.cn")
    assert not backoff.refused("a", "www.wuhou.chengdu.gov.cn"), "it is reported once"


def test_a_county_with_a_domain_of_its_own_is_no_city_s() -> None:
    assert city_domain("www.haizhu.gov.cn") == "haizhu.gov.cn"
    assert city_domain("www.qilan.gov.example") == "qilan.gov.example"
    assert city_domain("xxgk.lswz.com.cn") == "lswz.com.cn"
    assert city_domain("www.yibin.com") == "yibin.com"

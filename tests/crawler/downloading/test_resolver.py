"""Where a name may lead is decided here, before any connection: nothing in this file opens one."""

import pytest

from crawler.downloading import resolver
from crawler.downloading.resolver import ForbiddenAddress, is_public, refusal_of, require_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::",
        "ff02::1", "no address", "", "192.0.0.192", "192.0.0.9", "192.88.99.1", "192.31.196.1", "192.52.193.1",
        "192.175.48.1", "240.0.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "239.1.1.1", "2001:db8::1", "2001::1",
        "2001:20::1", "2002:7f00:1::", "2002:102:408::1", "64:ff9b::7f00:1", "64:ff9b::a00:8", "64:ff9b:1::1", "100::1",
        "::7f00:1", "::ffff:10.0.0.8", "::ffff:192.88.99.1", "fec0::1", "3fff::1", "5f00::1", "fe80::1%1", "4000::1",
    ],
)  # fmt: skip
def test_special_addresses_are_refused(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(ForbiddenAddress, match=r"www\.lan\.gov\.cn"):
        require_public(address, "www.lan.gov.cn")


@pytest.mark.parametrize("address", ["1.2.4.8", "223.5.5.5", "2400:3200::1", "::ffff:1.2.4.8", "64:ff9b::102:408"])
def test_addresses_of_the_open_internet_pass(address: str) -> None:
    assert require_public(address, "www.lan.gov.cn") == address


def test_why_a_name_was_refused_is_known_afterwards() -> None:
    with pytest.raises(ForbiddenAddress):
        require_public("10.0.0.8", "sfj.lan.gov.cn")
    assert (
        refusal_of("sfj.lan.gov.cn")
        == "sfj.lan.gov.cn resolves to 10.0.0.8, which is no public address; it is not fetched"
    )
    assert refusal_of("www.wan.gov.cn") is None


@pytest.mark.parametrize("variable", ["no_proxy", "NO_PROXY", "ftp_proxy", "all_proxy"])
def test_only_proxies_of_http_may_stand_anywhere(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    for name in ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", "http://proxy.example:8080")
    monkeypatch.setenv(variable, "localhost")
    assert resolver._proxy_hosts() == {"proxy.example"}


def test_the_crawler_uses_it() -> None:
    import settings.base

    assert settings.base.TWISTED_DNS_RESOLVER == "crawler.downloading.resolver.PublicResolver"

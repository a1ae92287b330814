"""Where a name may lead is decided here, before any connection: nothing in this file opens one."""

import pytest

from crawler.downloading.resolver import ForbiddenAddress, is_public, require_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::",
        "ff02::1", "no address", "",
    ],
)  # fmt: skip
def test_special_addresses_are_refused(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(ForbiddenAddress, match=r"www\.lan\.gov\.cn"):
        require_public(address, "www.lan.gov.cn")


@pytest.mark.parametrize("address", ["1.2.4.8", "223.5.5.5", "2400:3200::1", "::ffff:1.2.4.8"])
def test_addresses_of_the_open_internet_pass(address: str) -> None:
    assert require_public(address, "www.lan.gov.cn") == address


def test_the_crawler_uses_it() -> None:
    import settings.base

    assert settings.base.TWISTED_DNS_RESOLVER == "crawler.downloading.resolver.PublicResolver"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import absolute, canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Lan.Gov.Example:80/a/b.html#x", "http://www.lan.gov.example/a/b.html"),
        ("https://www.lan.gov.example:443", "https://www.lan.gov.example/"),
        ("http://a.example/t1.html?slb=true", "http://a.example/t1.html"),
        ("http://a.example/t1.html?b=2&a=1", "http://a.example/t1.html?a=1&b=2"),
        ("http://a.example/x/content/mpost_12.html", "http://a.example/x/content/post_12.html"),
        ("http://a.example/x/index.html", "http://a.example/x/"),
        ("http://a.example/x/mindex.html", "http://a.example/x/"),
        ("http://a.example/x/mindex_2.html", "http://a.example/x/index_2.html"),
        ("http://a.example/x/202111/t20211109_9939049_wap.html", "http://a.example/x/202111/t20211109_9939049.html"),
        ("http://www.city.example/gate/big5/www.dept.example/a/t1.html", "http://www.dept.example/a/t1.html"),
    ],
)
def test_addresses_of_one_page_become_one(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


_paths = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=8), max_size=4)


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["www.a.gov.example", "A.example:8080", "b.example:443"]),
    _paths,
    st.sampled_from(["", "?a=1&b=%E6%B3%95", "?slb=true", "?slb=true&x=", "?q=法治"]),
)
def test_canonical_twice_is_canonical_once(scheme: str, host: str, path: list[str], query: str) -> None:
    url = canonical_url(f"{scheme}://{host}/{'/'.join(path).replace('?', '').replace('#', '')}{query}")
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    "href", ["javascript:void(0)", "mailto:a@b.example", "http://[", "http://a.example:x/", "data:,x"]
)
def test_what_is_no_web_address_is_no_link(href: str) -> None:
    assert absolute("http://a.example/x/", href) is None


def test_a_link_is_joined_and_loses_its_fragment() -> None:
    assert absolute("http://a.example/x/y.html", " ./202403/t1.html#top ") == "http://a.example/x/202403/t1.html"


def test_a_dot_after_a_bare_host_joins_without_a_dot_in_the_host() -> None:
    assert absolute("http://a.example", "./x.html") == "http://a.example/x.html"

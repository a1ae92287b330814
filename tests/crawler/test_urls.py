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


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://a.example/s?t=%B7%A8&b=1", "http://a.example/s?b=1&t=%B7%A8"),
        ("http://a.example/s?t=%d6%ce", "http://a.example/s?t=%D6%CE"),
        ("http://a.example/%B7%A8.html", "http://a.example/%B7%A8.html"),
    ],
)
def test_escaped_bytes_of_other_encodings_stay_what_they_are(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url", ["http://www.云溪县.政务.cn/fz/", "http://WWW.XN--9KQ19JWX1A.xn--zfr164b.cn./fz/index.html"]
)
def test_a_host_has_one_name_in_han_in_ascii_and_with_a_final_dot(url: str) -> None:
    assert canonical_url(url) == "http://www.xn--9kq19jwx1a.xn--zfr164b.cn/fz/"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("\\fz\\1.html", "http://a.example/fz/1.html"),
        ("..\\1.html?p=\\x", "http://a.example/1.html?p=\\x"),
        ("http:\\\\b.example\\x.html", "http://b.example/x.html"),
        ("\\\\b.example\\x.html", "http://b.example/x.html"),
        ("/fz/\n  1.html", "http://a.example/fz/  1.html"),
        ("//b_c.example/x.html", "http://b_c.example/x.html"),
        ("http://云溪.example/x.html", "http://xn--9kq759e.example/x.html"),
    ],
)
def test_a_link_is_read_as_browsers_read_it(href: str, url: str) -> None:
    assert absolute("http://a.example/x/y.html", href) == url


@pytest.mark.parametrize(
    ("encoding", "query"), [("gb18030", "%B7%A8&n=1"), ("utf-8", "法&n=1"), ("utf-16", "法&n=1"), ("big5", "%AAk&n=1")]
)
def test_a_query_is_sent_in_the_encoding_of_the_page_and_a_path_is_not(encoding: str, query: str) -> None:
    assert absolute("http://a.example/", "/法?t=法&n=1", encoding) == f"http://a.example/法?t={query}"


_paths = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=8), max_size=4)


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["www.a.gov.example", "A.example:8080", "b.example:443"]),
    _paths,
    st.sampled_from(["", "?a=1&b=%E6%B3%95", "?slb=true", "?slb=true&x=", "?q=法治", "?t=%B7%a8&&b", "?c=1+2%20;d"]),
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


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("///www.b.example/x", "http://www.b.example/x"),
        ("http:\\\\\\www.b.example/x", "http://www.b.example/x"),
        ("https:/b.example/x", "https://b.example/x"),
        ("https:b.example", "https://b.example"),
        ("http:/x", "http://a.example/x"),
        ("HTTP://B.Example:80/X", "http://b.example/X"),
        ("https://b.example:443/", "https://b.example/"),
        ("http://b.example:8080/", "http://b.example:8080/"),
        ("http://[::1]:81/x", "http://[::1]:81/x"),
        ("http://user:word@b.example/x", "http://b.example/x"),
        ("http://b.example/a/../x/./y", "http://b.example/x/y"),
        ("http://b.example/../../x?p=../y", "http://b.example/x?p=../y"),
        ("http://b.example/a/b/..", "http://b.example/a/"),
        ("http://b.example/a/%2E%2e/%2e/b%2e/%2ec", "http://b.example/b%2e/%2ec"),
        ("http://b.example/a//b/.c", "http://b.example/a//b/.c"),
    ],
)
def test_addresses_are_asked_for_as_browsers_write_them(href: str, url: str) -> None:
    assert absolute("http://a.example/x/y.html", href) == url


def test_a_dot_after_a_bare_host_joins_without_a_dot_in_the_host() -> None:
    assert absolute("http://a.example", "./x.html") == "http://a.example/x.html"

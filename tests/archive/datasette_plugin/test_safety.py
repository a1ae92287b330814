"""What strange pages wrote stays text: in every page, under a policy that would stop it anyway."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from datasette.plugins import pm
from hypothesis import given
from hypothesis import strategies as st

from archive import datasette_plugin
from archive.datasette_plugin.safety import plain, shown, web_url
from tests.archive.small_archive import make_archive

OUR_PAGES = [
    "/",
    "/a/search?q=营商环境",
    "/a/search?q=<script>alert(1)</script>",
    '/a/search?q=法治&issuer="><script>alert(1)</script>&kind="><b>&portal="><b>&year="><b>',
    "/a/search?issuer=局",
    "/a/documents/d00000000000001",
    "/a/documents/d00000000000003",
    "/a/documents/d00000000000003?q=script img alert",
    "/a/documents/~3Cscript~3Ealert(1)~3C~2Fscript~3E",
]
STOCK_PAGES = ["/a", "/a/documents", "/a/documents?_search=营商环境", "/a/attachments", "/a/pages/p3"]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    return make_archive(tmp_path_factory.mktemp("archive") / "a.db")


@pytest.fixture
def datasette(path: Path) -> Datasette:
    return Datasette([str(path)])


@pytest.mark.parametrize("url", OUR_PAGES)
async def test_nothing_from_the_data_is_markup(datasette: Datasette, url: str) -> None:
    html = (await datasette.client.get(url)).text
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find(["script", "img", "i", "b", "iframe", "object"]) is None
    assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("url", OUR_PAGES)
async def test_every_link_is_a_web_address_or_local(datasette: Datasette, url: str) -> None:
    soup = BeautifulSoup((await datasette.client.get(url)).text, "html.parser")
    for tag in soup.find_all(["a", "link", "form"]):
        target = tag.get("href") or tag.get("action")
        assert re.match(r"(https?://www\.qinghe\.example/|/|\?|#)", target), target


@pytest.mark.parametrize("url", OUR_PAGES)
async def test_direction_marks_are_shown_and_do_not_act(datasette: Datasette, url: str) -> None:
    assert "\u202e" not in (await datasette.client.get(url)).text


@pytest.mark.parametrize("url", OUR_PAGES)
async def test_our_pages_allow_no_script_and_no_other_host(datasette: Datasette, url: str) -> None:
    response = await datasette.client.get(url)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "x-fazhi-page" not in response.headers
    soup = BeautifulSoup(response.text, "html.parser")
    assert all(tag["href"].startswith("/") for tag in soup.find_all("link"))


@pytest.mark.parametrize("url", STOCK_PAGES)
async def test_scripts_of_datasette_carry_the_nonce_of_the_answer(datasette: Datasette, url: str) -> None:
    response = await datasette.client.get(url)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None
    assert "script-src 'self' 'nonce-" in policy
    scripts = BeautifulSoup(response.text, "html.parser").find_all("script")
    assert scripts
    assert {script.get("nonce") for script in scripts} == {nonce[1]}
    assert not any("alert" in script.text for script in scripts)


async def test_every_answer_has_a_new_nonce(datasette: Datasette) -> None:
    first, second = [(await datasette.client.get("/a")).headers["content-security-policy"] for _ in range(2)]
    assert first != second


@given(st.text())
def test_shown_text_holds_no_markup_of_its_own(text: str) -> None:
    without_signs = re.sub(r'<span class="unseen" title="[^"<>]*">U\+[0-9A-F]{4}</span>', "", str(shown(text)))
    assert "<" not in without_signs
    assert '"' not in without_signs
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00]", plain(text))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http:/one",
        "http://",
        "https://a.example/\u202egpj.exe",
        "http://a.example/\n",
        "http://[",
        "file:///etc/passwd",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(url: object) -> None:
    assert web_url(url) is None


def test_a_chinese_web_address_is_one() -> None:
    assert web_url("http://www.qinghe.example/附件/1.pdf?a=1") == "http://www.qinghe.example/附件/1.pdf?a=1"

"""The gate: what strangers may ask of a published copy, and what its answers never repeat."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from archive import datasette_plugin
from archive.__main__ import main
from archive.datasette_plugin import gate
from archive.datasette_plugin.public_address import origin
from archive.datasette_plugin.safe_csv import with_safe_cells
from tests.browser.invented_archive import HOSTILE_URL, make_library

FORGED = "forged.example"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not pm.is_registered(datasette_plugin):
        pm.register(datasette_plugin, name="fazhi")
    path = make_library(tmp_path_factory.mktemp("library") / "a.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(
            "UPDATE documents SET issuer = '=cmd|calc' WHERE id = (SELECT document FROM pages WHERE url = ?)",
            [HOSTILE_URL],
        )
    return path


@pytest.fixture(scope="module")
def folder(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "public"
    main(["publish", "--archive", str(path), "--to", str(folder)])
    return folder


@pytest.fixture
def public(folder: Path) -> Datasette:
    return Datasette([], config_dir=folder)


@pytest.fixture(scope="module")
def document(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute("SELECT id FROM documents LIMIT 1").fetchone()[0])


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MAKEUP"])
@pytest.mark.parametrize("url", ["/", "/archive/search", "/-/fazhi/fazhi.css", "/nosuch"])
async def test_a_published_copy_answers_get_and_head_alone(public: Datasette, method: str, url: str) -> None:
    response = await public.client.request(method, url)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD"
    assert "GET" in response.text
    assert (await public.client.head(url)).status_code in (200, 404)


@pytest.mark.parametrize(
    "name",
    [
        "threads",
        "actions",
        "permissions",
        "plugins",
        "settings",
        "config",
        "databases",
        "versions",
        "metadata",
        "allow-debug",
        "messages",
        "patterns",
        "auth-token",
        "logout",
        "actor",
        "made-up",
    ],
)
async def test_pages_for_the_operator_are_closed(public: Datasette, path: Path, name: str) -> None:
    assert (await public.client.get(f"/-/{name}")).status_code == 404
    closed = await public.client.get(f"/-/{name}.json", headers={"accept-language": "en"})
    assert closed.json() == {"ok": False, "error": "This page is not open to the public.", "status": 404}


async def test_the_operators_own_house_keeps_them(path: Path) -> None:
    assert (await Datasette([str(path)]).client.get("/-/versions")).status_code == 200


async def test_what_pages_are_made_of_stays_open(public: Datasette) -> None:
    for url in ("/-/fazhi/fazhi.css", "/-/static/app.css", "/robots.txt", "/favicon.ico"):
        assert (await public.client.get(url)).status_code == 200, url


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/archive/search?q=" + "a" * 9_000, 414),
        ("/archive/" + "a" * 3_000, 414),
        ("/archive/search?" + "&".join(f"a{n}=1" for n in range(100)), 400),
        ("/archive/search?" + "&".join("year=2024" for _ in range(30)), 400),
        ("/archive/documents?" + "&".join(f"_facet={name}" for name in ("kind", "issuer", "portal", "id") * 2), 400),
        ("/archive/documents?" + "&".join(f"_facet_array={n}" for n in range(10)), 400),
        ("/archive/documents?_search=" + "法" * 301, 400),
        ("/archive/documents?_search_title=" + "+".join(chr(0x4E00 + n) * 2 for n in range(30)), 400),
        ("/archive/documents?_search=a*&_searchmode=raw", 400),
        ("/archive/documents?_facet=text", 400),
        ("/archive/documents?_sort=text", 400),
        ("/archive/documents?_sort_desc=text", 400),
        ("/archive/documents?_col=text", 400),
        ("/archive/documents/~00", 400),
        ("/archive/documents/%00", 400),
        ("/archive/documents_fts?documents_fts__exact=a*", 403),
        ("/archive/documents/~ED~A0~80", 404),
        ("/archive/documents/" + "d" * 1_000, 404),
        ("/archive/documents/~2E~2E~2F~2E~2E~2Fetc~2Fpasswd", 404),
        ("/-/fazhi/..~2Fserving.py", 404),
        ("/-/fazhi/%2e%2e/serving.py", 404),
        ("/archive/search?q=%ED%A0%80%00%FF", 200),
        ("/archive/search?page=" + "9" * 300, 200),
        ("/archive/search?q=法治&page=-1", 200),
        ("/archive/coverage?division=" + "9" * 300, 200),
        ("//forged.example/x", 404),
    ],
)
async def test_what_no_reader_sends_gets_an_answer(public: Datasette, url: str, status: int) -> None:
    response = await public.client.get(url)
    assert response.status_code == status
    assert response.text


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": 'a="' + '\\"' * 30_000 + '"'},  # quadratic in older Pythons
        {"cookie": "a=" + "b" * 5_000},
        {"accept-language": "en;q=0.1," * 3_000},
        {f"x-{number}": "y" * 1_000 for number in range(20)},
    ],
)
async def test_headers_without_end_are_refused_unread(public: Datasette, headers: dict[str, str]) -> None:
    assert (await public.client.get("/archive/search", headers=headers)).status_code == 431


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "fazhi_language=\x01; =;;"},
        {"cookie": "a[b]=c; fazhi_language=en; ds_actor=x; ds_messages=y"},
        {"accept-language": "q=,;;;*,en;q=nan,zh;q=1e400"},
        {"if-none-match": "*," * 1_000, "if-modified-since": "never"},
        {"range": "bytes=0-99999999999,-5,5-1"},
        {"authorization": "Bearer dstok_x"},
        {"host": ""},
        {"host": "a b"},
    ],
)
async def test_headers_that_make_no_sense_change_nothing(
    public: Datasette, document: str, headers: dict[str, str]
) -> None:
    for url in ("/archive/search?q=法治", f"/archive/documents/{document}", "/archive/feed.atom", "/-/fazhi/fazhi.css"):
        assert (await public.client.get(url, headers=headers)).status_code == 200, url


async def test_the_table_of_documents_is_shown_without_texts(public: Datasette, document: str) -> None:
    rows = (await public.client.get("/archive/documents.json?_shape=objects")).json()["rows"]
    assert len(rows) == 13
    assert "text" not in rows[0]
    assert "text" in (await public.client.get(f"/archive/documents/{document}.json")).json()


async def test_an_error_is_not_drawn_with_all_variables(public: Datasette, capsys: pytest.CaptureFixture[str]) -> None:
    for url in ("/nosuch", "/archive/documents?_size=-1", "/archive?sql=select+1"):
        assert (await public.client.get(url)).status_code in (404, 400, 403)
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err


async def linked(client: Any, document: str, headers: dict[str, str]) -> dict[str, str]:
    """The answers that hold links, by their addresses."""
    urls = (
        "/archive/search.json?q=法治",
        "/archive/documents.json?_size=2",
        f"/archive/documents/{document}.json",
        f"/archive/documents/{document}.bib",
        f"/archive/documents/{document}",
        "/archive/feed.atom",
        "/robots.txt",
        "/archive/nosuch",
    )
    return {url: (response := await client.get(url, headers=headers)).text + str(response.headers) for url in urls}


@pytest.mark.parametrize("header", ["host", "x-forwarded-host", "forwarded"])
async def test_no_answer_repeats_a_foreign_host(public: Datasette, document: str, header: str) -> None:
    value = f"host={FORGED}" if header == "forwarded" else FORGED
    for url, text in (await linked(public.client, document, {header: value})).items():
        assert FORGED not in text, url


async def test_a_host_that_is_none_of_ours_gets_paths(public: Datasette, document: str) -> None:
    response = await public.client.get(f"/archive/documents/{document}.json", headers={"host": FORGED})
    assert response.json()["url"] == f"/archive/documents/{document}"
    feed = (await public.client.get("/archive/feed.atom", headers={"host": FORGED})).text
    assert "<id>urn:x-fazhi:archive:documents:" in feed


async def test_links_begin_with_the_public_address(path: Path, tmp_path: Path, document: str) -> None:
    folder = tmp_path / "public"
    arguments = ["publish", "--archive", str(path), "--to", str(folder), "--address", "https://reports.example.cn"]
    assert main(arguments) == 0
    client = Datasette([], config_dir=folder).client
    for headers in ({}, {"host": FORGED}):
        value = (await client.get(f"/archive/documents/{document}.json", headers=headers)).json()
        assert value["url"] == f"https://reports.example.cn/archive/documents/{document}"
        table = (await client.get("/archive/documents.json?_size=2", headers=headers)).json()
        assert table["next_url"].startswith("https://reports.example.cn/archive/documents.json?")


@pytest.mark.parametrize(
    "address", ["reports.example.cn", "ftp://a.cn", "https://a.cn@evil.cn", "http://[", "http:///x"]
)
def test_what_is_no_address_is_refused(path: Path, tmp_path: Path, address: str) -> None:
    assert origin(address) is None
    assert main(["publish", "--archive", str(path), "--to", str(tmp_path / "p"), "--address", address]) == 2
    assert not (tmp_path / "p").exists()


async def test_no_csv_holds_a_formula(public: Datasette) -> None:
    for url in ("/archive/documents.csv", "/archive/documents.csv?_labels=on", "/archive/search.csv?q=标题"):
        text = (await public.client.get(url)).content.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert "'=cmd|calc" in cells, url
        assert not [cell for cell in cells if cell.startswith(("=", "@", "\t", "\r"))], url


async def test_rows_of_csv_are_whole_wherever_they_are_cut() -> None:
    sent: list[dict[str, Any]] = []

    async def keep(message: dict[str, Any]) -> None:
        sent.append(message)

    send = with_safe_cells(keep)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    body = b'a,b\r\n"=1\r\n""x""",-5\r\n-x,+1e5\r\n'
    for place in range(len(body)):
        await send({"type": "http.response.body", "body": body[place : place + 1], "more_body": True})
    await send({"type": "http.response.body", "body": b""})
    written = b"".join(message.get("body", b"") for message in sent).decode()
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["a", "b"], ['\'=1\r\n"x"', "-5"], ["'-x", "+1e5"]]


async def test_a_search_says_what_is_too_much(path: Path) -> None:
    client = Datasette([str(path)]).client
    url = "/a/search{}?q=" + "+".join(chr(0x4E00 + n) * 2 for n in range(21))
    english = {"accept-language": "en"}
    assert "too many words: at most 20" in (await client.get(url.format(""), headers=english)).text
    found = (await client.get(url.format(".json"), headers=english)).json()
    assert found["problem"] == "too_many_words"
    assert found["message"] == "The query has too many words: at most 20."
    assert (found["total"], found["hits"]) == (0, [])
    table = await client.get(url.format(".csv"))
    assert (table.status_code, table.text) == (400, "检索词过多：最多 20 个。\n")


def test_a_full_disk_leaves_nothing_behind_and_publishing_can_be_repeated(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "public"
    script = (
        "import resource, signal, sys; from archive.__main__ import main;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        f"sys.exit(main(['publish', '--archive', {str(path)!r}, '--to', {str(folder)!r}]))"
    )
    failed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert failed.returncode == 2, failed.stderr
    assert "publish again" in failed.stderr
    assert list(folder.parent.iterdir()) == []
    assert main(["publish", "--archive", str(path), "--to", str(folder)]) == 0
    assert json.loads((folder / "metadata.json").read_text())["plugins"]["fazhi"]["public"] is True


def test_what_a_killed_publishing_left_is_no_hindrance(path: Path, tmp_path: Path) -> None:
    (tmp_path / ".public.unfinished").mkdir()
    (tmp_path / ".public.unfinished" / "archive.db").write_text("half")
    assert main(["publish", "--archive", str(path), "--to", str(tmp_path / "public")]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["public"]


def test_every_refusal_has_its_word() -> None:
    source = Path(gate.__file__).read_text("utf-8")
    from archive.datasette_plugin.words.translate import WORDS

    for word in {each.split('"')[0] for each in source.split('"not_answered_')[1:]}:
        assert f"not_answered_{word}" in WORDS["zh"]


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
@pytest.mark.parametrize(
    "query",
    ["_timelimit=abc", "_timelimit=1e3", "_ttl=x", "_through=%7B%7D", "_through=%5B%5B", "_through=" + "%5B" * 2000, "_sort=nope",
     "_sort_desc=nope", "_sort=id&_sort_desc=id", "_through=%7B%22table%22:%22documents%22,%22column%22:%22id%22,%22value%22:%221%22%7D"],
)  # fmt: skip
async def test_a_value_that_a_table_cannot_read_is_the_reader_s_mistake(
    public: Datasette, ending: str, query: str
) -> None:
    response = await public.client.get(f"/archive/documents{ending}?{query}")
    assert response.status_code == 400
    assert "Traceback" not in response.text


@pytest.mark.parametrize("target", ["/", "/archive/", "/archive/documents/", "/nowhere"])
async def test_the_address_of_another_host_as_a_target_is_not_repeated(public: Datasette, target: str) -> None:
    sent = []
    url = f"http://{FORGED}{target}"
    scope = {
        "type": "http", "method": "GET", "path": url, "raw_path": url.encode(), "query_string": b"", "http_version": "1.1",
        "headers": [(b"host", b"localhost")], "scheme": "http", "server": ("127.0.0.1", 80),
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await public.invoke_startup()
    await public.app()(scope, receive, send)
    assert sent[0]["status"] == 400
    assert FORGED not in str(sent)

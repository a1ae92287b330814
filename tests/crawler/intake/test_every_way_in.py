"""One folder with a file of every kind: what became a document, what a problem, what was passed over and why."""

import json
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.cli.main import main
from tests.cleaners.files.builders import docx, paragraph, pdf_line, pdf_pages, zipped

HOST = "http://www.yunling.example"
_LINES = (
    "一、主要成效。2024年，我局坚持依法行政，全年审查规范性文件12件，备案率达到百分之百。",
    "二、存在问题。执法力量配备仍显不足，个别单位执法案卷制作不够规范，法治宣传形式较为单一。",
    "三、下一步打算。继续推进行政执法三项制度，组织执法人员培训四次，办理行政复议答复九件。",
)


def title(organ: str) -> str:
    return f"云岭县{organ}2024年法治政府建设年度报告"


def lines(organ: str) -> list[str]:
    return [title(organ), *(line.replace("我局", organ) for line in _LINES)]


def page(organ: str, head: str = "") -> str:
    body = "".join(f"<p>{line}</p>" for line in lines(organ)[1:])
    return f"<!DOCTYPE html>{head}<html><head><title>{title(organ)}</title></head><body><h1>{title(organ)}</h1><div>{body}</div></body></html>"


def mhtml(organ: str, number: int) -> bytes:
    head = f"Snapshot-Content-Location: {HOST}/{number}.html\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    return head.encode() + page(organ).encode()


def rtf(organ: str) -> bytes:
    return (
        "{\\rtf1\\ansi "
        + "\\par ".join(
            "".join(f"\\u{ord(c) - (65536 if ord(c) > 32767 else 0)}?" for c in line) for line in lines(organ)
        )
        + "}"
    ).encode()


def word_xml(organ: str) -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines(organ))
    return f"<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'><w:body>{paragraphs}</w:body></w:wordDocument>"


def warc(answers: list[tuple[str, str, bytes, str]], *, gzipped: bool = True, with_requests: bool = False) -> bytes:
    """A WARC file with *answers* (address, media type, body, status), as crawlers write them."""
    file = BytesIO()
    writer = WARCWriter(file, gzip=gzipped)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "another crawler"}))
    for url, media_type, body, status in answers:
        if with_requests:
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "a")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", BytesIO(), http_headers=asked))
        http = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", BytesIO(body), http_headers=http))
    return file.getvalue()


SITE = [
    (f"{HOST}/wget.html", "text/html", page("教育局").encode(), "200 OK"),
    (f"{HOST}/plain.html", "text/plain", page("林业局").encode(), "200 OK"),
    (f"{HOST}/nb.docx", "application/octet-stream", docx("".join(map(paragraph, lines("统计局")))), "200 OK"),
    (f"{HOST}/a.css", "text/css", b".a{color:red}\n" * 20, "200 OK"),
    (f"{HOST}/a.js", "text/html", b"function f(){return document.title}\n" * 20, "200 OK"),
    (f"{HOST}/robots.txt", "text/plain", b"User-agent: *\nDisallow: /a\n", "200 OK"),
    (f"{HOST}/api", "application/json", b'{"rows": []}', "200 OK"),
    (f"{HOST}/a.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(50), "200 OK"),
    (f"{HOST}/a.woff", "font/woff", b"wOFF" + bytes(range(256)), "200 OK"),
    (f"{HOST}/gone.html", "text/html", b"gone", "404 Not Found"),
]


def fill(folder: Path) -> None:
    """Write the files, each a report of another organ, or something that is none."""
    text = {
        "水利局.html": page("水利局", "<!-- saved from url=(0032)http://www.yunling.example/1.html -->"),
        "水利局_files/saved_resource.html": page("水利局"),
        "single.html": page("民政局", f"<!-- Page saved with SingleFile url: {HOST}/2.html saved date: Mon Mar 03 2025 10:00:00 GMT+0800 -->"),
        "show.aspx": page("财政局"), "nodot": page("审计局"), "saved.txt": page("司法局"), "dump.txt": "\n".join(lines("商务局")),
        "old.doc": word_xml("气象局"), "README.md": "# fazhi\n\nCrawls 法治政府建设 reports.\n", "notice.html": page("x").replace("法治政府建设", "放假").replace("执法", "值班").replace("依法行政", "安排").replace("规范性文件", "材料").replace("行政复议", "来信"),
        "style.css": "a{color:red;margin:0}\n" * 9, ".DS_Store": "x", "api.json": '{"rows": [1]}',
    }  # fmt: skip
    for name, content in text.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    (folder / "chrome.mhtml").write_bytes(mhtml("交通局", 3))
    (folder / "年报.doc").write_bytes(mhtml("卫健局", 4))
    (folder / "nb.docx").write_bytes(docx("".join(map(paragraph, lines("体育局")))))
    rows = [pdf_line(line, 60, 760 - 40 * number, 10) for number, line in enumerate(lines("文旅局"))]
    (folder / "nb.pdf").write_bytes(pdf_pages([b"\n".join(rows)]))
    (folder / "nb.rtf").write_bytes(rtf("城管局"))
    (folder / "nb.zip").write_bytes(zipped({"a.docx": docx("".join(map(paragraph, lines("公安局"))))}))
    (folder / "wget.warc.gz").write_bytes(warc(SITE, with_requests=True))
    heritrix = [(f"{HOST}/h.html", "text/html", page("应急局").encode(), "200 OK")]
    (folder / "heritrix.warc").write_bytes(warc(heritrix, gzipped=False))
    browsertrix = warc([(f"{HOST}/b.html", "text/html", page("农业局").encode(), "200 OK")])
    with zipfile.ZipFile(folder / "browsertrix.wacz", "w") as package:
        package.writestr("archive/data.warc.gz", browsertrix)
        package.writestr("datapackage.json", "{}")
    (folder / "aaa-torn.warc.gz").write_bytes(browsertrix[:-30])


DOCUMENTS = [
    "水利局",
    "民政局",
    "财政局",
    "审计局",
    "司法局",
    "商务局",
    "气象局",
    "交通局",
    "卫健局",
    "体育局",
    "文旅局",
    "城管局",
    "公安局",
    "教育局",
    "林业局",
    "统计局",
    "应急局",
    "农业局",
]
PASSED_OVER = {
    "style sheets and scripts": 3,  # of the site a style sheet and a script, of the folder a style sheet
    "data (JSON, XML, feeds)": 2,
    "robots.txt": 1,
    "pictures": 1,
    "files of unknown kind (fonts, icons, programs)": 1,
    "answered with status 404": 1,
    "hidden files": 1,
    "parts of a page beside which they were saved": 1,
    "texts without Chinese": 1,
    "of no known portal and no report (--any takes them)": 1,
}


def test_every_file_of_a_folder_is_a_document_a_problem_or_passed_over_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saved").mkdir()
    fill(tmp_path / "saved")
    assert main(["ingest", "saved", "--archive", "a.db", "--json"]) == 1, "a WARC file is damaged"
    out, err = capsys.readouterr()
    passed = json.loads(out.splitlines()[-1])["passed_over"]
    with closing(sqlite3.connect("a.db")) as db:
        titles = Counter(row[0] for row in db.execute("SELECT title FROM documents"))
        problems = db.execute("SELECT kind, detail FROM problems").fetchall()
        urls = {row[0] for row in db.execute("SELECT url FROM pages")}
    assert titles == Counter(map(title, DOCUMENTS))
    assert passed == PASSED_OVER
    assert [kind for kind, _ in problems] == ["damaged_input"]
    assert "aaa-torn.warc.gz" in problems[0][1]
    assert {f"{HOST}/{number}.html" for number in (1, 2, 3, 4)} < urls
    assert f"Passed over: {sum(PASSED_OVER.values())}" in err
    assert all(reason in err for reason in PASSED_OVER)

"""A small archive of invented reports, written by plain inserts; the tests of reading and searching share it."""

from __future__ import annotations

import json
from pathlib import Path

from sqlite_utils import Database

from archive.database import search_index
from archive.database.migrations import migrations

HOSTILE_TITLE = '<script>alert("题")</script>关于\u202e演练</title>的报告'

RIVER_TEXT = "\n".join(
    [
        "青禾县人民政府:",
        "2023年，我局坚持依法治水，现将法治政府建设情况报告如下。",
        "一、主要举措和成效",
        "（一）健全决策机制。全年召开法治专题会议4次，审查合同32份。",
        "1.规范执法。办结水事案件12件，罚款２０２３元。",
        "指标\t2022年\t2023年",
        "行政检查\t88\t102",
        "行政处罚\t7\t12",
        "二、存在的问题",
        "执法力量仍显不足，推进法 治 政 府建设的合力有待增强。",
        "青禾县水务局",
        "2024年1月15日",
    ]
)


def make_archive(path: Path) -> Path:
    """Return *path*, now an archive with a portal, five documents, a version and an attachment."""
    db = Database(path)
    migrations.apply(db)
    with db.conn:
        _insert_frame(db)
        for number, document in enumerate(_documents(), start=1):
            _insert_document(db, number, document)
        _insert_relations(db)
        search_index.rebuild(db.conn)
    db.close()
    return path


def document(id_: str, text: str, **columns: object) -> dict[str, object]:
    """Return a row of documents."""
    return {
        "id": id_,
        "title": None,
        "issuer": None,
        "report_year": None,
        "kind": "report",
        "published_at": None,
        "signed_on": None,
        "source": None,
        "addressee": None,
        "signature": None,
        "document_number": None,
        "breadcrumb": "[]",
        "portal": "qinghe",
        "found": "{}",
        "text_digest": f"sha256:{id_}",
        "n_chars": len(text),
        "cleaner_version": "1",
        "first_seen_at": "2026-03-01T08:00:00Z",
        "updated_at": "2026-03-01T08:00:00Z",
        "text": text,
        **columns,
    }


def _documents() -> list[dict[str, object]]:
    return [
        document(
            "d00000000000001",
            RIVER_TEXT,
            title="青禾县水务局2023年度法治政府建设情况报告",
            issuer="青禾县水务局",
            report_year=2023,
            published_at="2024-01-20T09:30:00+08:00",
            signed_on="2024-01-15",
            source="县水务局",
            addressee="青禾县人民政府:",
            signature="青禾县水务局",
            document_number="青水〔2024〕3号",
            breadcrumb=json.dumps(["首页", "法治政府建设"], ensure_ascii=False),
            found=json.dumps({"issuer": "signature", "report_year": "title"}),
        ),
        document(
            "d00000000000002",
            "今年以来，我局认真落实依法行政要求，优化营商环境。\n青禾县林业局\n2023年2月1日",
            issuer="青禾县林业局",
            report_year=2022,
            signature="青禾县林业局",
            signed_on="2023-02-01",
            found=json.dumps({"issuer": "signature"}),
        ),
        document(
            "d00000000000003",
            "<img src=x onerror=alert(1)>防汛演练\u202e方案。<b>依法行政</b>，优化营商环境，服务营商环境。",
            title=HOSTILE_TITLE,
            issuer='<i>局</i>"',
            report_year=2024,
            published_at="2025-02-11",
            kind="other",
            source="javascript:alert(3)",
        ),
        document(
            "d00000000000004",
            "法治宣传进校园。本单位2023年无行政处罚。",
            title="营商环境专项报告",
            issuer="青禾县教育局",
            report_year=2023,
            published_at="2024-03-05",
        ),
        document("d00000000000005", "简讯。", kind="news", portal=None),
    ]


def _insert_frame(db: Database) -> None:
    db.execute(
        "INSERT INTO portals (id, name, host, platform)"
        " VALUES ('qinghe', '青禾县人民政府', 'www.qinghe.example', 'generic')"
    )
    db.execute(
        "INSERT INTO runs (id, command, selection, started_at, finished_at, software)"
        " VALUES ('r1', 'crawl', 'qinghe', '2026-03-01T08:00:00Z', '2026-03-01T08:20:00Z', 'fazhi')"
    )
    db.execute("INSERT INTO warc_files (name, run, opened_at) VALUES ('crawl-1.warc.gz', 'r1', '2026-03-01T08:00:00Z')")


def _insert_document(db: Database, number: int, row: dict[str, object]) -> None:
    url = f"http://www.qinghe.example/fzzf/{number}.html"
    if number == 3:
        url = "javascript:alert(document.domain)"
    page = f"p{number}"
    db.execute(
        "INSERT INTO pages (id, url, portal, role, first_seen_at, last_seen_at)"
        " VALUES (?, ?, 'qinghe', 'detail', '2026-03-01T08:00:00Z', '2026-03-02T08:00:00Z')",
        [page, url],
    )
    columns = ", ".join(["seq", *row])
    db.execute(
        f"INSERT INTO documents ({columns}) VALUES ({', '.join('?' * (len(row) + 1))})",
        [number, *row.values()],
    )
    db.execute(
        "INSERT INTO snapshots (id, page, run, url, fetched_at, status, media_type, payload_digest, size_bytes,"
        " warc_file, warc_offset, warc_length, document)"
        " VALUES (?, ?, 'r1', ?, '2026-03-01T08:00:00Z', 200, 'text/html', ?, 12345, 'crawl-1.warc.gz', ?, 900, ?)",
        [f"s{number}", page, url, f"sha256:{number:064x}", number * 1000, row["id"]],
    )
    db.execute(
        "INSERT INTO locations (document, page, portal, title, first_seen_at, last_seen_at)"
        " VALUES (?, ?, 'qinghe', ?, '2026-03-01T08:00:00Z', '2026-03-02T08:00:00Z')",
        [row["id"], page, row["title"]],
    )


def _insert_relations(db: Database) -> None:
    db.execute("INSERT INTO former_ids VALUES ('d0000000000000f', 'd00000000000001')")
    db.execute(
        "INSERT INTO versions (page, before, after, seen_at, snapshot) VALUES ('p1', 'd00000000000004', 'd00000000000001', '2026-03-02T08:00:00Z', 's1')"
    )
    for url, name in [
        ("http://www.qinghe.example/a.pdf", "附件1.pdf"),
        ("javascript:alert(4)", "<b>附件2</b>"),
        ("data:text/html,<script>alert(5)</script>", None),
    ]:
        db.execute("INSERT INTO attachments (page, url, name) VALUES ('p1', ?, ?)", [url, name])

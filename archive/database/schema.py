"""Descriptions of every table and column: shown by Datasette, printed by `fazhi schema`, kept in docs/schema.md."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlite_utils import Database

from archive.database.migrations import migrations
from archive.document_fields import COLUMNS
from cleaners.fields import Field

# How far indicators can be relied on, wherever they are shown or given away; by benchmarks/structure.py.
MEASURED = (
    "Measured on 96 figures of five real reports that were labelled by hand: precision 1.00, recall 1.00. The rules "
    "were made on these reports and mended until they fitted. On 112 figures of real passages not seen before, at the "
    "first try: precision .89, recall .89; expect that of others."
)


@dataclass(frozen=True, slots=True)
class TableDoc:
    """What one row of a table is, and what its columns hold."""

    description: str
    columns: Mapping[str, str]


_URL = "Canonical URL."


def column_description(field: Field) -> str:
    """What a column of documents holds."""
    return f"{field.description[:-1]}, as a JSON list." if field.type == "strings" else field.description


TABLES: Mapping[str, TableDoc] = MappingProxyType(
    {
        "documents": TableDoc(
            "One distinct report text, however many pages show it.",
            {field.name: column_description(field) for field in COLUMNS},
        ),
        "locations": TableDoc(
            "A document found at a page.",
            {
                "document": "The document.",
                "page": "The page.",
                "portal": "The portal of the page.",
                "title": "Title in the list that led there.",
                "section": "Path of columns that led there.",
                "first_seen_at": "First fetch that showed the document there (UTC).",
                "last_seen_at": "Last fetch that showed the document there (UTC).",
                "published_at": "Day of publication that this page states, or a list beside it; the earliest of "
                "its captures. NULL if none does.",
                "site_id_code": "网站标识码 that this page states.",
                "nearness": "0: on the portal of the organ or of its government, by its name; 1: on a portal of the "
                "organ's division; 2: elsewhere; 3: not known.",
                "cleaner_version": "Version of the cleaners that read the three; NULL until `fazhi reclean` in "
                "archives older than these columns.",
            },
        ),
        "versions": TableDoc(
            "A page that showed another document than before.",
            {
                "page": "The page.",
                "before": "The document that it showed.",
                "after": "The document that it shows since.",
                "seen_at": "Moment of the fetch that found the change (UTC).",
                "snapshot": "What that fetch brought.",
                "change": "revised: both are one report; rewritten: another text under the same title and year; "
                "reused: another report; NULL in archives older than this column.",
            },
        ),
        "outline": TableDoc(
            "One heading, or item of a list in words, of a document. See docs/structure.md.",
            {
                "document": "The document.",
                "ordinal": "Place among the nodes of the document, from 0.",
                "path": "2.3: the third child of the second top node, as they stand; printed numbers may differ.",
                "level": "Depth in the tree, from 1.",
                "mark": "Mark as printed, such as 一、 or 一是.",
                "heading": "The words without mark and end mark.",
                "kind": "heading, or item for 一是 ... 二是.",
                "part": "achievements, first_responsible, problems, plans or other: what the top section is, by its "
                "words.",
                "span_start": "Where mark and heading begin in the text, in characters from 0.",
                "span_end": "Where they end.",
            },
        ),
        "indicators": TableDoc(
            "One figure that a text states: a candidate with its evidence, never an official statistic. "
            f"{MEASURED} Read the sentence before you count the figure. See docs/structure.md.",
            {
                "document": "The document.",
                "ordinal": "Place among the figures of the document, from 0.",
                "indicator": "What is counted: an id of the vocabulary in docs/structure.md, such as litig.total.",
                "value": "The number as printed; 万 is multiplied in, but for money.",
                "unit": "Unit as printed; NULL for a number without one.",
                "qualifier": "≈ > ≥ < ≤, from 约 近 余 多 超 以上 不足 以内; NULL if the number stands bare.",
                "scope": "Whose figure it is, as printed before it: 全区, 我局; NULL if nothing is said.",
                "year": "The year that the sentence names, or else the report year.",
                "sentence": "The sentence that states it: the evidence.",
                "span_start": "Where number and unit begin in the text, in characters from 0.",
                "span_end": "Where they end.",
                "sentence_start": "Where the sentence begins in the text.",
                "confidence": "0.0 to 1.0, a rough order; no probability.",
                "flags": "JSON list: zero_in_words, combined, topic_carried, carried, recomputed, disagrees, "
                "contradiction, several, table.",
            },
        ),
        "divisions": TableDoc(
            "An administrative division, county and above, in a span of years. See docs/divisions.md.",
            {
                "code": "Code (GB/T 2260); one that was given anew has two rows with different names.",
                "name": "Official name.",
                "level": "province, city or county.",
                "parent": "Code of the division above; NULL above a province.",
                "from_year": "First year at whose end it stood; NULL: since before the table begins (end of 2013).",
                "to_year": "Last year at whose end it stood; NULL: it stands.",
                "successors": "Codes that its area has now, the main one first, parted by blanks.",
            },
        ),
        "twins": TableDoc(
            "A document that is the same report as another; both keep their texts. See docs/archive.md.",
            {
                "document": "The document.",
                "canonical": "The document that stands for it and for all others of the report.",
                "compared_with": "The document that it was compared with.",
                "judgement": "same; or part: one text holds the other, as where an annex follows or an end is cut.",
                "reason": "Why.",
                "resemblance": "Share of runs of five characters that both texts have, 0.0 to 1.0.",
                "containment": "Share of those of the shorter text that the longer has, 0.0 to 1.0.",
                "decided_by": "rules or reader.",
                "decided_at": "When (UTC).",
            },
        ),
        "review": TableDoc(
            "Two documents that rules cannot tell to be one report or two; a reader decides with `fazhi review`.",
            {
                "document": "One document.",
                "other": "The other; its id is the greater.",
                "reason": "What is in doubt.",
                "resemblance": "Share of runs of five characters that both texts have, 0.0 to 1.0.",
                "containment": "Share of those of the shorter text that the longer has, 0.0 to 1.0.",
                "found_at": "When the doubt arose (UTC).",
                "verdict": "same or other, as the reader decided; NULL until then.",
                "remark": "What the reader says of it.",
                "decided_at": "When the reader decided (UTC).",
            },
        ),
        "former_ids": TableDoc(
            "An id that a document had before it turned out to be the same as another.",
            {"id": "The former id.", "document": "The document that it means now."},
        ),
        "attachments": TableDoc(
            "A file that a page offers.",
            {
                "page": "The page.",
                "url": "URL of the file.",
                "name": "Name as the page gives it.",
                "media_type": "Media type by the first bytes; NULL until it was fetched.",
                "digest": "sha256:<hex> of the file; NULL until it was fetched.",
                "size_bytes": "Size of the file; NULL until it was fetched.",
                "snapshot": "Where its bytes are; NULL until it was fetched.",
            },
        ),
        "portals": TableDoc(
            "A government site.",
            {
                "id": "Short name, as in settings/portals.",
                "name": "Name as the site gives it.",
                "host": "Host name.",
                "division_code": "Administrative division (GB/T 2260) that it belongs to.",
                "site_id_code": "网站标识码.",
                "platform": "Content system: the module of crawler/platforms that reads its lists.",
                "floor": "Detail pages that a full crawl must find; fewer mean that something is wrong.",
                "accepted_tls": "What its table accepts of its TLS, since when and why; NULL if its TLS must hold.",
            },
        ),
        "pages": TableDoc(
            "One canonical URL.",
            {
                "id": "First 16 hex digits of the SHA-256 of the URL.",
                "url": _URL,
                "portal": "The portal that it belongs to.",
                "role": "list, detail, attachment, robots or other.",
                "section": "Path of columns that led there.",
                "title": "Title in the list that led there.",
                "listed_on": "Day beside that title: YYYY-MM-DD, as the list shows it.",
                "first_seen_at": "First fetch (UTC).",
                "last_seen_at": "Last fetch (UTC).",
                "gone_at": "Moment when it was found to be gone (UTC); NULL while it is there.",
                "http_status": "Status of the last answer; NULL if it came without HTTP.",
                "etag": "ETag of the last good answer.",
                "last_modified": "Last-Modified of the last good answer.",
                "next_due_at": "Moment when it is to be asked again (UTC).",
                "snapshot": "What it shows at present: the snapshot of the last good answer.",
                "document": "The document that it shows at present.",
                "missing_since": "First of the fetches that did not find it (UTC); NULL while it is there.",
            },
        ),
        "walks": TableDoc(
            "A list that was walked, by its first page: whether all of it has been seen.",
            {
                "page": "The first page of the list.",
                "run": "The run that walked it last.",
                "walked_at": "Moment of the last walk (UTC).",
                "complete_at": "Last walk that came to the end, or to what an earlier complete walk knew (UTC).",
                "pages": "Pages of the list, as far as complete walks have seen.",
                "rows": "Rows of the list, as far as complete walks have seen.",
            },
        ),
        "listings": TableDoc(
            "A page in a list: one row for each list that shows it, and for each address under which it does.",
            {
                "url": _URL,
                "portal": "The portal whose list it is.",
                "section": "Path of columns that led there.",
                "list_url": "Canonical URL of the first page of the list.",
                "listed_as": "The address in the row, as the list gives it (absolute).",
                "title": "Title in the list.",
                "first_seen_at": "First walk that met it there (UTC).",
                "last_seen_at": "Last walk that met it there (UTC); a walk ends early where all that follows is known.",
            },
        ),
        "snapshots": TableDoc(
            "One fetch that brought a payload which its page had not shown before.",
            {
                "id": "First 16 hex digits of the SHA-256 of page, fetched_at and payload_digest.",
                "page": "The page.",
                "run": "The run that fetched it.",
                "url": "URL as fetched.",
                "fetched_at": "Moment of the fetch (UTC).",
                "status": "HTTP status; NULL if it came without HTTP.",
                "media_type": "Media type that the answer names.",
                "payload_digest": "sha256:<hex> of the body, after content-encoding.",
                "size_bytes": "Size of the body.",
                "warc_file": "Name of the WARC file in warc/ beside the archive.",
                "warc_offset": "Offset of its record in that file.",
                "warc_length": "Length of its record there, compressed.",
                "cleaner_version": "Version of the cleaners that read it; NULL until then, and if they crashed.",
                "document": "The document that was found in it.",
                "rendered_as": "What a browser made of it once its scripts had run (that is what is read); "
                "NULL where none did.",
            },
        ),
        "warc_files": TableDoc(
            "A WARC file with the evidence of a run.",
            {
                "name": "File name in warc/ beside the archive.",
                "run": "The run that wrote it.",
                "opened_at": "When it was begun (UTC).",
                "closed_at": "When it was ended (UTC); NULL while it is being written, or if its writer died.",
                "size_bytes": "Bytes that are known to be whole records.",
                "checked_at": "Last time that its records were compared with their digests and with snapshots (UTC); "
                "NULL until then.",
                "fault": "What was found wrong then; NULL if nothing was.",
            },
        ),
        "table_digests": TableDoc(
            "What the rows of a table come to, written with them; `fazhi check` compares.",
            {
                "name": "The table.",
                "rows": "Its rows.",
                "digest": "Sum of the digests of its rows (64 bits of BLAKE2b each), modulo 2**64, in hex digits.",
            },
        ),
        "runs": TableDoc(
            "One run of a command that writes.",
            {
                "id": "Moment of its start and six hex digits.",
                "command": "The command.",
                "selection": "What was asked for.",
                "started_at": "Start (UTC).",
                "finished_at": "End (UTC); for a killed run, when the next one noticed.",
                "reason": "Why it ended: finished, shutdown, killed, ...",
                "requests": "Requests sent.",
                "pages": "Pages fetched.",
                "new": "Pages that were not known.",
                "changed": "Pages that showed another document than before; of a reclean those of which text, metadata "
                "or outline are read otherwise.",
                "unchanged": "Pages that showed what they had shown.",
                "documents": "Documents that the archive did not have.",
                "duplicates": "Documents found again at another page.",
                "problems": "Problems written.",
                "software": "JSON object: versions of what ran.",
                "place": "Where it ran.",
            },
        ),
        "problems": TableDoc(
            "One thing that went wrong.",
            {
                "id": "Number.",
                "run": "The run.",
                "portal": "The portal concerned.",
                "url": "The URL concerned.",
                "kind": "What kind: no_text, bad_date, refused, torn_record, ...",
                "detail": "What was found and what was expected.",
                "snapshot": "The bytes concerned.",
                "seen_at": "When (UTC).",
            },
        ),
        "meta": TableDoc(
            "Facts about the archive itself.",
            {"key": "Name of the fact, such as tokenizer_version.", "value": "The fact."},
        ),
        "documents_fts": TableDoc(
            "Search index over documents; its rowid is documents.seq. Search it with `fazhi search`.",
            {
                "title": "Tokens of the title; cannot be read back.",
                "text": "Tokens of the text; cannot be read back.",
            },
        ),
        "titles_fts": TableDoc(
            "Search index over the titles alone; its rowid is documents.seq.",
            {"title": "Tokens of the title; cannot be read back."},
        ),
        "minhashes": TableDoc(
            "What is kept of a text to find its twins (MinHash); made anew by `fazhi twins --rebuild`.",
            {
                "seq": "documents.seq.",
                "algorithm": "Name of the algorithm that made it.",
                "numbers": "128 numbers of 16 bits; empty for a text too short to have them.",
            },
        ),
        "minhash_keys": TableDoc(
            "A key made of some of the numbers of a document; documents that share one may be twins.",
            {"key": "The key.", "seq": "documents.seq."},
        ),
        "minhash_keys_recent": TableDoc(
            "Keys of the latest documents, which go over to minhash_keys range by range.",
            {"key": "The key.", "seq": "documents.seq."},
        ),
        "coverage": TableDoc(
            "View: one organ in one year, from 2016 on, and whether its report was published by 1 April of the next. "
            "See docs/coverage.md.",
            {
                "division_code": "The division.",
                "division": "Its name.",
                "is_government": "1 for the government of the division, 0 for its other organs.",
                "organ": "The organ: the issuer as printed, or the name that a government without a report has.",
                "organ_class": "As in documents; NULL if the name does not tell.",
                "year": "The year that the report covers.",
                "status": "on_time, late, by_then, undated, unread, not_found, not_due or never.",
                "published_on": "Day of publication as the page states it; NULL without a report or a day.",
                "published_by": "Day by which it was published at the latest: published_on, or the first capture.",
                "evidence": "On what the day rests: own_page (a dated page on a portal of the division), elsewhere (a "
                "dated page on another portal, perhaps a repost) or capture (no date); NULL without a report.",
                "days_after_1_april": "Days from 1 April of the next year, negative before it; NULL unless own_page.",
                "document": "The report of the organ and year of which the earliest day is known; NULL without one.",
                "checked_on": "Last day on which all portals of the division were walked completely; NULL if never.",
            },
        ),
        "figures_over_years": TableDoc(
            "View: a figure of a report beside that of the same organ's report of the year before. See "
            "docs/structure.md.",
            {
                "document": "The report.",
                "ordinal": "The figure: indicators.ordinal.",
                "indicator": "As in indicators.",
                "value": "As in indicators.",
                "unit": "As in indicators.",
                "scope": "As in indicators.",
                "year": "The year of the figure: that of the report, or the year before.",
                "other": "The report of the year before.",
                "other_value": "What that states of its own year.",
                "other_unit": "Its unit.",
                "other_year": "Its year.",
                "doubt": "differs: both state the year before, with two values; leap: ten times the year before, or a "
                "tenth; NULL if neither.",
            },
        ),
        "unplaced_reports": TableDoc(
            "View: a document that is or may be a report and counts for no row of coverage.",
            {
                "document": "The document.",
                "title": "Its title.",
                "issuer": "As in documents.",
                "division_code": "As in documents.",
                "year": "documents.report_year.",
                "kind": "report, or other where the title is that of a report.",
                "portal": "The portal that showed it first.",
                "found_in": "The division, else that of the portal; NULL if neither is known.",
                "published_on": "Day of publication as the page states it.",
                "missing": "What is not known, with blanks between: kind, organ, place, year.",
            },
        ),
        "governments": TableDoc(
            "A government of the country that owes reports, whether it is crawled or not. See docs/coverage.md.",
            {
                "division_code": "Its division (GB/T 2260), as of today.",
                "host": "Host of its portal; NULL if none is known.",
                "scheme": "http, https or http/https, as sources gave it; NULL if not known.",
                "platform": "Content system, a guess; NULL if there is none.",
                "status": "in the tables, proposed, refused, nothing found, never looked at, no portal.",
                "checked_at": "Day of the last look at the portal; NULL if there was none.",
            },
        ),
        "customary_names": TableDoc(
            "Shorter names of divisions that still say their kind: 红河州, 金平县.",
            {"code": "The division.", "name": "The name."},
        ),
        "covered_divisions": TableDoc(
            "View: a division with a portal or a document.",
            {
                "division_code": "The division.",
                "name": "Its name: of the table divisions, else of its portal.",
                "portals": "How many portals it has.",
                "checked_on": "Last day on which all of them were walked completely (China time); NULL if never.",
            },
        ),
        "walked_portals": TableDoc(
            "View: a portal, and when all its lists were last read to their end without a problem.",
            {
                "portal": "The portal.",
                "division_code": "Its division.",
                "checked_on": "Day of the last complete walk (China time); NULL if there was none.",
            },
        ),
        "_sqlite_migrations": TableDoc(
            "The migrations that made this schema (sqlite-utils).",
            {
                "id": "Number.",
                "migration_set": "fazhi.",
                "name": "Name of the migration.",
                "applied_at": "When it was applied.",
            },
        ),
    }
)


def schema_as_markdown() -> str:
    """The schema that the migrations give, with what TABLES says of it."""
    db = Database(memory=True)
    migrations.apply(db)
    lines = [
        "# Schema",
        "",
        "Made by `fazhi schema > docs/schema.md`; the words stand in `archive/database/schema.py`.",
        "Moments are UTC, `YYYY-MM-DDTHH:MM:SSZ`; what a page prints of itself is China time.",
    ]
    for table, doc in TABLES.items():
        lines += ["", f"## {table}", "", doc.description, "", "| column | type | meaning |", "|---|---|---|"]
        lines += [f"| `{name}` | {kind} | {doc.columns[name]} |" for name, kind in _columns(db.conn, table)]
    return "\n".join(lines) + "\n"


def _columns(db: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    """Name and type of each column, a foreign key with the table that it refers to."""
    references = {row[3]: row[2] for row in db.execute(f"PRAGMA foreign_key_list({table})")}
    is_view = db.execute("SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = ?", [table]).fetchone() is not None
    for _, name, kind, not_null, _, key in db.execute(f"PRAGMA table_info({table})"):
        words = [kind or ("computed" if is_view else "tokens")]
        if key:
            words.append("key")
        elif not_null:
            words.append("not null")
        if name in references:
            words.append(f"→ {references[name]}")
        yield name, ", ".join(words)

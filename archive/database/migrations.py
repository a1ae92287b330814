"""Migrations: the schema of an archive, step by step; docs/schema.md describes what they give."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database, Migrations

from archive.database import coverage_views as coverage
from archive.database import search_index
from archive.database.figure_views import FIGURES_OVER_YEARS
from archive.divisions import division_rows as divisions
from archive.identity import SHORT_TEXT_CHARS, comparable, digest_of_text, organ_beside_text, year_beside_text

migrations = Migrations("fazhi")

_AT_ONCE = 500  # documents whose texts a migration holds, some 10 MB; chosen


@contextmanager
def _without_views(db: Database) -> Iterator[None]:
    """Take the views away and put them back: SQLite reads them all for each table that is renamed, for .02 s each."""
    views = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid").fetchall()
    for name, _ in views:
        db.execute(f"DROP VIEW {name}")
    yield
    for _, statement in views:
        db.execute(statement)


@migrations()
def m001_pages_and_documents(db: Database) -> None:
    """The tables of the first version."""
    # Each reference names its column: Datasette cannot follow one that leaves it out.
    for statement in (
        """
        CREATE TABLE portals (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, host TEXT NOT NULL, division_code TEXT,
            site_id_code TEXT, platform TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE runs (
            id TEXT PRIMARY KEY, command TEXT NOT NULL, selection TEXT NOT NULL,
            started_at TEXT NOT NULL, finished_at TEXT, reason TEXT,
            requests INTEGER NOT NULL DEFAULT 0, pages INTEGER NOT NULL DEFAULT 0,
            new INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,
            unchanged INTEGER NOT NULL DEFAULT 0, documents INTEGER NOT NULL DEFAULT 0,
            duplicates INTEGER NOT NULL DEFAULT 0, problems INTEGER NOT NULL DEFAULT 0,
            software TEXT NOT NULL, place TEXT
        ) STRICT
        """,
        """
        CREATE TABLE warc_files (
            name TEXT PRIMARY KEY, run TEXT REFERENCES runs (id), opened_at TEXT NOT NULL, closed_at TEXT,
            size_bytes INTEGER NOT NULL DEFAULT 0
        ) STRICT
        """,
        """
        CREATE TABLE pages (
            id TEXT PRIMARY KEY, url TEXT NOT NULL UNIQUE, portal TEXT REFERENCES portals (id), role TEXT NOT NULL,
            section TEXT, title TEXT, first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL, gone_at TEXT,
            http_status INTEGER, etag TEXT, last_modified TEXT, next_due_at TEXT,
            snapshot TEXT REFERENCES snapshots (id), document TEXT REFERENCES documents (id)
        ) STRICT
        """,
        """
        CREATE TABLE snapshots (
            id TEXT PRIMARY KEY, page TEXT NOT NULL REFERENCES pages (id), run TEXT REFERENCES runs (id),
            url TEXT NOT NULL, fetched_at TEXT NOT NULL, status INTEGER, media_type TEXT,
            payload_digest TEXT NOT NULL, size_bytes INTEGER NOT NULL,
            warc_file TEXT NOT NULL REFERENCES warc_files (name),
            warc_offset INTEGER NOT NULL, warc_length INTEGER NOT NULL,
            cleaner_version TEXT, document TEXT REFERENCES documents (id),
            UNIQUE (warc_file, warc_offset)
        ) STRICT
        """,
        # Whoever merges documents finds all that refers to one without reading whole tables.
        "CREATE INDEX pages_document ON pages (document)",
        "CREATE INDEX snapshots_page ON snapshots (page, payload_digest)",
        "CREATE INDEX snapshots_document ON snapshots (document)",
        "CREATE INDEX snapshots_run ON snapshots (run)",
        """
        CREATE TABLE documents (
            id TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, title TEXT, issuer TEXT, division_code TEXT,
            admin_level TEXT, report_year INTEGER, kind TEXT NOT NULL, published_at TEXT, signed_on TEXT, source TEXT,
            addressee TEXT, signature TEXT, document_number TEXT, index_number TEXT, site_id_code TEXT,
            breadcrumb TEXT NOT NULL, language TEXT, portal TEXT REFERENCES portals (id),
            found TEXT NOT NULL, text_digest TEXT NOT NULL UNIQUE, n_chars INTEGER NOT NULL,
            cleaner_version TEXT NOT NULL, first_seen_at TEXT NOT NULL, updated_at TEXT NOT NULL, text TEXT NOT NULL
        ) STRICT
        """,
        # Facets and the usual orders read an index, never the rows with their long texts.
        "CREATE INDEX documents_report_year ON documents (report_year)",
        "CREATE INDEX documents_issuer ON documents (issuer)",
        "CREATE INDEX documents_portal ON documents (portal)",
        "CREATE INDEX documents_kind ON documents (kind)",
        "CREATE INDEX documents_published_at ON documents (published_at)",
        """
        CREATE TABLE former_ids (
            id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id)
        ) STRICT
        """,
        "CREATE INDEX former_ids_document ON former_ids (document)",
        """
        CREATE TABLE locations (
            document TEXT NOT NULL REFERENCES documents (id), page TEXT NOT NULL REFERENCES pages (id),
            portal TEXT REFERENCES portals (id), title TEXT, section TEXT,
            first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
            PRIMARY KEY (document, page)
        ) STRICT
        """,
        "CREATE INDEX locations_page ON locations (page)",
        """
        CREATE TABLE versions (
            page TEXT NOT NULL REFERENCES pages (id), before TEXT NOT NULL REFERENCES documents (id),
            after TEXT NOT NULL REFERENCES documents (id), seen_at TEXT NOT NULL,
            snapshot TEXT NOT NULL REFERENCES snapshots (id),
            PRIMARY KEY (page, seen_at)
        ) STRICT
        """,
        "CREATE INDEX versions_before ON versions (before)",
        "CREATE INDEX versions_after ON versions (after)",
        """
        CREATE TABLE attachments (
            page TEXT NOT NULL REFERENCES pages (id), url TEXT NOT NULL, name TEXT, media_type TEXT, digest TEXT,
            size_bytes INTEGER, snapshot TEXT REFERENCES snapshots (id),
            PRIMARY KEY (page, url)
        ) STRICT
        """,
        """
        CREATE TABLE problems (
            id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs (id), portal TEXT REFERENCES portals (id),
            url TEXT, kind TEXT NOT NULL, detail TEXT NOT NULL, snapshot TEXT REFERENCES snapshots (id),
            seen_at TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX problems_run ON problems (run)",
        "CREATE INDEX problems_snapshot ON problems (snapshot)",
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        # Contentless: the tokens are made by archive.search, the text stays in documents alone.
        """
        CREATE VIRTUAL TABLE documents_fts USING fts5 (
            title, text, content='', tokenize='unicode61 remove_diacritics 0'
        )
        """,
    ):
        db.execute(statement)


@migrations()
def m002_twins(db: Database) -> None:
    """Near duplicates: pointers, pairs for a person to look at, and the signatures by which they are found."""
    for statement in (
        """
        CREATE TABLE twins (
            document TEXT PRIMARY KEY REFERENCES documents (id), canonical TEXT NOT NULL REFERENCES documents (id),
            compared_with TEXT NOT NULL REFERENCES documents (id), judgement TEXT NOT NULL, reason TEXT NOT NULL,
            resemblance REAL NOT NULL, containment REAL NOT NULL, decided_by TEXT NOT NULL, decided_at TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX twins_canonical ON twins (canonical)",
        "CREATE INDEX twins_compared_with ON twins (compared_with)",
        """
        CREATE TABLE review (
            document TEXT NOT NULL REFERENCES documents (id), other TEXT NOT NULL REFERENCES documents (id),
            reason TEXT NOT NULL, resemblance REAL NOT NULL, containment REAL NOT NULL, found_at TEXT NOT NULL,
            verdict TEXT, remark TEXT, decided_at TEXT,
            PRIMARY KEY (document, other)
        ) STRICT
        """,
        "CREATE INDEX review_other ON review (other)",
        """
        CREATE TABLE signatures (
            seq INTEGER PRIMARY KEY REFERENCES documents (seq), algorithm TEXT NOT NULL, signature BLOB NOT NULL
        ) STRICT
        """,
        # Two small integers a row: the key of a band, and the document that has it.
        """
        CREATE TABLE signature_bands (
            key INTEGER NOT NULL, seq INTEGER NOT NULL REFERENCES documents (seq), PRIMARY KEY (key, seq)
        ) STRICT, WITHOUT ROWID
        """,
        "DROP INDEX documents_issuer",
        "CREATE INDEX documents_issuer ON documents (issuer, report_year)",
        "ALTER TABLE versions ADD COLUMN change TEXT",
    ):
        db.execute(statement)


@migrations()
def m003_walks_and_losses(db: Database) -> None:
    """Which lists were read to their end, since when a page is missing, how many details a portal must give."""
    for statement in (
        "ALTER TABLE pages ADD COLUMN missing_since TEXT",
        "ALTER TABLE portals ADD COLUMN floor INTEGER NOT NULL DEFAULT 0",
        """
        CREATE TABLE walks (
            page TEXT PRIMARY KEY REFERENCES pages (id), run TEXT NOT NULL REFERENCES runs (id),
            walked_at TEXT NOT NULL, complete_at TEXT, pages INTEGER NOT NULL, rows INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX pages_due ON pages (portal, role, next_due_at)",
    ):
        db.execute(statement)


@migrations()
def m004_coverage_index(db: Database) -> None:
    """Who published when is read off an index that has all of it, never off the rows with their long texts."""
    db.execute(
        "CREATE INDEX IF NOT EXISTS documents_coverage ON documents"
        " (division_code, report_year, kind, issuer, published_at, id)"
    )


@migrations()
def m005_structure(db: Database) -> None:
    """Outlines and indicators of documents, kinds of organs, divisions, and what has changed since a moment.

    Documents that are there already get theirs from `fazhi reclean --structure`: only cleaners can read them.
    """
    for statement in (
        # With rowids, so that rows are appended and a new document touches one page of each key, wherever its id falls.
        """
        CREATE TABLE outline (
            document TEXT NOT NULL REFERENCES documents (id), ordinal INTEGER NOT NULL, path TEXT NOT NULL,
            level INTEGER NOT NULL, mark TEXT NOT NULL, heading TEXT NOT NULL, kind TEXT NOT NULL, part TEXT NOT NULL,
            span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
            PRIMARY KEY (document, ordinal)
        ) STRICT
        """,
        """
        CREATE TABLE indicators (
            document TEXT NOT NULL REFERENCES documents (id), ordinal INTEGER NOT NULL, indicator TEXT NOT NULL,
            value REAL NOT NULL, unit TEXT, qualifier TEXT, scope TEXT, year INTEGER, sentence TEXT NOT NULL,
            span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, sentence_start INTEGER NOT NULL,
            confidence REAL NOT NULL, flags TEXT NOT NULL,
            PRIMARY KEY (document, ordinal)
        ) STRICT
        """,
        "CREATE INDEX indicators_indicator ON indicators (indicator, year)",
        # A code that was given to two divisions one after the other has two rows.
        """
        CREATE TABLE divisions (
            code TEXT NOT NULL, name TEXT NOT NULL, level TEXT NOT NULL, parent TEXT,
            from_year INTEGER, to_year INTEGER, successors TEXT NOT NULL,
            PRIMARY KEY (code, name)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX divisions_parent ON divisions (parent)",
        "CREATE INDEX divisions_name ON divisions (name)",
        "ALTER TABLE documents ADD COLUMN organ_type TEXT",
        "ALTER TABLE documents ADD COLUMN organ_class TEXT",
        "ALTER TABLE documents ADD COLUMN structure_version TEXT",
        "CREATE INDEX documents_organ ON documents (organ_class, organ_type, report_year)",
        "CREATE INDEX documents_updated_at ON documents (updated_at)",
        "CREATE INDEX pages_gone_at ON pages (gone_at) WHERE gone_at IS NOT NULL",
    ):
        db.execute(statement)
    divisions.renew(db.conn)


@migrations()
def m006_listings_and_renderings(db: Database) -> None:
    """Every place in which a page was listed; which snapshots a browser made another one of."""
    for statement in (
        # No reference to pages: a row is known before its page is asked for, and stays if it never answers.
        """
        CREATE TABLE listings (
            url TEXT NOT NULL, portal TEXT NOT NULL REFERENCES portals (id), section TEXT NOT NULL,
            list_url TEXT NOT NULL, listed_as TEXT NOT NULL, title TEXT NOT NULL,
            first_seen_at TEXT NOT NULL, last_seen_at TEXT NOT NULL,
            PRIMARY KEY (url, list_url, listed_as)
        ) STRICT, WITHOUT ROWID
        """,
        "ALTER TABLE snapshots ADD COLUMN rendered_as TEXT REFERENCES snapshots (id)",
        "CREATE INDEX snapshots_rendered_as ON snapshots (rendered_as) WHERE rendered_as IS NOT NULL",
    ):
        db.execute(statement)


@migrations()
def m007_search_without_texts(db: Database) -> None:
    """An index of the titles alone, and two of documents that hold all by which hits are filtered and sorted."""
    columns = "report_year, kind, division_code, admin_level, portal, issuer, organ_class, organ_type"
    for statement in (
        "CREATE VIRTUAL TABLE titles_fts USING fts5 (title, content='', tokenize='unicode61 remove_diacritics 0')",
        f"CREATE INDEX documents_search ON documents (seq, published_at, {columns})",
        "DROP INDEX documents_published_at",
        f"CREATE INDEX documents_newest ON documents (published_at, seq, {columns})",
    ):
        db.execute(statement)
    search_index.fill_titles(db.conn)


@migrations()
def m008_coverage_views(db: Database) -> None:
    """Who published when, as views; and the indexes by which they read no document."""
    for statement in (*coverage.INDEXES, *coverage.VIEWS):
        db.execute(statement)


@migrations()
def m009_fewer_writes(db: Database) -> None:
    """Keys of signatures wait in a small table; the search index is merged in larger steps.

    A key refers to no row by declaration any more: whoever deleted a document made SQLite read all keys.
    """
    statements = (
        """
        CREATE TABLE signature_bands_recent (
            key INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)
        ) STRICT, WITHOUT ROWID
        """,
        "ALTER TABLE signature_bands RENAME TO signature_bands_old",
        """
        CREATE TABLE signature_bands (
            key INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)
        ) STRICT, WITHOUT ROWID
        """,
        "INSERT INTO signature_bands SELECT key, seq FROM signature_bands_old",
        "DROP TABLE signature_bands_old",
    )
    with _without_views(db):
        for statement in statements:
            db.execute(statement)
    search_index.set_merging(db.conn)


@migrations()
def m010_all_metadata(db: Database) -> None:
    """What cleaners read and the archive dropped: author, column, site, division of the index number, tables.

    Documents that are there already get theirs from `fazhi reclean`; tables are NULL until then.  Tables are JSON in
    a column, not a table of cells: they are read whole with the text on whose lines they stand, never joined, and go
    with their document through merges and exports like any other column; json_each() takes them apart.
    """
    for column in ("author", "index_division", "column", "site_name", "icp", "police_record", "tables"):
        db.execute(f"ALTER TABLE documents ADD COLUMN {column} TEXT")


@migrations()
def m011_minhashes(db: Database) -> None:
    """A signature is 落款 alone: what finds twins is called by the name of its method."""
    statements = (
        "ALTER TABLE signatures RENAME COLUMN signature TO numbers",
        "ALTER TABLE signatures RENAME TO minhashes",
        "ALTER TABLE signature_bands RENAME TO minhash_keys",
        "ALTER TABLE signature_bands_recent RENAME TO minhash_keys_recent",
    )
    with _without_views(db):
        for statement in statements:
            db.execute(statement)


@migrations()
def m012_keywords(db: Database) -> None:
    """主题词; `fazhi reclean` reads those of documents that are there."""
    db.execute("ALTER TABLE documents ADD COLUMN keywords TEXT")


@migrations()
def m013_text_of_an_organ(db: Database) -> None:
    """A document is an organ's text: the organ joins the digest where the text does not name it.

    Until now the second of two organs with the same words became another place of the first one's document.  Each
    keeps its id here, and `fazhi reclean` gives the pages of the second a document of their own.  Reads all texts once,
    some hundred at a time.
    """
    db.execute("ALTER TABLE documents ADD COLUMN words_digest TEXT")
    # In the order in which the texts lie in the file: by an index each would be a jump.
    sql = (
        "SELECT rowid, text, issuer, json_extract(found, '$.issuer') FROM documents NOT INDEXED"
        " WHERE rowid > ? ORDER BY rowid LIMIT ?"
    )
    last = 0
    while rows := db.execute(sql, [last, _AT_ONCE]).fetchall():
        last = rows[-1][0]
        changed = [digests for row in rows if (digests := _digests_with_organ(*row))]
        db.conn.executemany("UPDATE documents SET text_digest = ?, words_digest = ? WHERE rowid = ?", changed)
    db.execute("CREATE INDEX documents_words_digest ON documents (words_digest) WHERE words_digest IS NOT NULL")


def _digests_with_organ(rowid: int, text: str, issuer: str | None, how: str | None) -> tuple[str, str, int] | None:
    folded = comparable(text)
    organ = organ_beside_text(folded, issuer, how)
    if not organ or len(folded) < SHORT_TEXT_CHARS:
        return None
    return digest_of_text(folded, organ), digest_of_text(folded), rowid


@migrations()
def m014_day_of_the_row(db: Database) -> None:
    """The day that a list shows beside the title of a page: the date of those that print none."""
    db.execute("ALTER TABLE pages ADD COLUMN listed_on TEXT")


@migrations()
def m015_evidence_of_coverage(db: Database) -> None:
    """On what a day of publication rests; reports that belong to no row; customary names of places."""
    db.execute(
        "CREATE TABLE customary_names (code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (code, name))"
        " STRICT, WITHOUT ROWID"
    )
    divisions.renew(db.conn)
    for name in ("unplaced_reports", "coverage", "covered_divisions", "walked_portals"):
        db.execute(f"DROP VIEW IF EXISTS {name}")
    for statement in (*coverage.COVERAGE_INDEX, coverage.UNPLACED_INDEX, *coverage.VIEWS):
        db.execute(statement)


@migrations()
def m016_facts_of_places(db: Database) -> None:
    """Each place of a document has its own day; the year joins the digest where the title alone names it.

    Known of an old archive: what the home of a document prints, and the days in lists; `fazhi reclean` reads the rest.
    Reads texts some hundred at a time.
    """
    for column in (
        "published_at TEXT",
        "site_id_code TEXT",
        "nearness INTEGER NOT NULL DEFAULT 3",
        "cleaner_version TEXT",
    ):
        db.execute(f"ALTER TABLE locations ADD COLUMN {column}")
    for view in ("figures_over_years", "unplaced_reports", "coverage", "covered_divisions", "walked_portals"):
        db.execute(f"DROP VIEW IF EXISTS {view}")
    db.execute(
        """
        UPDATE locations SET (published_at, site_id_code) = (
            SELECT d.published_at, d.site_id_code FROM documents d
            WHERE d.id = locations.document
        ) WHERE page = (
            SELECT l.page FROM locations l JOIN pages p ON p.id = l.page
            WHERE l.document = locations.document ORDER BY l.first_seen_at, p.url LIMIT 1
        )
        """
    )
    db.execute(
        """
        UPDATE locations SET published_at = (SELECT listed_on FROM pages WHERE id = locations.page)
        WHERE published_at IS NULL
        """
    )
    divisions.renew(db.conn)  # customary names of banners
    _digest_with_years(db)
    for statement in (*coverage.PLACES_INDEX, *coverage.VIEWS, FIGURES_OVER_YEARS):
        db.execute(statement)


def _digest_with_years(db: Database) -> None:
    # In the order in which the texts lie in the file: by an index each would be a jump.
    sql = (
        "SELECT rowid, text, issuer, json_extract(found, '$.issuer'), report_year, 'title' FROM documents NOT INDEXED"
        " WHERE rowid > ? AND json_extract(found, '$.report_year') = 'title' ORDER BY rowid LIMIT ?"
    )
    last = 0
    while rows := db.execute(sql, [last, _AT_ONCE]).fetchall():
        last = rows[-1][0]
        changed = [digests for row in rows if (digests := _digests_with_year(*row))]
        db.conn.executemany("UPDATE documents SET text_digest = ?, words_digest = ? WHERE rowid = ?", changed)


def _digests_with_year(
    rowid: int, text: str, issuer: str | None, how: str | None, year: int | None, how_year: str
) -> tuple[str, str, int] | None:
    folded = comparable(text)
    own_year = year_beside_text(folded, year, how_year)
    if not own_year or len(folded) < SHORT_TEXT_CHARS:
        return None
    return digest_of_text(folded, organ_beside_text(folded, issuer, how), own_year), digest_of_text(folded), rowid


@migrations()
def m017_care_that_notices(db: Database) -> None:
    """When each WARC file was compared with its digests, and what was found; digests of the tables themselves."""
    db.execute("ALTER TABLE warc_files ADD COLUMN checked_at TEXT")
    db.execute("ALTER TABLE warc_files ADD COLUMN fault TEXT")
    db.execute(
        "CREATE TABLE table_digests (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, digest TEXT NOT NULL)"
        " STRICT, WITHOUT ROWID"
    )


@migrations()
def m018_accepted_tls(db: Database) -> None:
    """What a portal's table accepts of its certificates and TLS versions."""
    db.execute("ALTER TABLE portals ADD COLUMN accepted_tls TEXT")


@migrations()
def m019_governments(db: Database) -> None:
    """All governments of the country that owe a report, with where one stands with their portals."""
    db.execute(
        "CREATE TABLE governments (division_code TEXT PRIMARY KEY, host TEXT, scheme TEXT, platform TEXT,"
        " status TEXT NOT NULL, checked_at TEXT) STRICT, WITHOUT ROWID"
    )

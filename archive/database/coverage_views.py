"""Views of coverage: its rule, once, in SQL, for our pages, our commands and anyone's queries.

The report of a year is to be published by 1 April of the next (厅字〔2019〕28号, art. 24; from 2016 on by the
纲要 of 2015).  A report is *not found* only on the word of a complete walk of every portal of its division after
that day, and only if no page that may be the report was listed and could not be read.  It is *late* only on the
word of a dated page on the portal of the organ or of its government; whatever else bears a day, or was captured on one,
tells that it was published by then.

Whoever changes a view adds a migration that drops and creates it anew.
"""

from __future__ import annotations

from archive.divisions.short_names import PORTAL_ENDINGS
from cleaners.problem_kinds import ProblemKind

# What keeps the rows of a list from being known, whatever address it is written for.
_LIST_PROBLEMS = ", ".join(
    f"'{kind}'"
    for kind in (
        ProblemKind.NO_ROWS, ProblemKind.PAGE_REPEATS, ProblemKind.TOO_MANY_PAGES, ProblemKind.FLOOR,
        ProblemKind.UNREADABLE_PORTAL, ProblemKind.BACKED_OFF,
    )
)  # fmt: skip
# Organs that the rule does not oblige: their reports count where they are, and nobody misses them where they are not.
_NOT_OBLIGED = "'party', 'congress', 'judiciary', 'vertical'"


def _argument(name: str) -> str:
    """What a run's selection ("portal=a,b division=44") gives for *name*; only to be asked where it is given."""
    rest = f"substr(r.selection, instr(' ' || r.selection, ' {name}=') + {len(name) + 1})"
    return f"substr({rest}, 1, instr({rest} || ' ', ' ') - 1)"


def _is_given(name: str) -> str:
    return f"instr(' ' || r.selection, ' {name}=') > 0"


# A walk is complete if its run ended by itself, asked for this portal, and wrote no problem about a list of it;
# a portal with a list that was never read to its end has none.  A list that was never fetched is no page: its
# problem says "list ..." of itself.
WALKED_PORTALS = f"""
CREATE VIEW walked_portals AS
SELECT o.id AS portal, o.division_code, (
    SELECT date(r.started_at, '+8 hours') FROM runs r
    WHERE r.command = 'crawl' AND r.reason = 'finished'
        AND r.started_at <= (
            SELECT max(w.walked_at) FROM pages g JOIN walks w ON w.page = g.id
            WHERE g.portal = o.id AND g.role = 'list' HAVING count(*) = count(w.complete_at)
        )
        AND (NOT {_is_given("portal")} OR instr(',' || {_argument("portal")} || ',', ',' || o.id || ',') > 0)
        AND (NOT {_is_given("division")}
            OR substr(o.division_code, 1, length({_argument("division")})) = {_argument("division")})
        AND NOT EXISTS (
            SELECT 1 FROM problems p LEFT JOIN pages g ON g.url = p.url
            WHERE p.run = r.id AND p.portal = o.id AND (p.kind IN ({_LIST_PROBLEMS})
                OR p.kind LIKE 'refused%' OR g.role = 'list' OR p.detail LIKE 'list %')
        )
    ORDER BY r.id DESC LIMIT 1
) AS checked_on
FROM portals o
"""

_CUT_ENDINGS = "\n        ".join(
    f"WHEN o.name LIKE '%{ending}' THEN substr(o.name, 1, length(o.name) - {len(ending)})" for ending in PORTAL_ENDINGS
)
# As place_of_portal() of archive.divisions.short_names reads it.
_PORTAL_NAME = f"""
    CASE {_CUT_ENDINGS}
        ELSE o.name END
"""

# A division is named after the portal of its government, if it has one, rather than after that of a bureau.
# The recursion jumps from code to code in the index: to list them all would read an entry for each document.
COVERED_DIVISIONS = f"""
CREATE VIEW covered_divisions AS
WITH RECURSIVE codes (code) AS (
    SELECT min(division_code) FROM documents
    UNION ALL
    SELECT (SELECT min(d.division_code) FROM documents d WHERE d.division_code > codes.code) FROM codes
    WHERE code IS NOT NULL
)
SELECT c.code AS division_code,
    coalesce(
        (SELECT v.name FROM divisions v WHERE v.code = c.code ORDER BY coalesce(v.to_year, 9999) DESC LIMIT 1),
        (SELECT {_PORTAL_NAME} FROM portals o WHERE o.division_code = c.code
            ORDER BY {_PORTAL_NAME} = o.name, length(o.name), o.id LIMIT 1),
        c.code
    ) AS name,
    (SELECT count(*) FROM portals o WHERE o.division_code = c.code) AS portals,
    (SELECT iif(count(*) = count(w.checked_on), min(w.checked_on), NULL) FROM walked_portals w
        WHERE w.division_code = c.code) AS checked_on
FROM (
    SELECT code FROM codes WHERE code IS NOT NULL
    UNION SELECT division_code FROM portals WHERE division_code IS NOT NULL
) c
"""


def _is_own_government(issuer: str, place: str) -> str:
    """Whether *issuer* is the government of the row *place*, not one whose reports its portal shows as well.

    By its name, official or customary (红河州人民政府); of a place alone it is the government that reports.
    """
    name = f"{place}.name"
    bare = f"""
        CASE WHEN {issuer} LIKE '%人民政府' OR {issuer} LIKE '%行政公署' THEN substr({issuer}, 1, length({issuer}) - 4)
            WHEN {issuer} LIKE '%政府' OR {issuer} LIKE '%行署' THEN substr({issuer}, 1, length({issuer}) - 2)
            WHEN substr({issuer}, -length({name})) = {name} THEN {issuer} ELSE '' END
    """
    return f"""
        ({bare} <> '' AND {issuer} NOT LIKE '%镇人民政府%' AND {issuer} NOT LIKE '%乡人民政府%'
        AND {issuer} NOT LIKE '%街道%' AND {issuer} NOT LIKE '%苏木人民政府%'
        AND (substr({name}, -length({bare})) = {bare} OR substr({bare}, -length({name})) = {name}
            OR EXISTS (SELECT 1 FROM customary_names c
                WHERE c.code = {place}.division_code AND substr({bare}, -length(c.name)) = c.name)))
    """


def _evidence(place: str) -> str:
    """0: a dated page on a portal of the division, or of a site registered for it; 1: dated elsewhere; 2: no date."""
    return f"""
        CASE WHEN coalesce(length({place}.published_at), 0) < 10 THEN 2
            WHEN EXISTS (SELECT 1 FROM portals o
                WHERE o.id = {place}.portal AND o.division_code = d.division_code) THEN 0
            WHEN substr({place}.site_id_code, 1, 6) = d.division_code THEN 0
            ELSE 1 END
    """


def _day(place: str) -> str:
    """Day and evidence (one digit) of a place; of one without a date the day of its first capture, in China."""
    return f"""
        iif(length({place}.published_at) >= 10, substr({place}.published_at, 1, 10),
            date({place}.first_seen_at, '+8 hours')) || {_evidence(place)}
    """


def _earliest(condition: str) -> str:
    """Day, evidence (one digit) and id of the report of a place in a year of which the earliest day is known.

    All places of a text count, so that it does not matter whose page was seen first.
    """
    return f"""
        (SELECT min(min({_day("d")}, coalesce((
            SELECT min({_day("l")}) FROM locations l INDEXED BY locations_facts WHERE l.document = d.id
        ), '9')) || d.id)
        FROM documents d WHERE d.division_code = p.division_code AND d.report_year = y.year AND d.kind = 'report'
            AND {condition})
    """


def _may_be_of_the_organ(title: str) -> str:
    """Whether a page of this title may be a report of the organ: it names the organ, or none that is known."""
    return f"""
        ({title} IS NULL OR (({title} LIKE '%法治%' OR {title} LIKE '%依法行政%')
            AND {title} NOT LIKE '%半年%' AND {title} NOT LIKE '%季度%' AND {title} NOT LIKE '%解读%'))
        AND (instr({title}, organ) > 0 OR NOT EXISTS (
            SELECT 1 FROM documents d WHERE d.division_code = known.division_code AND d.kind = 'report'
                AND instr({title}, d.issuer) > 0))
    """


# Each half is DISTINCT, so that SQLite finds the report of a row once, and still asks for one division alone.
COVERAGE = f"""
CREATE VIEW coverage AS
WITH RECURSIVE places AS MATERIALIZED (SELECT * FROM covered_divisions),
span (first, last) AS MATERIALIZED (
    SELECT max(2016, (SELECT min(report_year) FROM documents WHERE kind = 'report' AND report_year >= 2000)),
        max((SELECT max(report_year) FROM documents WHERE kind = 'report' AND report_year <= 2100),
            coalesce((SELECT max(substr(checked_on, 1, 4) - iif(substr(checked_on, 6) > '04-01', 1, 2))
                FROM places), 0))
),
years (year) AS (
    SELECT first FROM span WHERE first IS NOT NULL
    UNION ALL SELECT year + 1 FROM years, span WHERE year < last
),
expected AS (
    SELECT DISTINCT p.division_code, p.name AS division, 1 AS is_government, p.name || '人民政府' AS organ,
        'government' AS organ_class, y.year, p.checked_on,
        {_earliest(_is_own_government("d.issuer", "p"))} AS found
    FROM places p CROSS JOIN years y
    UNION ALL
    SELECT DISTINCT s.division_code, p.name, 0, s.issuer, s.organ_class, y.year, p.checked_on,
        {_earliest("d.issuer = s.issuer")}
    FROM (
        SELECT division_code, issuer, min(report_year) AS first, max(organ_class) AS organ_class
        FROM documents INDEXED BY documents_coverage
        WHERE kind = 'report' AND issuer IS NOT NULL AND report_year BETWEEN 2000 AND 2100
        GROUP BY division_code, issuer
    ) s JOIN places p ON p.division_code = s.division_code JOIN years y ON y.year >= s.first
    WHERE NOT {_is_own_government("s.issuer", "p")}
),
-- A page whose place contradicts the name of its organ is no page of the organ's portal.
known AS (
    SELECT *, substr(found, 1, 10) AS day, substr(found, 12) AS document,
        CASE substr(found, 11, 1) WHEN '2' THEN 'capture' WHEN '1' THEN 'elsewhere' WHEN '0' THEN iif(
            (SELECT json_extract(d.found, '$.division_code') FROM documents d WHERE d.id = substr(expected.found, 12))
                LIKE '%contradiction%', 'elsewhere', 'own_page') END AS evidence
    FROM expected
)
SELECT division_code, division, is_government,
    -- A government has one name in all its rows, that of its latest report.
    coalesce(first_value((SELECT d.issuer FROM documents d WHERE d.id = known.document)) OVER (
        PARTITION BY division_code, is_government, iif(is_government, NULL, organ) ORDER BY document IS NULL, year DESC
    ), organ) AS organ,
    organ_class, year,
    CASE
        WHEN day < (year + 1) || '-04-02' THEN 'on_time'
        WHEN evidence = 'own_page' THEN 'late'
        WHEN evidence = 'elsewhere' THEN 'by_then'
        WHEN evidence = 'capture' THEN 'undated'
        WHEN checked_on IS NULL THEN 'never'
        WHEN checked_on <= (year + 1) || '-04-01' THEN 'not_due'
        WHEN EXISTS (
            SELECT 1 FROM portals o CROSS JOIN pages g INDEXED BY pages_unread
            WHERE o.division_code = known.division_code
                AND g.portal = o.id AND g.role = 'detail' AND g.document IS NULL AND g.gone_at IS NULL
                AND {_may_be_of_the_organ("g.title")}
                AND (instr(g.title, year) > 0 OR (coalesce(g.title, '') NOT GLOB '*20[0-9][0-9]*'
                    AND coalesce(g.http_status, 0) NOT IN (404, 410)))
            UNION ALL
            SELECT 1 FROM portals o CROSS JOIN listings l INDEXED BY listings_portal
            WHERE o.division_code = known.division_code AND l.portal = o.id AND instr(l.title, year) > 0
                AND {_may_be_of_the_organ("l.title")} AND NOT EXISTS (SELECT 1 FROM pages g WHERE g.url = l.url)
        ) THEN 'unread'
        ELSE 'not_found'
    END AS status,
    iif(evidence = 'capture', NULL, day) AS published_on, day AS published_by, evidence,
    iif(evidence = 'own_page', CAST(julianday(day) - julianday((year + 1) || '-04-01') AS INTEGER), NULL)
        AS days_after_1_april,
    document, checked_on
FROM known
WHERE found IS NOT NULL OR coalesce(organ_class, '') NOT IN ({_NOT_OBLIGED})
"""

# What the index holds is what the view asks for, word by word: SQLite takes it for nothing else.
_UNPLACED = """
    (kind = 'report' AND (issuer IS NULL OR division_code IS NULL OR report_year IS NULL
        OR report_year < 2000 OR report_year > 2100))
    OR (kind = 'other' AND (instr(title, '法治') OR instr(title, '依法行政'))
        AND (instr(title, '报告') OR instr(title, '总结') OR instr(title, '情况')))
"""
UNPLACED_INDEX = f"CREATE INDEX documents_unplaced ON documents (division_code, portal, id) WHERE {_UNPLACED}"

# A text is not missing where a twin of it has its place.
UNPLACED_REPORTS = f"""
CREATE VIEW unplaced_reports AS
SELECT d.id AS document, d.title, d.issuer, d.division_code, d.report_year AS year, d.kind, d.portal,
    coalesce(d.division_code, (SELECT o.division_code FROM portals o WHERE o.id = d.portal)) AS found_in,
    substr(d.published_at, 1, 10) AS published_on,
    trim(iif(d.kind = 'report', '', 'kind ') || iif(d.issuer IS NULL, 'organ ', '')
        || iif(d.division_code IS NULL, 'place ', '')
        || iif(d.report_year BETWEEN 2000 AND 2100, '', 'year')) AS missing
FROM documents d INDEXED BY documents_unplaced
WHERE ({_UNPLACED})
    AND NOT EXISTS (
        SELECT 1 FROM twins t JOIN documents o ON o.id IN (t.document, t.canonical)
        WHERE (t.document = d.id OR t.canonical = d.id) AND o.kind = 'report' AND o.issuer IS NOT NULL
            AND o.division_code IS NOT NULL AND o.report_year BETWEEN 2000 AND 2100)
"""

# The coverage view reads nothing of documents but these entries, never the rows with their long texts.
COVERAGE_INDEX = (
    "DROP INDEX IF EXISTS documents_coverage",
    "CREATE INDEX documents_coverage ON documents"
    " (division_code, report_year, kind, issuer, published_at, id, organ_class, portal, site_id_code, first_seen_at)",
)
# The days of the places of a document, without the rows of either.
PLACES_INDEX = (
    "CREATE INDEX locations_facts ON locations (document, published_at, portal, site_id_code, first_seen_at)",
)
INDEXES = (
    *COVERAGE_INDEX,
    "DROP INDEX IF EXISTS documents_kind",
    "CREATE INDEX documents_kind ON documents (kind, report_year)",
    "CREATE INDEX listings_portal ON listings (portal, title, url)",
    "CREATE INDEX pages_unread ON pages (portal, title) WHERE role = 'detail' AND document IS NULL",
    "CREATE INDEX portals_division_code ON portals (division_code)",
    "CREATE INDEX problems_portal ON problems (portal, run)",
)
VIEWS = (WALKED_PORTALS, COVERED_DIVISIONS, COVERAGE, UNPLACED_REPORTS)

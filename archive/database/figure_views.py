"""View of figures over years: those of a report beside those that the same organ's report of the year before states.

What does not go together is evidence, and no proof: either report may be wrong, and so may our reading.  Left out are
small numbers and zeros, which leap without meaning anything, and figures of which a report says several values, parts
or bounds.
"""

from __future__ import annotations

_FACTOR = 10  # times the year before, up or down: no such leap is plausible of a count of tens (chosen)
_LEAST = 10  # both figures must reach it (rates: 1 %); below it any factor happens (chosen)
_NOT_COMPARED = ("part", "listed", "shared", "several", "contradiction", "disagrees")


def _is_comparable(figure: str) -> str:
    """Whether the report says one bare value of this indicator, year and scope."""
    flags = " AND ".join(f"""{figure}.flags NOT LIKE '%"{flag}"%'""" for flag in _NOT_COMPARED)
    return f"""
        {figure}.qualifier IS NULL AND {flags} AND {figure}.value >= iif({figure}.unit IS '%', 1, {_LEAST})
        AND NOT EXISTS (SELECT 1 FROM indicators o WHERE o.document = {figure}.document
            AND o.indicator = {figure}.indicator AND o.year = {figure}.year AND o.scope IS {figure}.scope
            AND (o.value <> {figure}.value OR (o.ordinal < {figure}.ordinal AND o.value = {figure}.value)))
    """


def _measure(figure: str) -> str:
    """The unit, those of one meaning as one."""
    return f"""
        CASE WHEN {figure}.unit IN ('宗', '起', '例') THEN '件' WHEN {figure}.unit IN ('场', '期', '场次') THEN '次'
            WHEN {figure}.unit = '名' THEN '人' ELSE coalesce({figure}.unit, '') END
    """


# The name of the organ may have its place in front in one of the two.
FIGURES_OVER_YEARS = f"""
CREATE VIEW figures_over_years AS
SELECT i.document, i.ordinal, i.indicator, i.value, i.unit, i.scope, i.year, b.id AS other, l.value AS other_value,
    l.unit AS other_unit, l.year AS other_year,
    CASE WHEN i.year = l.year AND i.value <> l.value THEN 'differs'
        WHEN i.year > l.year AND max(i.value, l.value) >= {_FACTOR} * min(i.value, l.value) THEN 'leap' END AS doubt
FROM documents d
CROSS JOIN indicators i ON i.document = d.id
CROSS JOIN documents b INDEXED BY documents_coverage ON b.division_code = d.division_code
    AND b.report_year = d.report_year - 1 AND b.kind = 'report'
    AND (substr(b.issuer, -length(d.issuer)) = d.issuer OR substr(d.issuer, -length(b.issuer)) = b.issuer)
CROSS JOIN indicators l ON l.document = b.id
WHERE d.kind = 'report' AND i.year IN (d.report_year, d.report_year - 1) AND l.year = b.report_year
    AND l.indicator = i.indicator AND l.scope IS i.scope AND {_measure("l")} = {_measure("i")}
    AND {_is_comparable("i")} AND {_is_comparable("l")}
    AND NOT EXISTS (SELECT 1 FROM twins t WHERE t.document = b.id)
"""

"""The card of a release: README.md with the front matter that the Hugging Face Hub and `datasets` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.database.schema import MEASURED
from archive.export.columns import DOCUMENT_FIELDS, INDICATOR_FIELDS, OUTLINE_FIELDS, Column

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_CONFIGS = ("documents", "outline", "indicators")


def card(name: str, as_of: str | None, formats: Sequence[str], counts: Mapping[str, int]) -> str:
    """The text of README.md."""
    return f"""{_front(formats, counts)}
# 法治政府建设: annual reports on rule-of-law government in China, {name}

Every government in China from the county up, and the departments, towns and streets under it, publish a yearly
report on building a rule-of-law government (法治政府建设年度报告). This release holds the clean text of
{counts.get("documents", 0):,} documents with {counts.get("outline", 0):,} headings and items and
{counts.get("indicators", 0):,} stated figures, as an archive held them at {as_of}.

The text is the page's own: punctuation, quotes and numerals as printed. What was inferred (issuer, report year) tells
in `found` how. Empty means that the page says nothing.

**Indicators are candidates with evidence, never official statistics.** Patterns found a number near words: read the
sentence that stands beside each figure. Figures of the same thing may differ in scope, and contradictions are kept.
{MEASURED}

## Documents

{_table(DOCUMENT_FIELDS)}

In the Parquet files of `documents/` each row also has its `outline` as a list.

## Outline

Spans count characters of `text` from 0; `text[span_start:span_end]` is mark and heading.

{_table(OUTLINE_FIELDS)}

## Indicators

{_table(INDICATOR_FIELDS)}

In CSV files a text cell that a spreadsheet would take for a formula has an apostrophe before it.

## Rights and manners

The texts are official documents of administrative nature, outside of copyright (Copyright Law of the People's
Republic of China, art. 5). Name the organ, the title, the URL and the day when you quote one. Whoever finds personal
data that should not stand here may ask for its removal.

## Citation

See `CITATION.cff`. `SHA256SUMS` has the digests of all files: `sha256sum --check SHA256SUMS`.
"""


def _front(formats: Sequence[str], counts: Mapping[str, int]) -> str:
    documents = counts.get("documents", 0)
    size = next((name for limit, name in _SIZES if documents < limit), "n>1M")
    configs = "configs:\n" + "".join(
        f"- config_name: {name}\n  data_files: {name}/*.parquet\n"
        + ("  default: true\n" if name == "documents" else "")
        for name in _CONFIGS
        if counts.get(name)
    )
    return f"""---
pretty_name: 法治政府建设年度报告
language:
- zh
license: other
size_categories:
- {size}
tags:
- government
- law
- china
{configs if "parquet" in formats else ""}---
"""


def _table(fields: Sequence[Column]) -> str:
    rows = "\n".join(f"| `{field.name}` | {field.type} | {field.description} |" for field in fields)
    return f"| column | type | what it holds |\n|---|---|---|\n{rows}"

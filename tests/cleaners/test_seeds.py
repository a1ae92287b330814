"""The seed dumps, where they lie beside the project: text and every gold field, exactly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cleaners

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
DUMPS = sorted(SEEDS.glob("*.txt"))
FIELDS = {
    "title": "title",
    "published": "published_at",
    "source": "source",
    "breadcrumb": "breadcrumb",
    "report_year": "report_year",
    "issuer": "issuer",
    "signature": "signature",
    "signed_on": "signed_on",
    "salutation": "addressee",
    "site_id_code": "site_id_code",
    "icp": "icp",
    "police_record": "police_record",
    "text": "text",
}
pytestmark = pytest.mark.skipif(not DUMPS, reason="the seeds are not beside the project")


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_seed_gives_its_gold(dump: Path) -> None:
    gold = json.loads(dump.with_suffix(".gold.json").read_text("utf-8"))
    article = cleaners.clean_text(dump.read_bytes())
    for key, name in FIELDS.items():
        if key in gold:
            got = getattr(article, name)
            assert (list(got) if isinstance(got, tuple) else got) == gold[key], key
    assert len(article.paragraphs) == gold["paragraphs"]
    assert article.kind == "report"
    assert cleaners.clean_text(article.text).text == article.text

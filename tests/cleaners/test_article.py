"""The Article as a value: what goes into JSON."""

from __future__ import annotations

import json
from dataclasses import fields, replace

from cleaners import Article, Attachment, Problem, Table, article_as_dict

FULL = Article(
    "一、工作",
    "某县2024年法治政府建设情况报告",
    breadcrumb=("首页", "法治政府"),
    attachments=(Attachment(None, "http://www.jia.gov.cn/1.pdf"),),
    tables=(Table(0, (("案件", "12"),)),),
    problems=(Problem("bad_date", "found '昨天'"),),
    found={"title": "ArticleTitle"},
)


def test_an_article_as_a_dict_survives_json_unchanged():
    plain = article_as_dict(FULL)
    assert json.loads(json.dumps(plain)) == plain


def test_an_article_as_a_dict_has_every_field_and_leaves_the_article_alone():
    before = replace(FULL)
    plain = article_as_dict(FULL)
    assert list(plain) == [field.name for field in fields(Article)]
    assert plain["tables"] == [{"line": 0, "rows": [["案件", "12"]]}]
    plain["found"]["title"] = "heading"
    assert before == FULL

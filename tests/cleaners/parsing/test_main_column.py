"""Main column: what stands beside the box of a known class belongs to the page, too."""

from __future__ import annotations

import pytest

from cleaners import clean_page

TITLE = "云溪县水利局2024年法治政府建设年度报告"
INFO = "发布时间：2025-02-03 来源：云溪县水利局"
PATH = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/fz/'>法治政府建设</a></div>"
FOOT = "<div>主办单位：云溪县人民政府办公室 ICP备00000000号</div>"
TEXT = (
    "<p>我局坚持以习近平法治思想为指导，认真落实县委县政府部署，现将有关情况报告如下：</p>"
    "<p>一、主要成效。我局坚持依法行政，全年审查规范性文件12件，备案率达到百分之百。</p>"
    "<p>二、存在问题。执法力量配备仍显不足，个别单位执法案卷制作不够规范，法治宣传形式较为单一。</p>"
)
LAYOUTS = {
    "beside": "<div>{path}<div><h1>{title}</h1><div>{info}</div></div><div>{box}</div>{foot}</div>",
    "body": "{path}<div><h1>{title}</h1><div>{info}</div></div>{box}{foot}",
    "rows": "<table><tr><td>{path}</td></tr><tr><td align=center><b>{title}</b></td></tr><tr><td>{info}</td></tr>"
    "<tr><td>{box}</td></tr><tr><td>{foot}</td></tr></table>",
    "flat": "<div>{path}<h2>{title}</h2><p>{info}</p>{box}{foot}</div>",
    "deep": "<div><div>{path}</div><div><div><h3>{title}</h3></div><div>{info}</div></div><div><div>{box}</div></div>{foot}</div>",
    "info below": "<div>{path}<h2>{title}</h2>{box}<div>{info}</div>{foot}</div>",
    "no path": "<div><div><a href=/>首页</a><a href=/x>新闻</a></div><div>{title}</div><div>{info}</div>{box}{foot}</div>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["class=TRS_Editor", "class=wzcon", "id=zoom", "id=vsb_content", "class=x"])
@pytest.mark.parametrize("doc", ["云溪县人民政府", f"{TITLE}_云溪县人民政府"])
def test_title_and_info_beside_the_box_are_read_whatever_its_class(layout: str, name: str, doc: str) -> None:
    box = f"<div {name}>{TEXT}</div>"
    body = LAYOUTS[layout].format(path=PATH, title=TITLE, info=INFO, box=box, foot=FOOT)
    article = clean_page(f"<html><head><title>{doc}</title></head><body>{body}</body></html>".encode())
    assert (article.title, article.published_at, article.source) == (TITLE, "2025-02-03", "云溪县水利局")
    assert (article.issuer, article.report_year) == ("云溪县水利局", 2024)
    assert article.text.startswith("我局坚持")
    assert article.text.endswith("较为单一。")


def test_files_below_the_box_are_attachments() -> None:
    files = "<div>附件：<a href='/a.pdf'>报告全文.pdf</a></div>"
    page = f"<body><div>{PATH}<h1>{TITLE}</h1><div class=TRS_Editor>{TEXT}</div>{files}{FOOT}</div></body>"
    assert [file.name for file in clean_page(page.encode()).attachments] == ["报告全文.pdf"]

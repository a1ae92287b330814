"""Info lines and head tables in the layouts that portals give them; all portals and organs are invented."""

from __future__ import annotations

from typing import Any

import pytest

from cleaners import Article, clean_page
from cleaners.patterns import boilerplate

TITLE = "松源县水利局2024年法治政府建设年度报告"
TEXT = (
    "<p>2024年，我局坚持依法行政，完善工作机制，各项工作取得新的成效，现将有关情况报告如下。</p>"
    "<p>一、主要工作。开展河道巡查126次，立案查处水事违法案件9件。</p><p>二、存在的不足。执法装备配备不足。</p>"
    "<p>松源县水利局</p><p>2025年1月16日</p>"
)


def clean(info: str) -> Article:
    page = (
        f"<html><head><title>{TITLE}_松源县人民政府</title></head><body><div><a href=/>首页</a><a href=/a>新闻</a></div>"
        "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/fz/'>法治政府建设</a></div>"
        f"<div class=m><h1>{TITLE}</h1>{info}<div class=t>{TEXT}</div></div>"
        "<div>主办单位：松源县人民政府 ICP备00000001号</div></body></html>"
    )
    return clean_page(page.encode(), "http://www.songyuan.example.cn/gk/1.html")


PLAIN = clean("<div>发布时间：2025-01-20</div>").text


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("<div>【来源：县水利局】【发布时间：2025-01-20】【字号：大 中 小】</div>",
         {"date": "2025-01-20","source": "县水利局"}),
        ("<div>[来源]县水利局 [日期]2025-01-20</div>",
         {"date": "2025-01-20","source": "县水利局"}),
        ("<div>【信息来源】县水利局　【发布日期】2025-01-20　【浏览次数】168</div>",
         {"date": "2025-01-20","source": "县水利局"}),
        ("<div>（来源：县水利局　2025-01-20）</div>",
         {"date": "2025-01-20","source": "县水利局"}),
        ("<div>来源：县水利局 | 发布时间：2025-01-20 | 浏览：168</div>",
         {"date": "2025-01-20","source": "县水利局"}),
        ("<div>县水利局 | 2025-01-20 | 阅读 168</div>",
         {"date": "2025-01-20","source": "县水利局"}),
        ("<div>2025-01-20 县水利局</div>",
         {"date": "2025-01-20","source": "县水利局"}),
        ("<div>县水利局 2025-01-20 10:05</div>",
         {"published_at": "2025-01-20T10:05:00+08:00","source": "县水利局"}),
        ("<div><span>2025-01-20</span><span>县水利局</span></div>",
         {"date": "2025-01-20","source": "县水利局"}),
        ("<div>来源：县水利局类型：原创</div>",
         {"source": "县水利局"}),
        ("<div>来源：外贸司类型：原创2025-01-20 10:05</div>",
         {"source": "外贸司","date": "2025-01-20"}),
        ("<div><span>来</span><span>源：</span><span>县水利局</span><span>2025-01-20</span></div>",
         {"source": "县水利局","date": "2025-01-20"}),
        ("<div>来　源：县水利局　　发 布 时 间：2025-01-20</div>",
         {"source": "县水利局","date": "2025-01-20"}),
        ("<div>来源：<a href='http://a.example'>县水利局</a> 时间：2025-01-20</div>",
         {"source": "县水利局","date": "2025-01-20"}),
        ("<div>来源：本站 时间：2025-01-20</div>",
         {"source": None,"date": "2025-01-20"}),
        ("<div>来源：网络 作者：佚名 时间：2025-01-20</div>",
         {"source": None,"author": None,"date": "2025-01-20"}),
        ("<div>作者：admin 来源：本站整理 更新时间：2025-1-20</div>",
         {"source": None,"author": None,"date": "2025-01-20"}),
        ("<div>发布时间：<script>document.write('2025-01-20 10:05')</script> 来源：<script>document.write('县水利局')</script></div>",
         {"source": "县水利局","published_at": "2025-01-20T10:05:00+08:00"}),
        ("<div>来源：<script>var ly='县水利局';if(ly==''){document.write('本站')}else{document.write(ly)}</script> 发布时间：2025-01-20</div>",
         {"date": "2025-01-20"}),
        ("<div>来源：<img src='a.gif' alt='县水利局'> 发布时间：2025-01-20</div>",
         {"source": "县水利局","date": "2025-01-20"}),
        ("<table><tr><td>索引号</td><td>发文机关</td><td>发文日期</td></tr><tr><td>A1/2025-1</td><td>县水利局</td><td>2025-01-16</td></tr><tr><td>文号</td><td>主题词</td><td>发布日期</td></tr><tr><td>松水〔2025〕3号</td><td>水利 法治</td><td>2025-01-20</td></tr></table>",
         {"date": "2025-01-20","index_number": "A1/2025-1","document_number": "松水〔2025〕3号","keywords": "水利 法治","signed_on": "2025-01-16"}),
        ("<dl><dt>索引号</dt><dd>A1/2025-1</dd><dt>主题词</dt><dd>水利；法治</dd><dt>发文日期</dt><dd>2025-01-10</dd><dt>发布日期</dt><dd>2025-01-20</dd><dt>文号</dt><dd></dd></dl>",
         {"date": "2025-01-20","index_number": "A1/2025-1","keywords": "水利；法治","document_number": None}),
        ("<dl><dt>发文日期：</dt><dd>2025-01-10</dd></dl><dl><dt>公开日期：</dt><dd>2025-01-20</dd></dl>",
         {"date": "2025-01-20"}),
        ("<ul><li><b>索引号</b><span>A1/2025-1</span></li><li><b>发布日期</b><span>2025-01-20</span></li><li><b>发布机构</b><span>县水利局</span></li></ul>",
         {"date": "2025-01-20","index_number": "A1/2025-1"}),
        ("<table><tr><td>主题词：</td><td>无</td><td>文号：</td><td>-</td></tr><tr><td>索引号：</td><td>/</td><td>发布日期：</td><td>2025-01-20</td></tr></table>",
         {"date": "2025-01-20","index_number": None,"keywords": None,"document_number": None}),
        ("<div>发布：2025-01-20　来源：县水利局</div>", {"date": "2025-01-20", "source": "县水利局"}),
        ("<div>更新：2025-02-20 发表：2025-01-20</div>", {"date": "2025-01-20"}),
        ("<div>發布時間：2025-01-20　信息來源：縣水利局　點擊數：12</div>",
         {"date": "2025-01-20","source": "縣水利局"}),
        ("<div>时间：2025年1月20日来源：县水利局类型：原创责任编辑：周敏点击数：9</div>",
         {"date": "2025-01-20", "source": "县水利局"}),
        ("<div>时间：2025年1月20日来源：县水利局作者：周敏浏览次数：9</div>",
         {"date": "2025-01-20", "source": "县水利局", "author": "周敏"}),
        ("<table><tr><td>信息来源</td><td>县水利局</td><td>信息分类</td><td>法治</td></tr><tr><td>发布日期</td><td>2025-01-20</td><td>生效日期</td><td>2025-03-01</td></tr></table>",
         {"date": "2025-01-20", "source": "县水利局"}),
        ("<div>日期：二〇二五年一月二十日来源：县水利局</div>", {"date": "2025-01-20", "source": "县水利局"}),
        ("<div>供稿单位：办公室　信息来源：县水利局　2025-01-20</div>", {"date": "2025-01-20", "source": "县水利局"}),
        ("<div>供稿：县水利局　来源：本站　2025-01-20</div>", {"date": "2025-01-20", "source": "县水利局"}),
        ("<table><tr><td>2025-01-20</td><td>发布日期</td></tr><tr><td>A1/2025-1</td><td>索引号</td></tr></table>",
         {"date": "2025-01-20"}),
    ],
)  # fmt: skip
def test_what_stands_between_title_and_text_is_read_and_is_no_text(info: str, expected: dict[str, Any]) -> None:
    article = clean(info)
    assert {name: getattr(article, name) for name in expected} == expected
    assert article.text == PLAIN


def test_a_signature_with_its_day_is_no_info_line() -> None:
    assert not boilerplate.is_top("松源县水利局 2025年1月16日")
    assert boilerplate.is_top("松源县水利局 | 2025-01-16 | 阅读 12")

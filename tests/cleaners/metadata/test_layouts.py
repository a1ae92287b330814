"""Dates, info lines, head tables and titles of whole pages, as the layouts of portals combine them; all is invented."""

from __future__ import annotations

from typing import Any

import pytest

from cleaners import clean_page

# fmt: off
T="清河县教育局2024年法治政府建设情况报告"
BODY="<p>2024年，我局坚持依法治教，完善制度机制，各项工作有序推进，现将情况报告如下。</p><p>一、主要做法。开展法治培训12场次，受理投诉举报31件。</p><p>二、下一步安排。继续推进依法治校示范创建工作。</p>"
SIG="<p>清河县教育局</p><p>2025年2月10日</p>"
NAV="<div class=n><a href=/>首页</a> <a href=/1>要闻</a> <a href=/2>公开</a> <a href=/3>服务</a></div>"
CR="<div class=c>您当前的位置：<a href=/>首页</a> &gt; <a href=/gk>信息公开</a></div>"
FT="<div class=f>主办：清河县人民政府办公室 网站标识码：1301230001</div>"


def P(info="",title=f"<h1>{T}</h1>",doc=T+"_清河县人民政府",head="",text=BODY+SIG,below="",lay="{nav}{cr}<div class=w>{title}{info}<div class=t>{text}</div>{below}</div>{ft}"):
    return f"<html><head><meta charset=utf-8><title>{doc}</title>{head}</head><body>"+lay.format(nav=NAV,cr=CR,title=title,info=info,text=text,below=below,ft=FT)+"</body></html>"
D="2025-03-06"
CASES: list[tuple[str, str, dict[str, Any]]] = []


def x(name: str, page: str, **expected: Any) -> None:
    CASES.append((name, page, expected))


# dates
x("d1",P("<div>发布日期：2025年3月6日 晚上7点05分</div>"),published_at="2025-03-06T19:05:00+08:00")
x("d2",P("<div>发布时间：2025/3/6 9:3:7</div>"),published_at="2025-03-06T09:03:07+08:00")
x("d3",P("<div>时间：２０２５年０３月０６日　０８：３０</div>"),published_at="2025-03-06T08:30:00+08:00")
x("d4",P("<div>发布时间：二Ｏ二五年三月六日</div>"),date=D)
x("d5",P("<div>发布日期：二〇二五年三月初六日</div>"),date=D)
x("d6",P(head="<meta name=PubDate content='1741225500000'>"),published_at="2025-03-06T09:45:00+08:00")
x("d7",P(head="<meta name=publishdate content='20250306'>"),date=D)
x("d8",P(head="<meta property='article:published_time' content='2025-03-05T22:10:00.000+0000'>"),published_at="2025-03-06T06:10:00+08:00")
x("d9",P("<div>发布时间：Thu Mar 06 09:45:12 CST 2025 来源：县教育局</div>"),published_at="2025-03-06T09:45:12+08:00",source="县教育局")
x("d10",P("<div>发布时间：2025年3月6日（星期四） 来源：县教育局</div>"),date=D,source="县教育局")
x("d11",P("<div>2025年3月6日 星期四 农历二月初七 来源：县教育局</div>"),date=D,source="县教育局")
x("d12",P("<div>发布时间：2025-03-0609:45 来源：县教育局</div>"),published_at="2025-03-06T09:45:00+08:00")
x("d13",P("<div>发布时间：2025.03.06 09:45:00.0</div>"),published_at="2025-03-06T09:45:00+08:00")
x("d14",P("<div>更新时间：25-03-06</div>"),date=D)
x("d15",P("<div>发布时间：1900-01-01 00:00:00</div>",text=BODY),published_at=None,problems=["bad_date"])
x("d16",P("<div>发布时间：0001-01-01</div>",text=BODY),published_at=None,problems=["bad_date"])
x("d17",P("<div>发布时间：2025年3月6日PM 2:15</div>"),published_at="2025-03-06T14:15:00+08:00")
x("d18",P("<div>发布时间：2025-03-06T01:45:12Z</div>"),published_at="2025-03-06T09:45:12+08:00")
x("d19",P("<div>Mar 6, 2025 9:45:12 AM</div>"),published_at="2025-03-06T09:45:12+08:00")
x("d20",P("<div>发布时间：3月6日</div>",text=BODY),published_at=None)
x("d21",P(text=BODY+"<p>清河县教育局</p><p>二〇二五年元月十日</p>"),signed_on="2025-01-10",signature="清河县教育局")
x("d22",P("<div>发布日期：2025年03月06日 09时45分12秒</div>"),published_at="2025-03-06T09:45:12+08:00")
x("d23",P("<div>发布时间：2025 - 03 - 06　09 : 45</div>"),published_at="2025-03-06T09:45:00+08:00")
x("d24",P("<div>日期：06-03-2025</div>",text=BODY),published_at=None)
# info lines
x("i1",P("<p>县教育局　|　2025-03-06　|　浏览：32次</p>"),date=D,source="县教育局")
x("i2",P("<p>来源：清河县教育局办公室 编辑：李某 审核：王某 2025-03-06</p>"),date=D,source="清河县教育局办公室")
x("i3",P("<p>信息来源/县教育局　发布时间/2025-03-06</p>"),date=D)
x("i4",P("<p><span>发布：2025-03-06</span><span>来源：县教育局</span><span>点击：<script>hits(3)</script>次</span></p>"),date=D,source="县教育局")
x("i5",P("<div><em>2025-03-06 09:45</em><em>县教育局</em><em>字号：<a>大</a><a>中</a><a>小</a></em></div>"),published_at="2025-03-06T09:45:00+08:00",source="县教育局")
x("i6",P("<div>文章来源：县教育局栏目类别：法治报告发布时间：2025-03-06</div>"),date=D,source="县教育局")
x("i7",P("<div>来源：未知　时间：2025-03-06</div>"),date=D,source=None)
x("i8",P("<div>来源：网络转载　作者：匿名　时间：2025-03-06</div>"),source=None,author=None)
x("i9",P("<div>【 信息时间：2025-3-6　　阅读次数：<span>82</span> 】【 我要打印 】【 关闭 】</div>"),date=D)
x("i10",P("<div>[ 2025-03-06 ]　[ 县教育局 ]　[ 阅读：82 ]</div>"),date=D,source="县教育局")
x("i11",P("<div><label>发布时间</label><i>2025-03-06</i>&nbsp;<label>来源</label><i>县教育局</i></div>"),date=D)
x("i12",P("<div>稿件来源：<a href=/d>县教育局</a>　发布日期：<b>2025-03-06</b></div>"),date=D,source="县教育局")
x("i13",P("<div><span>来源：</span><span>县教育局</span></div><div><span>日期：</span><span>2025-03-06</span></div>"),date=D,source="县教育局")
x("i14",P("<div>来源：（县教育局）　2025-03-06</div>"),date=D,source="县教育局")
x("i15",P("<div>www.qinghe.example.cn　2025-03-06　清河县政府网</div>"),date=D,source=None)
x("i16",P("<div>时间：2025-03-06 09:45:00&nbsp;&nbsp;来源：县教育局&nbsp;&nbsp;打印本页</div>"),published_at="2025-03-06T09:45:00+08:00",source="县教育局")
x("i17",P("<div>供稿：县教育局／2025-03-06／82次</div>"),date=D,source="县教育局")
x("i18",P("<div>發佈日期：2025-03-06　資料來源：縣教育局</div>"),date=D,source="縣教育局")
x("i19",P(below="<div>来源：县教育局　发布时间：2025-03-06</div>"),date=D,source="县教育局")
x("i20",P("<div>发布时间：<script>var t='2025-03-06 09:45:00';document.write(t.substr(0,10));</script> 来源：县教育局</div>"),source="县教育局")
# head tables
x("h1",P("<table><tr><th>索 引 号</th><th>主题分类</th><th>发布机构</th></tr><tr><td>QH01-2025-7</td><td>教育</td><td>清河县教育局</td></tr><tr><th>发文日期</th><th>发布日期</th><th>文　号</th></tr><tr><td>2025-02-10</td><td>2025-03-06</td><td>清教〔2025〕7号</td></tr></table>"),date=D,index_number="QH01-2025-7",document_number="清教〔2025〕7号",signed_on="2025-02-10")
x("h2",P("<table><tr><td>索引号：</td><td>QH01-2025-7</td><td>成文日期：</td><td>2025-02-10</td></tr><tr><td>公开日期：</td><td>2025-03-06</td><td>主题词：</td><td>依法治教；报告</td></tr></table>"),date=D,signed_on="2025-02-10",keywords="依法治教；报告")
x("h3",P("<dl><dt>信息索引号</dt><dd>QH01-2025-7</dd><dt>关键词</dt><dd>依法治教</dd><dt>公开日期</dt><dd>2025-03-06</dd></dl>"),date=D,keywords="依法治教",index_number="QH01-2025-7")
x("h4",P("<ul><li><label>索引号：</label>QH01-2025-7</li><li><label>文号：</label>无</li><li><label>成文日期：</label>2025-02-10</li><li><label>发布日期：</label>2025-03-06</li></ul>"),date=D,document_number=None,signed_on="2025-02-10")
x("h5",P("<div class=h><div><span>索引号</span><span>QH01-2025-7</span></div><div><span>发布日期</span><span>2025-03-06</span></div><div><span>主题词</span><span>--</span></div></div>"),date=D,index_number="QH01-2025-7",keywords=None)
x("h6",P("<table><tr><td>名　　称</td><td colspan=3>"+T+"</td></tr><tr><td>索引号</td><td>QH01-2025-7</td><td>发布日期</td><td>2025-03-06</td></tr></table>",title="",doc="清河县人民政府"),title=T,date=D)
x("h7",P("<table><tr><td>發文機關</td><td>清河縣教育局</td><td>發佈日期</td><td>2025-03-06</td></tr><tr><td>發文字號</td><td>清教〔2025〕7號</td><td>主題詞</td><td>法治</td></tr></table>"),date=D,keywords="法治",document_number="清教〔2025〕7號")
x("h8",P("<div>2025-03-06</div>",text=BODY+SIG+"<p>主题词：教育 法治 报告</p>"),keywords="教育 法治 报告",signature="清河县教育局")
# titles
x("t1",P("<div>2025-03-06 09:45</div>",title=f"<p align=center><font size=5><b>{T}</b></font></p>",doc="清河县人民政府"),title=T)
x("t2",P("<div>来源：县教育局 2025-03-06</div>",title=f"<div class=a><span>{T}</span></div>",doc="Untitled Document"),title=T)
x("t3",P("<div>来源：县教育局 2025-03-06</div>",title="<h2>清河县教育局</h2><h2>2024年法治政府建设情况报告</h2>",doc="信息详情页"),title=T)
x("t4",P("<div>来源：县教育局 2025-03-06</div>",title="<div>清河县教育局关于印发《依法治教</div><div>五年实施方案》的通知</div>",doc="清河教育网"),title="清河县教育局关于印发《依法治教五年实施方案》的通知")
x("t5",P("<div>来源：县教育局 2025-03-06</div>",title="<h3>校园安全排查全覆盖</h3><h4>——清河县教育局法治校园建设纪实</h4>",doc="清河县教育局"),title="校园安全排查全覆盖")
x("t6",P("<div>来源：县教育局 2025-03-06</div>",title="<div>全县中小学春季开学工作平稳有序</div>",doc="新建网页 1"),title="全县中小学春季开学工作平稳有序")
x("t7",P("<div>来源：县教育局 2025-03-06</div>",title="<h1 class=logo>清河县人民政府</h1><div class=bt>全县中小学春季开学工作平稳有序</div>",doc="清河县人民政府门户网站"),title="全县中小学春季开学工作平稳有序")
x("t8",P("<div>来源：县教育局 2025-03-06</div>",title=f"<h1><img src=/t.png alt='{T}'></h1>",doc="清河县人民政府"),title=T)
x("t9",P("<div>来源：县教育局 2025-03-06</div>",title="<strong>全县中小学春季开学工作平稳有序</strong>",doc="信息公开 - 清河县人民政府"),title="全县中小学春季开学工作平稳有序")
K="{nav}<div class=w>{cr}<div class=tt>{title}{info}</div><div><div class=TRS_UEDITOR>{text}</div></div>{ft}</div>"
x("k1",P("<p>来源：县教育局 2025-03-06</p>",doc="清河县人民政府",lay=K),title=T,date=D,source="县教育局")
x("k2",P("<p>来源：县教育局 2025-03-06</p>",doc="清河县人民政府",title=f"<div>{T}</div>",lay=K.replace("class=TRS_UEDITOR","id=zoomcon")),title=T,date=D,source="县教育局")
x("k3",P("<p>来源：县教育局 2025-03-06</p>",doc="清河县人民政府",lay="<table><tr><td>{nav}</td></tr><tr><td>{cr}</td></tr><tr><td>{title}</td></tr><tr><td>{info}</td></tr><tr><td class=v_news_content>{text}</td></tr><tr><td>{ft}</td></tr></table>"),title=T,date=D)
x("k4",P("<p>2025-03-06</p>",doc="清河县人民政府",lay="{nav}<div>{cr}</div><div>{title}</div><div>{info}</div><div id=UCAP-CONTENT>{text}</div>{ft}"),title=T,date=D)
# more of the same kinds
x("a1",P("<div>发布时间：2025年3月6日下午</div>"),date=D)
x("a2",P("<div>发布时间：2025-03-06 09:45:12 +0800 CST</div>"),published_at="2025-03-06T09:45:12+08:00")
x("a3",P("<div>发布时间：2025-03-05 18:00:00 GMT</div>"),published_at="2025-03-06T02:00:00+08:00")
x("a4",P("<div>发表于 2025-3-6 9:45</div>"),published_at="2025-03-06T09:45:00+08:00")
x("a5",P("<div>2025年03月06日 09:45　来源：县教育局</div>"),published_at="2025-03-06T09:45:00+08:00",source="县教育局")
x("a6",P("<div>【2025-03-06】</div>"),date=D)
x("a7",P("<div>发布时间:2025年三月六日</div>"),date=D)
x("a8",P("<div>日期：2025年3月6号</div>"),date=D)
x("a9",P("<div>发布时间：二零二五年三月六日上午九时</div>"),date=D)
x("a10",P("<div>发布时间：2025-02-30</div>",text=BODY),published_at=None,problems=["bad_date"])
x("a11",P("<div>更新时间：1970-01-01 08:00:00</div>",text=BODY),published_at=None,problems=["bad_date"])
x("a12",P("<div>发布时间：06/03/2025 09:45</div>",text=BODY),date="2025-06-03")  # American
x("a13",P("<div>发布时间：2025年3月6日 中午12:05</div>"),published_at="2025-03-06T12:05:00+08:00")
x("a14",P(head="<meta name=PubDate content='2025-03-06 00:00'>",info="<div>发布时间：2025-03-06 09:45</div>"),published_at="2025-03-06T09:45:00+08:00")
x("a15",P("<div>会议时间：2025-03-01 09:00　发布时间：2025-03-06</div>"),date=D)
x("b1",P("<div>信息来源:县教育局<span style='margin:0 9px'></span>点击数:<span id=hits>12</span><span>更新时间:2025/3/6</span></div>"),date=D,source="县教育局")
x("b2",P("<div>来源：清河县教育局责任编辑：李某发布时间：2025-03-06</div>"),date=D,source="清河县教育局")
x("b3",P("<div>作者：县教育局　来源：清河县融媒体中心　2025-03-06</div>"),source="清河县融媒体中心",author="县教育局",date=D)
x("b4",P("<div>来源：《清河日报》　2025-03-06　第2版</div>"),source="《清河日报》",date=D)
x("b6",P("<ul class=info><li>2025-03-06</li><li>来源：县教育局</li><li>浏览（12）</li></ul>"),date=D,source="县教育局")
x("b7",P("<div>发布机构：清河县教育局 | 发布日期：2025-03-06 | 公开类型：主动公开</div>"),date=D)
x("b8",P("<div>文号：清教〔2025〕7号　公开属性：主动公开　发布日期：2025-03-06</div>"),date=D,document_number="清教〔2025〕7号")
x("b9",P("<div>来源：-- 时间：2025-03-06</div>"),source=None,date=D)
x("b10",P("<div>来源：无</div><div>时间：2025-03-06</div>"),source=None,date=D)
x("b11",P("<div>来&nbsp;&nbsp;源：<b>县教育局</b>&nbsp;日&nbsp;&nbsp;期：<b>2025-03-06</b></div>"),source="县教育局",date=D)
x("b12",P("<div>（来源：县教育局）</div><div>（2025-03-06）</div>"),source="县教育局",date=D)
x("c1",P("<table><tr><td>文件名称</td><td>"+T+"</td></tr><tr><td>文件编号</td><td>清教〔2025〕7号</td></tr><tr><td>发文单位</td><td>清河县教育局</td></tr><tr><td>公布日期</td><td>2025-03-06</td></tr></table>"),date=D,document_number="清教〔2025〕7号")
x("c2",P("<table><tr><th>标题</th><th>文号</th><th>发布日期</th></tr><tr><td>"+T+"</td><td>清教〔2025〕7号</td><td>2025-03-06</td></tr></table>"),date=D,document_number="清教〔2025〕7号",title=T)
x("c3",P("<dl><dt>发文机关：</dt><dd>清河县教育局</dd></dl><dl><dt>主题词：</dt><dd></dd></dl><dl><dt>印发日期：</dt><dd>2025-02-10</dd></dl><dl><dt>发布日期：</dt><dd>2025年03月06日</dd></dl>",text=BODY),date=D,keywords=None,signed_on="2025-02-10")
x("c4",P("<div><p><b>索引号：</b>QH01-2025-7<b>生成日期：</b>2025-02-10</p><p><b>发布日期：</b>2025-03-06<b>文号：</b>/</p></div>"),date=D,index_number="QH01-2025-7",document_number=None)
x("c5",P("<div>时间：2025-03-06</div>",text=BODY+"<p>附：培训情况</p><table><tr><td>名称</td><td>时间</td><td>地点</td></tr><tr><td>宪法宣讲</td><td>2024-12-04</td><td>一中</td></tr></table>"),date=D)
x("e1",P("<div>来源：县教育局 2025-03-06</div>",title=f"<div>{T}</div><div class=fbt>（征求意见稿）</div>",doc="清河县人民政府"),title=T)
x("e2",P("<div>来源：县教育局 2025-03-06</div>",title="<p><b>关于开展2025年春季学期</b></p><p><b>校园安全大检查的通知</b></p>",doc="通知公告"),title="关于开展2025年春季学期校园安全大检查的通知")
x("e3",P("<div>来源：县教育局 2025-03-06</div>",title="<div class=bt>我县三所学校入选省级示范校</div>",doc="清河县人民政府 教育动态"),title="我县三所学校入选省级示范校")
x("e4",P("<div>来源：县教育局 2025-03-06</div>",title="<h1>我县三所学校入选省级示范校</h1>",doc="清河县教育局官网-首页"),title="我县三所学校入选省级示范校")
x("e5",P("",title="",doc="清河县人民政府门户网站"),title=None)
x("e6",P("<div>来源：县教育局 2025-03-06</div>",title="<span>我县三所学校入选省级示范校</span>",doc="我县三所学校入选省级..."),title="我县三所学校入选省级示范校")
x("e7",P("<div>2025-03-06</div>",title="<font size=6>我县三所学校入选省级示范校</font><br>",doc="欢迎访问清河县教育局"),title="我县三所学校入选省级示范校")
x("e8",P("<div>来源：县教育局 2025-03-06</div>",title="<h4>公告〔2025〕2号</h4><h3>清河县中小学幼儿园收费公示</h3>",doc="清河县人民政府"),title="清河县中小学幼儿园收费公示")
# fmt: on


@pytest.mark.parametrize(
    ("page", "expected"), [(page, expected) for _, page, expected in CASES], ids=[name for name, *_ in CASES]
)
def test_a_page_says_of_itself_what_its_layout_prints(page: str, expected: dict[str, Any]) -> None:
    article = clean_page(page.encode(), "http://www.qinghe.example.cn/gk/9.html")
    kinds = [problem.kind for problem in article.problems]
    got = {name: kinds if name == "problems" else getattr(article, name) for name in expected}
    assert got == expected
    assert article.text.startswith("2024年，我局坚持依法治教")

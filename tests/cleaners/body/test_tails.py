"""Below the signature inside the box of the text: what a portal puts there goes, what belongs to the document stays."""

from __future__ import annotations

import pytest

from cleaners import clean_page
from tests.cleaners.pages import REPORT, paragraphs, portal_page

FURNITURE = """
大家还在读
- 结束 -
回到开头
您或许想看
来源网址：http://www.yunxi.example.cn/1.html
校对人：李四
热门标签：林业 法治
最后编辑时间：2025-02-02 10:00
中评 差评
长按识别二维码关注云溪发布
如发现本页面内容有误，请点击纠错
栏目维护：县林业局办公室
.nr P{line-height:2;font-size:12pt;}
扫码下载“云溪通”APP，查看更多资讯
扫描二维码进入办事大厅
页面更新时间：2025-02-01 09:00
主办单位：云溪县人民政府
网站维护：云溪县政务服务中心
供稿：办公室
稿件来源：林业局办公室
审签：李四
本文标签：法治政府
Tags：法治
微信扫一扫
关注“云溪发布”公众号
云溪发布微信公众号
TOP
1 / 1
第 1 页 共 1 页 首页 上一页 下一页 尾页
热点排行
为您推荐
更多>>
网站纠错
在线客服
满意度调查
感谢您的评价！
意见征集
您是第888位读者
您即将离开本网站
打开附件预览
如有问题请联系网站管理员
听新闻
手机版 | 电脑版
［打印］〖关闭〗
已有0条评论，共0人参与
评论仅代表网友个人观点，不代表本站立场
用户名： 密码： 匿名发表
还可以输入200字
顶 0 踩 0
👍 点赞 (18)
▶ 播放语音
该信息已有 231 人浏览
分享至：微信好友 朋友圈 新浪微博
发现错误？我要纠错
网友留言仅代表个人观点
最后更新：2025-02-12 10:00
转载请注明出处
政策解读：<a href=/jd.html>一图读懂年度报告</a>
图解：<a href=/jd.html>年度报告图解</a>
<a href=/jd.html>云溪县林业局召开法治工作会议</a>
"""
OWN = """
如发现名单有误，请于3月1日前向县林业局反馈
附件：2024年行政执法数据表
附：执法数据
注：数据截至2024年12月31日
（此件公开发布）
抄送：县委办公室、县人大常委会办公室
抄报：市林业局
联系人：张三，联系电话：0700-1234567
联系电话：0700-1234567
通讯地址：云溪县人民路1号，邮编400000
电子邮箱：<a href="mailto:ly@example.cn">ly@example.cn</a>
申报网址：<a href="http://sb.example.cn/">http://sb.example.cn/</a>
申报系统：<a href="http://sb.example.cn/">省林业厅项目申报系统</a>
云溪县林业局办公室 2025年1月16日印发
（共印50份）
签发人：张三
云溪县司法局
（联系人：李四；电话：1234567）
信息公开监督电话：0700-1234567
附件：<a href="/u/1.docx">执法数据表.docx</a>
"""
ANNEX = ["附件", "参评人员名单", "张三 李四 王五", "来源：云溪县统计局", "意见征集", "评分表"]
RATED = ["附件", "序号\t评价", "1\t满意", "2\t一般"]
NAMES = ["附件1", "姓名\t单位", "张三\t县水利局"]


@pytest.mark.parametrize("line", FURNITURE.split("\n")[1:-1])
def test_furniture_below_the_signature_goes(line: str) -> None:
    assert clean_page(portal_page(paragraphs([*REPORT, line]))).paragraphs == REPORT


@pytest.mark.parametrize("line", OWN.split("\n")[1:-1])
def test_lines_of_the_document_below_its_signature_stay(line: str) -> None:
    paragraphs_of_it = clean_page(portal_page(paragraphs([*REPORT, line]))).paragraphs
    assert [*paragraphs_of_it[:-1]] == REPORT
    assert paragraphs_of_it[-1] == line.split("<")[0] + line.partition(">")[2].partition("<")[0]


@pytest.mark.parametrize("annex", [ANNEX, NAMES, RATED])
def test_an_annex_below_the_signature_stays_whole(annex: list[str]) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split(chr(9)))}</tr>" for line in annex[1:])
    content = paragraphs([annex[0]]) + (f"<table>{rows}</table>" if annex is not ANNEX else paragraphs(annex[1:]))
    assert clean_page(portal_page(paragraphs(REPORT) + content)).paragraphs == [*REPORT, *annex]


@pytest.mark.parametrize(
    "line", ["正 文", "【正文】", "相关解读", "您当前浏览的是：年度报告", "点击下方播放", "展开", "[ 大 中 小 ]"]
)
def test_furniture_at_the_head_of_the_box_goes(line: str) -> None:
    assert clean_page(portal_page(paragraphs([line, *REPORT]))).paragraphs == REPORT


def test_several_lines_of_furniture_go_together() -> None:
    lines = FURNITURE.split("\n")[1:-1]
    assert clean_page(portal_page(paragraphs([*REPORT, *lines[::3]]))).paragraphs == REPORT


def test_the_caption_of_links_that_go_goes_with_them() -> None:
    links = "<h4>解读材料</h4><ul><li><a href=/jd.html>云溪县2024年法治政府建设图解</a></li></ul>"
    assert clean_page(portal_page(paragraphs(REPORT) + links)).paragraphs == REPORT


def test_names_below_a_period_or_several_below_a_signature_stay() -> None:
    notice = "经评审，拟聘用下列人员，现予公示，如有异议请向县林业局反映。"
    for lines in (
        [notice, "公示期：2025年1月16日至2025年1月20日", "李小明", "王大山"],
        [notice, "云溪县林业局", "2025年1月16日", "李小明", "王大山", "赵玲"],
        [notice, "云溪县林业局", "2025年1月16日", "法规股"],
    ):
        assert clean_page(portal_page(paragraphs(lines))).paragraphs == lines

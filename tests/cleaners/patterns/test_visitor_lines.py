"""What a site says to its visitor is known by its grammar and its matter, and no line of a document is taken for it."""

from __future__ import annotations

import pytest

from cleaners import clean_text
from cleaners.patterns.visitor_lines import is_control, is_notice, is_prompt, is_question, is_to_visitor
from tests.cpu_limit import cpu_limit

CONTROLS = """
满意　基本满意　不满意
提交评价
很有帮助
本文已被浏览 88 次
您是第 4321 位访客
已有 7 人参与评论
共有0条评论
第2页/共5页
页次：1/1　每页20条　共1条记录
阅读原文
展开全文
点击查看更多
★★★★★ 5.0分
赞(12) 踩(0)
一键分享到朋友圈
字体 大 中 小
我来说两句
放弃
"""
OTHERS = """
网页内容如有错误，请点击这里告知我们
本页信息若有差错，欢迎来电指正：0700-1234567
链接打不开时请联系我们
您访问的链接有误时，请拨打0700-1234567
您觉得这篇文章对您有帮助吗？
此条信息对您是否有用
您访问的链接即将离开“某县人民政府”门户网站，是否继续？
本网站使用Cookie改善您的体验，继续浏览即表示您同意我们使用Cookie。
为提升网站服务质量，请您对本页内容作出评价，感谢您的参与。
您的浏览器版本过低，请升级浏览器后访问。
请登录后查看
请输入验证码
暂无相关内容
您访问的页面不存在
以上内容不代表本网站观点
本站内容版权归某县人民政府所有，未经许可不得转载。
请安装Adobe Reader后打开
您的设备不支持iframe
理性评论，文明发言
如发现本页链接失效
"""
DOCUMENT = """
某县水利局
2025年1月16日
附件
附件：1.任务表
（此件公开发布）
联系人：张三，电话：0700-1234567
抄送：县委办公室
张三 李四 王五
共印30份
主动公开
办公室
任命：
小结
评价标准
信用评价
1	县水利中心	2
感谢您对我县水利工作的关心支持！
请各单位登录县政府门户网站下载申报表。
意见建议请反馈至县司法局。
优化政府网站服务功能。
（四）提升网站服务质量，请您监督。
委托第三方网站检测机构开展巡查。
网站信息错误率明显下降。
要求各单位对网页错误进行整改，请于三日内报送结果。
邀请企业对该项服务开展满意度评价。
本网站于2024年1月1日正式上线运行，全年访问量12万人次。
"""


@pytest.mark.parametrize("line", CONTROLS.split("\n")[1:-1])
def test_a_line_of_nothing_but_words_of_interfaces_is_a_control(line: str) -> None:
    assert is_control(line)


@pytest.mark.parametrize("line", OTHERS.split("\n")[1:-1])
def test_questions_prompts_and_notices_of_a_site_are_known(line: str) -> None:
    assert is_question(line) or is_prompt(line) or is_notice(line)


@pytest.mark.parametrize("line", DOCUMENT.split("\n")[1:-1])
def test_no_line_of_a_document_speaks_to_the_visitor(line: str) -> None:
    assert not is_to_visitor(line)


@pytest.mark.parametrize("unit", [" ", "浏览", "您", "本站", "郑 ", "电话：", "内容概述 "])
def test_long_lines_are_read_in_one_go(unit: str) -> None:
    with cpu_limit(20):
        clean_text("2024年，我局认真落实法治政府建设各项任务。\n内容概述" + unit * 50_000 + "甲")

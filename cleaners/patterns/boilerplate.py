"""Boilerplate (furniture) of a page, as patterns for whole lines and bracketed tokens.

No pattern here is searched for inside a sentence: bodies speak of 打印机, 微信公众号 and 联系方式.
``is_top`` and ``is_bottom`` take one stripped line; ``edges`` says where they may be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from cleaners.fields import BY_NAME
from cleaners.patterns.dates import has_year, is_timestamp
from cleaners.patterns.han import has_han
from cleaners.patterns.info_shapes import is_bare_info, is_path, is_value_alone, is_weather
from cleaners.patterns.label_words import CREDITS, HEAD_ROWS, LABELS, UPDATED, labels_of, spaced
from cleaners.patterns.line_starts import first_characters
from cleaners.patterns.organ_endings import is_organ_name
from cleaners.patterns.visitor_lines import is_control, is_to_visitor

_ARROW = r"(?:[>＞»›→]|-+>|::)"
_SEPARATOR = rf"(?:{_ARROW}|/(?!\d))"
_DATE_LABEL = (
    r"(?:(?:信息)?(?:发布|发表|更新|上载|提供|公布|上传|添加|编辑|录入|生成|成文|印发|发文|公开|公告|创建|修改|提交|撰写|显示)"
    r"|文章|新闻)?\s?(?:日\s?期|时\s?间|于)|信息提供日期|(?:发布|发表|公布|更新|刊发|上传)(?=\s?[:：]\s?(?:19|20)\d\d)"
)
_SOURCE_LABEL = r"(?:信息|文章|稿件|内容|新闻|资料|文字|数据)?来\s?源|稿\s?源|供稿(?:单位|部门)?|信息提供"
_COUNTER = r"(?:累计|总|文章|本文)?(?:浏览|阅读|点击|访问|查看|人气|点赞)\s?(?:次数|量|数|率|人次|人数|总数|次)?"
# Taken without looking back, so of two words that begin alike the longer one comes first.
_TOOL = (
    r"(?>打印(?:本页|本文|页面|文本|内容|文章|此页)?|我要(?:打印|纠错|评论)|关闭(?:窗口|本页|当前页面?|页面|本窗口)?|窗口关闭|收藏(?:本页|此页)?|加入收藏|"
    r"设为首页|返回(?:顶部|首页|列表|上一?页|目录)?|回到顶部|分享(?:到|至|本页)?|纠错|推荐|复制链接|导出|下载|"
    r"(?:微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|QQ|朋友圈|人人网|更多|豆瓣|空间)(?:分享)?|"
    r"听(?:全文|新闻|文章)|(?:点击|全文)?(?:收听|播报|朗读)(?:全文|本文|文章)?|语音(?:播报|朗读|阅读)(?:文章，释放双眼)?|语言播报|播放"
    r"|暂停|继续|停止|重播|语速|倍速|音量|静音|[男女]声|快|慢|\d{1,2}:\d\d\s?/\s?\d{1,2}:\d\d|\d(?:\.\d{1,2})?\s?(?:倍速|[xX](?!\w))|AI(?:解读|朗读|问答|脑图)|智能(?:问答|解读|朗读)|"
    r"[+＋]?\s?关注|举报|查看原图(?:\s?\d{1,5}[KM])?|展开全文|添加书签|"
    r"保护视力色?|视力保护色|杏仁黄|秋叶褐|胭脂红|芥末绿|天蓝|雪青|灰|银河白|默认|[特超]?大|中|小|"
    r"繁[体體]?|简体?|[+-]|A[+-]?|字[体号號](?:大小)?|T)"
)
_FONT = r"字[体号號][^】\]）)【\[（(]{0,12}"
_BRACKETED = rf"(?>[【\[〖(（]\s{{0,9}}(?>{_FONT}|{_TOOL})\s{{0,9}}[】\]〗)）]?)"

BREADCRUMB_LABEL = re.compile(
    r"^[\W\d]{0,3}(?:您|你)?(?:[现現]在|[当當]前|目前)?(?:所在|所[处處])?的?(?:位\s{0,9}置|[栏欄]目)(?:\s{0,9}[:：]|\s{0,9}是\s{0,9}[:：]?|\s{0,9}首[页頁]|\s{0,9}$|\s+\S)"
)
BREADCRUMB = re.compile(
    rf"{BREADCRUMB_LABEL.pattern}|^[您你]在(?:这里|此)\s{{0,9}}[:：]|^[\W\d]{{0,2}}首\s{{0,9}}[页頁]\s{{0,9}}(?:{_SEPARATOR}|[-–—\\]{{1,2}}\s{{0,9}}[\u4e00-\u9fff]{{2,12}}\s{{0,9}}(?:[-–—\\]|$))|^\S{{2,18}}(?:网站?|专栏|首页|门户)\s{{0,9}}{_ARROW}{{1,3}}\s{{0,9}}\S"
)
_INFO_LABEL = spaced(labels_of("published_at", UPDATED, "source", "author", CREDITS))
_INFO = re.compile(
    rf"(?:^|[\s|｜丨\[【（(])(?:{_DATE_LABEL}|{_SOURCE_LABEL}|{_INFO_LABEL}|发布(?:机构|单位|部门)|(?:发文|制发)(?:机关|机构|单位)"
    rf"|{_COUNTER}|字[体号號](?:大小)?)\s{{0,9}}[:：]"
)
_INFO_WITHOUT_COLON = re.compile(
    rf"(?:{_SOURCE_LABEL})\s\S{{2,30}}\s(?:19|20)\d\d[-年/.]\d|(?:{_DATE_LABEL})\s{{0,9}}\d{{4}}|{_COUNTER}\s{{0,9}}[:：]?\s{{0,9}}[-\d]{{0,12}}\s{{0,9}}次?$"
)
_INFO_BEGINS = first_characters(_INFO_WITHOUT_COLON)
_BRACKETED_LABEL = re.compile(rf"[【\[〔]\s{{0,9}}(?:{_DATE_LABEL}|{_SOURCE_LABEL}|{_INFO_LABEL})\s{{0,9}}[】\]〕]")
# Below a text a source in brackets belongs to the author's words; a line of several labels does not.
_TAIL_INFO = re.compile(
    rf"^(?:(?:本页|页面|网页|本文|此页)?(?:{_DATE_LABEL})|(?:最后|最近|上次)(?:更新|修改|编辑)(?:时间|日期)?)\s{{0,9}}[:：]\s{{0,9}}(?:19|20)\d\d|^[-—·\s]{{0,4}}(?:{_SOURCE_LABEL}|作者)\s{{0,9}}[:：]\s{{0,9}}\S{{1,24}}\s{{0,9}}(?:责任编辑|编\s?辑|责编|审核|发布|作者|时间|日期|浏览|访问|点击|阅读|字号)"
    rf"|^{_COUNTER}\s{{0,9}}[:：]"
)
_CLOCK = re.compile(
    r"^(?:现在|当前|北京|系统)(?:时间)?(?:是|是北京时间)?\s?[:：]?\s?\d{4}年|^\d{4}年\s?\d{1,2}月\s?\d{1,2}日\s{0,9}(?:星期|周[一二三四五六日])"
    r"|^\d{4}([-./])\d{1,2}\1\d{1,2}\s{0,9}(?:\d{1,2}:\d\d(?::\d\d)?\s{0,9})?(?:星期|周)[一二三四五六日]$"
)
_HEAD_ROW = re.compile(
    rf"^[\[【]?{spaced(labels_of(*(kind for kind in LABELS if kind in BY_NAME), HEAD_ROWS))}"
    r"\s{0,9}(?:[\]】]|[:：]|\t|$)"
)
# Labels that end like this name what a page prints around its text, whatever stands before: 本网通讯员, 信息时效性
_TOP_LABEL = re.compile(
    r"^[\[【（(]?(?:[\u4e00-\u9fff]{0,6}(?:时效性?|有效性|体裁|标签|热搜|在搜|热词|热搜词|搜索|检索|讯员|朗读|播报|收听|背景颜?色)\s?[:：]"
    r"|(?:公开|信息|文件|政策|公文|文章|稿件|所属)(?!招|竞|遴|拍|发言|咨询)[\u4e00-\u9fff]{2,4}\s?[:：]|(?:来自|摘自|转载自)\s?[:：]|(?:以下|本文)[^。]{0,4}(?:来源于|转自|转载自)|(?:热门|站内|全站)?搜索(?:\s|$))"
)
_HEAD_ROW_BEGINS = first_characters(_HEAD_ROW)
_SUMMARY = r"^[\[【]?(?:内\s?容|信\s?息|文\s?件|公\s?文|文\s?章)\s?(?:概\s?[述要]|摘\s?要|简\s?介)\s?[\]】]?\s?"
_SUMMARY_ROW = re.compile(rf"{_SUMMARY}[:：\t]|^(?:摘\s?要|概\s?述|简\s?介)\t")
_SUMMARY_BEGINS = first_characters(_SUMMARY_ROW)
_ABSTRACT = re.compile(r"^[【\[]?(?:(?:内容|文章|本文|新闻)?摘\s?要|内容提要)\s?(?:[】\]]\s?[:：]?|[:：])")
_SUMMARY_LABEL = re.compile(rf"{_SUMMARY}[:：]?$")
_TOOL_LINE = re.compile(
    rf"^(?>[【\[〖(（]\s?{_FONT}[】\]〗)）]|{_TOOL}|[\s|｜丨·•,，、/\-—–_:：\]】\[【()（）×X])++$",
)
_TOOL_BEGINS = first_characters(_TOOL_LINE)
_TOP_TOOL = re.compile(
    r"无障碍|长者(?:版|模式|助手|专区)|适老(?:版|模式)|关怀版|关爱版|简\s{0,9}体\s{0,9}[|｜]|切[换換]到?繁|建议升级浏览器|加入收藏|设为首页|今天是"
)
_TOP_START = re.compile(
    r"^本专题内容由|^(?:登录|注册|个人中心|退出)(?:[\s/|]{0,9}(?:登录|注册|退出))*$|^\d{3,5}\S{2,12}/col/col\d+/index"
    r"|^(?:网站)?首\s?页(?:[\s|｜丨·]{1,5}[\u4e00-\u9fff]{2,6}){2,12}$"
)
_GOVERNMENT_SITE = re.compile(r"^(?:中国政府网|\S{2,4}政府网)(?:\s{0,9}[|｜]\s{0,9}[^\s|｜]+)*$")
_QR = re.compile(
    r"扫(?:一扫|描|码)?[^，。；]{0,14}(?:手机|二维码|打开|当前页|微信|关注|分享)|^扫[码描]?(?:二维码)?(?:下载|安装|进入|阅读|查看|关注|体验)|^扫一扫|^手机(?:查看|浏览|扫)|^打开微信|^长按[^，。；]{0,8}(?:二维码|识别|图片)|^(?:温馨提示[:：])?点击右上角|浏览器中?打开$"
)
_SHARE_TIP = re.compile(
    r"^分享让更多人看到$|微信里?点.{0,2}发现.{0,4}扫一|^(?:二维码)?便可将(?:本文|网页|本页|此页)分享|^打开微信.{0,40}扫一扫.{0,20}分享|微信[“\"「]?扫一扫.{0,40}(?:分享|朋友圈|打开)|扫一扫.{0,12}(?:当前页|本页|此页)"
)
RELATED = re.compile(
    r"^[【\[<>《■●▍|｜◆#]{0,20}\s{0,9}(?:"
    r"(?:相关|关联|延伸|推荐|热点|热门|猜你|更多|最新|精彩)(?:文章|链接|解读|稿件|信息|新闻|报道|文档|推荐|政策|阅读|内容|附件|专题|资讯|文件|喜欢|热点|话题|资料)s?(?:推荐)?"
    r"|(?:政策|文件|部门|图文|图片|文字|专家|媒体|视频)解读|友情链接|网站地图|(?:快速|常用|快捷|相关)(?:网站)?(?:链接|通道|入口))\s{0,9}[】\]>》]{0,9}\s{0,9}[:：]?\s{0,9}(?:更多)?[>＞»+]{0,9}$"
)
_AFTERWARDS = re.compile(
    r"^[【\[<>《■●▍|｜◆#]{0,20}\s{0,9}(?:相关(?:文章|链接|稿件|新闻|报道|文档|推荐|阅读|资讯|专题|话题)|延伸阅读|推荐阅读|猜你喜欢|热门(?:推荐|评论|文章)|最热评论|其他人也在看|"
    r"网友评论|我要评论|发表评论|(?:特别|郑重|免责|版权)(?:与免责)?声明|版权与免责声明|评论\s{0,9}[\(（]?\d+[)）]?|阅读剩余全文|正在阅读)\s{0,9}[】\]>》]*\s{0,9}(?:[:：]|$|[(（])"
)
_SPACED_OUT = re.compile(r"^(?:\S[ \u3000]){2,8}\S$")
_NEIGHBOUR = re.compile(
    r"^[【\[<←]?\s{0,9}(?:上|下|前|后)\s?一?\s?(?:篇|条|页|则|个|张)(?:文章|新闻|内容)?\s{0,9}(?:[:：\]】>»|]|$|\s)"
)
CAPTION_BEGINS = first_characters(_AFTERWARDS, _NEIGHBOUR)
_END_BEGINS = CAPTION_BEGINS | first_characters(RELATED)
# Ends of words for what somebody did
_CREDITED = "采编|采写|校核|复核|发稿|投稿|审稿人|审核|审校|校对|讯员|编审|编辑|责编|编委|主编|总编|签发"
_CREDIT = rf"(?:监制|[\u4e00-\u9fff]{{0,4}}(?:{_CREDITED})|{spaced(labels_of(CREDITS))})"
_EDITOR = re.compile(
    rf"^(?>{_BRACKETED}\s?)*+[（(\[【]?\s{{0,9}}{_CREDIT}\s{{0,9}}(?:[:：]|[/／|｜丨]\s{{0,3}}[\u4e00-\u9fff]{{2,4}}(?:\s|$))"
    rf"|^(?:{_CREDIT}\s{{1,3}}[\u4e00-\u9fff]{{2,4}}(?:[\s|｜]{{1,4}}|$)){{2,6}}$"
    rf"|^(?:责任编辑|责编|网络编辑|文字编辑)\s{{1,3}}[\u4e00-\u9fff]{{2,4}}$"
    rf"|^[（(\[【]{_CREDIT}\s{{1,3}}[\u4e00-\u9fff]{{2,4}}[】\])）]$"
)
# Where the article is filed: a row that the page prints below it
_FILED = re.compile(
    r"^(?:文章|信息|所属)?(?:分类|栏目|频道|专题|标签|话题|公开方式|公开属性|公开形式|公开类别|体裁)\s?[:：]\s?\S{1,20}$"
    r"|^(?:关键[词字]|[Tt]ags?)\s?[:：][^。，]{1,40}$|^(?:关注|下载)[^。]{0,20}(?:公众号|APP|客户端|小程序|视频号)|^官方(?:微信|微博|抖音|视频号)$"
    r"|^更多[^。：:]{0,10}关注|^敬请关注|^(?:本文|本页|原文|文章|页面)(?:网址|链接|地址)\s?[:：]\s{0,9}https?:"
)
_END_MARK = re.compile(
    r"^[-—–=_~*·.…\s【\[<]{0,12}(?:END|The End|全文完|(?:全文|正文)(?:完|结束)|完)[-—–=_~*·.…\s】\]>]{0,12}$"
    r"|^[（(](?:全文|正文)(?:完|结束)[)）]$",
    re.IGNORECASE,
)
_ENTRY = r"[\u4e00-\u9fff]{4,10}"
_ENTRIES = re.compile(rf"^{_ENTRY}(?:[\s|｜]{{1,6}}{_ENTRY}){{2,9}}$")
_BARRED = re.compile(r"^[\u4e00-\u9fffA-Za-z]{2,8}(?:\s{0,3}[|｜丨]\s{0,3}[\u4e00-\u9fffA-Za-z]{2,8}){1,12}$")
# Of lines in lower case, in two, since what is asked at the beginning alone would make the search for the others slow.
_FOOTER = re.compile(
    r"icp备|icp证|公网安备|公安机关备案|网站标识码|政府网站找错|版权所有|版权声明|技术支持\s{0,9}[:：]|制作维护|运维(?:电话|单位)|开发维护"
    r"|违法和不良信息举报|支持\s{0,9}ipv6|ipv6|政府网站(?:年度)?工作|网站(?:地图|导航|声明|申明)|站点地图|友情链接|隐私(?:声明|政策)|版权保护|关于我们|联系我们"
    r"|建议使用.{0,40}(?:浏览器|分辨率|浏览[。.]?$)|最佳(?:浏览|分辨率)|copyright|all rights? reserved|©"
)
_FOOTER_START = re.compile(
    r"按(?:回车键?|alt|ctrl|shift|tab).{0,40}(?:无障碍|导盲)|[（(]?(?:主办|承办|协办|指导)(?:单位)?[)）]?\s{0,9}[:：].{0,60}(?:主办|承办|协办|维护|支持|备案|地址|邮编)"
    r"|[^，。：:]{2,24}主办[，,\s][^，。]{2,30}(?:承办|维护|管理|制作|建设|支持|开发|设计)|访问总数\s{0,9}[:：]"
)
_MANDATORY = re.compile(r"ICP\s{0,9}[备证]|公网安备|网站标识码|政府网站找错")
_EXPORT = re.compile(
    r"^(?:(?:pdf|word|docx?|ofd|wps)\s{0,9}(?:版)?\s{0,9}下载\s{0,9})+$|^(?:下载)?附件下载\s{0,9}[:：]?$|^附件(?:信息|列表)?\s{0,9}[:：]?\s{0,9}$|^相关附件\s{0,9}[:：]?$|^(?:文件|原文)下载\s{0,9}[:：]?$|^下载(?:本|该)?[^，。]{0,8}(?:文件|附件|全文|文档|正文)$",
    re.IGNORECASE,
)
_ANNEX_CAPTION = re.compile(r"^附\s{0,3}件(?:\s?[一二三四五六七八九十\d]{1,2})?\s?[:：]?$")
_OTHERS = re.compile(r"^(?:相关|更多|推荐|热门|最新|同类|历史|猜你)[\u4e00-\u9fff]{2,10}[:：]?$")
_MAX_AFTER_CHARS = 60  # of a line right below a signature that is furniture (chosen)
_SIGNED_OFF = re.compile(
    rf"^[\[【（(]?(?:(?:网站|信息|栏目|页面|内容)?(?:主办|承办|协办|开办|主管|维护|运维|运行|建设|管理|制作|版权)(?:单位|机构|方|部门)?"
    rf"|(?:本文|文章|热门)?标签|(?:审核|校对|编辑|录入|审稿|责任)人|(?:来源|原文)(?:链接|网址|地址)|[Tt]ags?|审签|签审|撰稿人?|{_SOURCE_LABEL}"
    rf"|{spaced(labels_of('author', 'keywords', CREDITS))})\s{{0,9}}[:：]"
)
_OWN_ROWS = ("备", "有效期", "实施", "施行")  # what a document may say of itself below its signature
_ACCOUNT = re.compile(
    r"^(?:请?关注|欢迎关注)|^[^：:，。]{0,16}(?:公众号|小程序|客户端|APP|视频号|抖音号|微博)$", re.IGNORECASE
)
_TEXT_LABEL = re.compile(r"^[【\[]?(?:(?:文件|政策|公文|信息|新闻)?(?:正\s{0,2}文|原文)(?:内容)?)[】\]]?[:：]?$")
_REST_OF_SENTENCE = re.compile(r"[。；！？”’）》]{1,3}$")  # an editor broke the line right before its end
_PLACEHOLDER = re.compile(
    r"^[-—–_|｜/\s·•.>＞×X]+$|^\{\{.*\}\}$|^[\u4e00-\u9fff]{0,8}加载中[，,]?\s?(?:请稍[候等后])?[.。…]*$"
    r"|^若?长时间无响应[，,]请刷新(?:本页面?|页面)[.。]?$"
)
_PAGER = re.compile(
    r"^(?:(?:首页|末页|尾页|[上下前后]一?页|共\s?\d{1,3}\s?页|第\s?\d{1,3}\s?页|[【\[]\s?\d{1,3}\s?[】\]]|\d{1,3})(?:[\s|]|$|(?=[【\[])))+$"
)
_SCRIPT = re.compile(
    r"\$\(['\"]#|\.share\(\{?|document\.write|\bvar \w+ ?=|function\s{0,9}\(|javascript:"
    r"|^[.#]?[\w.#, -]{1,80}\{\s{0,9}[a-z-]{3,30}\s?:[^{}]{1,200}[;}]"  # a rule of a style sheet
)

_HINT = re.compile(
    "ICP|公网安备|备案号|标识码|版权所有|版权声明|技术支持|主办单位|主办：|主办:|承办|当前位置|所在位置|您的位置|浏览次数|浏览量|点击数|点击量|点击率|阅读次数|访问量|"
    "发布时间|发布日期|来源：|来源:|字体：|字体:|字号|扫一扫|二维码|分享到|分享至|打印|关闭窗口|上一篇|下一篇|上一条|下一条|相关新闻|相关文章|相关链接|"
    "相关阅读|友情链接|网站地图|联系我们|关于我们|设为首页|加入收藏|返回顶部|责任编辑|热门搜索|无障碍|长者|客户端|举报|Copyright|copyright|COPYRIGHT|浏览器|分辨率"
)
TAIL_TOKENS = re.compile(rf"(?:(?<!\s)\s++)?+(?>{_BRACKETED}\s*+){{1,40}}+$")
_MAX_ROW_CHARS = 400  # of a row of a head table, whose 内容概述 may be long (chosen)
_MAX_FOOTER_CHARS = 300  # of a line of the footer (chosen)
_MAX_LINE_CHARS = 160  # no furniture line is longer (chosen), but footers, which carry several of their marks
_AT_TOP = (_CLOCK, _TOP_START, RELATED, _TEXT_LABEL)
_TOP_BEGINS = first_characters(*_AT_TOP)
_AT_BOTTOM = (_EXPORT, _TAIL_INFO, _FILED, _END_MARK)
_BOTTOM_BEGINS = first_characters(*_AT_BOTTOM)


def is_breadcrumb(line: str) -> bool:
    """Whether *line* is the path of columns: 当前位置：首页 > 政务公开 > …"""
    return len(line) < _MAX_LINE_CHARS and (BREADCRUMB.match(line) is not None or is_path(line))


def is_tool(line: str) -> bool:
    """Whether *line* is a tool, nowhere content: print, share, font size, counters, QR hints, residue of scripts."""
    if len(line) > _MAX_LINE_CHARS:
        return False
    if ("扫一" in line or "分享" in line) and _SHARE_TIP.search(line):
        return True
    if not (
        (line[:1] in _TOOL_BEGINS and _TOOL_LINE.match(line))
        or _PLACEHOLDER.match(line)
        or _is_hint_at_codes(line)
        or _is_script(line)
    ):
        return False
    return not _is_sentence(line)


def _is_hint_at_codes(line: str) -> bool:
    """Whether *line* asks to scan a code; a look at single characters spares most lines the pattern."""
    return ("扫" in line or line[:1] in "手打点长" or line.endswith("打开")) and _QR.search(line) is not None


def _is_script(line: str) -> bool:
    return ("(" in line or "=" in line or ":" in line or "document" in line) and _SCRIPT.search(line) is not None


def is_info(line: str) -> bool:
    """Whether *line* is an info line, of labels and values: dates, source, counters."""
    if len(line) >= _MAX_LINE_CHARS:
        return False
    if (":" in line or "：" in line) and _INFO.search(line):
        return True
    if line.startswith(("【", "[", "〔")) and _BRACKETED_LABEL.match(line):
        return True
    if line[:1] in _INFO_BEGINS and _INFO_WITHOUT_COLON.match(line):
        return True
    return has_year(line) and (is_timestamp(line) or is_bare_info(line))


def is_head_row(line: str) -> bool:
    """Whether *line* is a row of the head table: a label of metadata at its beginning, with a colon, a tab or alone."""
    return line[:1] in _HEAD_ROW_BEGINS and len(line) < _MAX_ROW_CHARS and _HEAD_ROW.match(line) is not None


def is_summary_row(line: str) -> bool:
    """Whether *line* is that row of the head table which sums the document up in sentences: ``内容概述\t…``."""
    return line[:1] in _SUMMARY_BEGINS and _SUMMARY_ROW.match(line) is not None


def is_summary_label(line: str) -> bool:
    """Whether *line* is the label of such a row alone; its value is the next line."""
    return _SUMMARY_LABEL.match(line) is not None


def is_abstract(line: str) -> bool:
    """Whether *line* sums up what stands below it: ``摘要：…``; above key words it belongs to a paper."""
    return line[:1] in "【[摘内" and _ABSTRACT.match(line) is not None


def mandatory_footers(lines: Sequence[str]) -> list[int]:
    """The indexes of *lines* with a mark that every site must print at its foot: ICP, police record, its code."""
    marked = (i for i, line in enumerate(lines) if ("网" in line or "ICP" in line) and _MANDATORY.search(line))
    return [i for i in marked if len(lines[i]) < _MAX_FOOTER_CHARS]


def is_top(line: str) -> bool:
    """Whether *line*, met above the text, is furniture."""
    if _is_sentence(line):
        return is_tool(line) or is_to_visitor(line) or is_summary_row(line)
    return (
        is_breadcrumb(line)
        or is_info(line)
        or is_tool(line)
        or is_head_row(line)
        or _begins_as_one_of(line, _TOP_BEGINS, _AT_TOP)
        or _TOP_TOOL.search(line) is not None
        or _TOP_LABEL.match(line) is not None
        or _GOVERNMENT_SITE.match(line) is not None
        or _is_menu_row(line)
        or is_value_alone(line)
        or is_weather(line)
        or not (has_han(line) or _REST_OF_SENTENCE.match(line))
        or is_to_visitor(line)
        or is_summary_row(line)
    )


def _begins_as_one_of(line: str, characters: Set[str], patterns: Iterable[re.Pattern[str]]) -> bool:
    """Whether one of *patterns* matches *line*; *characters* are those with which their matches begin."""
    return line[:1] in characters and any(pattern.match(line) for pattern in patterns)


def is_bottom(line: str) -> bool:
    """Whether *line*, met below the text, is furniture."""
    return (
        is_tool(line)
        or is_end(line)
        or _begins_as_one_of(line, _BOTTOM_BEGINS, _AT_BOTTOM)
        or _EDITOR.match(line) is not None
        or _is_menu_row(line)
        or _is_pager(line)
        or is_to_visitor(line)
        or (len(line) < _MAX_LINE_CHARS and is_legal_notice(line))
    )


def names_others(line: str) -> bool:
    """Whether *line*, met below a signature, is the caption of other articles: ``相关提案答复``."""
    return line[:1] in "相更推热最同历猜" and _OTHERS.match(line) is not None


def is_annex_caption(line: str) -> bool:
    """Whether *line* is nothing but 附件, with a number or not: above files a caption of the page, else of the text."""
    return len(line) < 10 and _ANNEX_CAPTION.match(line) is not None


def is_after_signature(line: str) -> bool:
    """Whether *line*, met right below organ and date, is furniture, though inside a text it may be content.

    Who runs the site, sent the text in or edited it, captions of services, the name of an account.
    """
    if len(line) > _MAX_AFTER_CHARS:
        return False
    if _SIGNED_OFF.match(line) or _ACCOUNT.match(line) or is_control(line, is_weak=True):
        return True
    if _HEAD_ROW.match(line) and not line.startswith(_OWN_ROWS):
        return True
    return not has_han(line) and not any(map(str.isdigit, line))


def _is_menu_row(line: str) -> bool:
    """Whether *line* is a row of entries of a menu; lines of a poem are of one length, organs may sign together."""
    if line.count("|") + line.count("｜") + line.count("丨") > 1 and _BARRED.match(line):
        return True
    if not _ENTRIES.match(line):
        return False
    entries = line.replace("|", " ").replace("｜", " ").split()
    if any(entry.endswith(("网", "网站", "门户")) for entry in entries):
        return True
    return len(set(map(len, entries))) > 1 and not any(map(is_organ_name, entries))


def _is_pager(line: str) -> bool:
    """Whether *line* is the row of page numbers under an article; numbers alone may be a row of a table."""
    if len(line) > _MAX_LINE_CHARS or not ("页" in line or "1】" in line or "1]" in line):
        return False
    return _PAGER.match(line) is not None


def is_end(line: str) -> bool:
    """Whether *line* begins what no longer belongs to the article: related lists, neighbours, footer."""
    if line[:1] in _END_BEGINS and (
        RELATED.match(line) or _AFTERWARDS.match(line) or (_NEIGHBOUR.match(line) and len(line) < 120)
    ):
        return True
    if len(line) >= _MAX_FOOTER_CHARS:
        return False
    lower = line.lower()
    return _FOOTER.search(lower) is not None or _FOOTER_START.match(lower) is not None


def is_neighbour(line: str) -> bool:
    """Whether *line* leads to the article before or after this one: more of this one may still follow."""
    return _NEIGHBOUR.match(line) is not None


def opens_afterwards(line: str) -> bool:
    """Whether *line* is the caption of what portals put after an article: related lists, comments, disclaimers."""
    if line[:1] not in CAPTION_BEGINS or len(line) >= _MAX_LINE_CHARS:
        return False
    if _SPACED_OUT.match(line):  # 郑 重 声 明
        line = "".join(line.split())
    return _AFTERWARDS.match(line) is not None or (len(line) < 60 and _NEIGHBOUR.match(line) is not None)


def is_legal_notice(line: str) -> bool:
    """Whether *line* tells who may reprint the portal's texts."""
    return "转载" in line and ("版权" in line or "注明" in line or "授权" in line or "禁止" in line)


def hints_at_furniture(line: str) -> bool:
    """Whether *line* carries a word of page furniture; one cheap search, used to weigh lines, never to cut."""
    return len(line) < _MAX_LINE_CHARS and _HINT.search(line) is not None


def _is_sentence(line: str) -> bool:
    return len(line) > 30 and line.endswith(("。", "；", ";", "！", "？"))

"""Lines with which a site speaks to its visitor instead of printing a document: controls, counters, questions, notices.

A control or a counter is known by its grammar: the line is nothing but words of a few small classes (verbs of
interfaces, what they act on, ratings, counts) with numbers and separators between them.  A notice is known by what it
is about: leaving the site, cookies, the login, the browser, the page itself, the rights of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaners.patterns.line_starts import first_characters, is_heading
from cleaners.patterns.word_lists import words

_VERBS = words(
    "提交 发送 发表 确定 确认 取消 关闭 返回 打印 分享 转发 转载 收藏 下载 保存 查看 浏览 阅读 点击 登录 登陆"
    " 注册 退出 评论 留言 回复 举报 订阅 关注 点赞 打赏 复制 展开 收起 继续 放弃 重置 清空 刷新 播放 暂停 收听"
    " 朗读 播报 聆听 放大 缩小 开启 设置 重设 在看 加入 设为 添加 回到 跳转 前往 进入 预览 导出 纠错 反馈 评价 评分"
    " 影响 开始 选择 听读 打分 投票 参与 点此 扫码 隐藏 显示 访问 观看 跟帖"
)
_ADVERBS = words(
    "该 此 本 这 和 与 及 仅 我要 我来 来说 我想 我也 一键 立即 马上 快速 在线 智能 语音 匿名 请 已 被 将 去 再"
    " 到 至 给 为 并 你 您 是 否 的 一下 大约 需要 用户 忘记 找回 给 朋友 两句 说两句"
)
_OBJECTS = words(
    "评价 意见 建议 评论 留言 回复 本页 本文 此页 此文 该文 全文 原文 原图 大图 图片 更多 全部 详情 内容 文章"
    " 文字 信息 新闻 网页 页面 链接 网址 窗口 列表 首页 主页 顶部 底部 目录 上级 上页 下页 上一页 下一页 上一级"
    " 附件 文件 文档 收藏夹 朋友圈 微信 微博 QQ 好友 空间 结果 问卷 调查 表单 密码 验证码 账号 用户名 昵称 字体"
    " 音频 视频 海报 二维码 手机版 电脑版 客户端 公众号 小程序 移动端 此条 本条 该条 此篇 本篇 该篇 这篇 当前"
    " 字号 栏目 背景色 背景 颜色 字色 时长 本页面 该页面 此页面 得分 大小 功能 栏 区 版 剩余 部分 支持 反对 新浪 腾讯"
    " 抖音 钉钉 豆瓣 发现 错误 有误 PDF pdf Word word"
)
_RATINGS = words(
    "非常满意 比较满意 较满意 很满意 基本满意 满意 一般 不太满意 不满意 很不满意 非常不满意 有用 没用 无用"
    " 很有用 非常有用 有帮助 很有帮助 没有帮助 没帮助 无帮助 有所帮助 很好 较好 较差 很差 喜欢 不喜欢 太棒了"
    " 还不错 看不懂 已解决 未解决 好评 中评 差评"
)
_COUNTS = words(
    "次数 人数 总数 浏览量 阅读量 点击量 访问量 播放量 点击率 点赞数 评论数 人气 热度 累计 总共 共有 共计 已有"
    " 目前 今日 网友 用户 访客 访问者 阅览者 浏览者 读者 次 人次 人 条 位 遍 个 量 数 率 第 共 总 有 票 分 颗 星"
)
_SERVICES = words(
    "网站 智能 手机 电脑 无障碍 长者 意见 征集 咨询 建议 加载 排行 排行榜 榜 热点 热门 推荐 新闻 感谢 谢谢 成功"
    " 投稿 下方 上方 右侧 左侧 按钮 图标 打开 关怀 专区 模式 服务 互动 问答 助手 投诉 信箱 邮箱 留言板 本稿 该稿"
    " 听 APP App AI 政策 解读 摘要 默认 约 字 分钟 预计 需 声音 倍速 简体 繁体 繁體 简 繁 無障礙 長者"
    " 英文 English EN 男声 女声 已阅读"
)
_STRONG_SERVICES = words(
    "客服 满意度 二维码 顶一下 踩一下 简体 繁体 繁體 無障礙 倍速 English"
    " 手机版 电脑版 移动版 客户端 TOP 更多 为您 猜你 听新闻 听文章 读者 无障碍阅读 扫一扫 扫码"
)
# What the viewer of a file prints around it
_VIEWERS = words(
    "缩略图 大纲 文档大纲 文档属性 图层 侧栏 切换侧栏 自动缩放 实际大小 适合页面 适合页宽 适应页面 适应宽度"
    " 演示模式 全屏 全屏阅读 顺时针旋转 逆时针旋转 文本选择工具 手形工具 转到第一页 转到最后一页 垂直滚动 水平滚动"
    " 平铺滚动 单页视图 双页视图 书籍视图 查找 区分大小写 全部高亮显示 当前视图"
)
_PAGERS = words(
    "上一篇 下一篇 上一条 下一条 上篇 下篇 页次 每页 页码 总页数 页数 末页 尾页 前一页 后一页 前页 后页"
    " 转到 记录 页 GO Go go"
)
_SINGLE = words("赞 踩 顶 是 否 好 差 大 中 小 T")


def _any_of(found: Iterable[str]) -> str:
    """A regular expression for one of the words *found*, the longest first, taken without looking back."""
    return "|".join(map(re.escape, sorted(set(found), key=len, reverse=True)))


_STRONG_WORDS = [
    *_VERBS,
    *_STRONG_SERVICES,
    *_RATINGS,
    *_PAGERS,
    *_VIEWERS,
    *(word for word in _COUNTS if len(word) > 2),
    "访客",
    "已阅",
    "已阅读",
    "阅览者",
    "浏览者",
    "人气",
    "热度",
]
_ALL_WORDS = [*_STRONG_WORDS, *_ADVERBS, *_OBJECTS, *_COUNTS, *_SERVICES, *_SINGLE]
_ANY_WORD = _any_of(_ALL_WORDS)
_SYMBOLS = "\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f\u200d"
_SEPARATORS = (
    r"[\s:：|｜/\\、，,·•.…。!！?？~～+＋★☆×()（）\[\]【】〔〕［］〖〗<>《》＜＞»«›‹↑↓→←▲▼△▽_—–" + _SYMBOLS + "-]"
)
# A character of no such word: a cheap look that spares most lines the pattern of all words.
_FOREIGN = re.compile(rf"[^\d{re.escape(''.join(sorted(set(''.join(_ALL_WORDS)))))}" + _SEPARATORS[1:])
_CONTROLS = re.compile(rf"(?>{_ANY_WORD}|\d{{1,9}}|{_SEPARATORS})++$")
_RATED = "|".join(rf"{mark}\s*[(（]?\d" for mark in "赞踩顶")
_MEASURED = r"\d分\s\d分|\d\s?(?:字|分钟)"
_STRONG = re.compile(f"{_any_of([*_STRONG_WORDS, '字体', '字号', '说两句', '★', '☆'])}|{_RATED}|{_MEASURED}")
_MAX_CONTROL_CHARS = 60  # of a row of controls (chosen)
_MAX_WEAK_CHARS = 16  # of a caption of a service (chosen)
_MAX_NOTICE_CHARS = 160  # of a notice of the site (chosen)
_MAX_PROMPT_CHARS = 40  # of what a form says beside its fields (chosen)

_CONTACT = re.compile(r"(?:地址|邮编|邮政编码|电话|热线|传真|办公时间|工作时间|邮箱|E-?mail|e-?mail)\s?[:：]")
_FOLD = re.compile(
    r"^[\[【（(>]*\s?(?:点击|点此|继续)?(?:展开|收起|阅读|查看|显示|浏览)(?:剩余|余下|更多|全部|完整|其余)?"
    r"(?:全文|全部|原文|内容|正文|文章|\d{1,3}\s?[%％])[^\u4e00-\u9fff]*$"
)
_FOLD_BEGINS = first_characters(_FOLD)

_THIS = r"(?:[这本此该]|以上|上述|我们的?)"
_VALUED = r"(?:帮助|有用|满意|评价|评分|打分|解决|清楚|看法|感受)"
_QUESTION = re.compile(
    rf"[您你][^。；]{{0,10}}{_THIS}[^。；]{{0,18}}{_VALUED}|{_THIS}[^。；，]{{0,14}}(?:对[您你]|是否)[^。；]{{0,12}}{_VALUED}"
    rf"|^请[^。；，]{{0,10}}(?:评价|评分|打分)[^。；，]{{0,6}}$|^[您你](?:的|对)[^。；，]{{0,10}}(?:评价|满意度)[^。；，]{{0,8}}[:：?？]?$"
)
_NOTICE = re.compile(
    # leaving
    r"即将(?:离开|跳转)|(?:离开|跳转)[^。]{0,30}(?:网站|站点|链接|平台)[^。]{0,20}(?:继续|确认|责任)"
    r"|(?:外部|第三方)(?:链接|网站|网页|站点)[^。]{0,30}(?:离开|跳转|继续|不承担|负责)"
    # cookies
    r"|(?:使用|接受|同意|允许|拒绝)[^。]{0,12}cookies?|cookies?[^。]{0,12}(?:政策|设置|声明|技术)"
    # the browser and what it lacks
    r"|浏览器[^。]{0,20}(?:版本|不支持|升级|过低|兼容)|(?:建议|推荐|请)[^。]{0,24}浏览器[^。]{0,20}(?:本站|本网站|最佳|更好|更佳)|(?:启用|开启|禁用|不支持)[^。]{0,8}(?:JavaScript|脚本|Flash|iframe|框架|播放)"
    r"|(?:安装|下载|升级)[^。]{0,14}(?:插件|播放器|控件|浏览器|阅读器|Flash|Reader)|(?:正在加载|加载中|加载失败)[^\u4e00-\u9fff]{0,6}(?:请稍[候等后])?[^\u4e00-\u9fff]{0,6}$"
    # faults and feedback on the page
    r"|[您你]对(?:本|该|此)(?:网?页面?|网?站|栏目)[^。]{0,10}(?:疑问|意见|建议|问题)"
    r"|^如?[您果]?发现[^。]{0,6}(?:本页|页面|网页|网站|本站|链接)[^。]{0,14}(?:错误|有误|问题|失效)"
    r"|^(?:如果?)?(?:[本此该]|[您你][访浏打查点]\S{1,2}的)?(?:网页|页面|网站|本页|本站|链接)[^。]{0,12}(?:错误|有误|差错|失效|不准确|打不开)[^。]{0,10}(?:请|欢迎|可)[^。]{0,40}$"
    r"|[您你][^。]{0,12}(?:本|此|该|我们的?)(?:网?页|网?站|条|篇|信息|服务|栏目)[^。]{0,16}(?:评价|评分|打分|反馈|纠错|满意度)"
    r"|(?:提升|改进|优化)[^。，]{0,6}(?:网站|本站|页面)[^。，]{0,8}(?:服务|质量|体验)[^。]{0,8}[，。]?[^。]{0,4}[您你]"
    # the rights of the site
    r"|^[^。]{0,12}本(?:网|站|网站)[^。]{0,60}(?:转载|版权|著作权|侵权|注明来源|不代表)|(?:内容|文章|观点|图片|信息|本文|转载)[^。]{0,16}不代表(?:本|我)"
    r"|不(?:表明|等于|意味)[^。]{0,6}本(?:网|站|网站)[^。]{0,6}(?:同意|赞同|证实|认可|立场|观点)"
    r"|(?:文明|理性)(?:上网|发言|评论|跟帖)|(?:有误|错误|问题|疑问)[^。]{0,12}(?:本站|本网(?!格)|(?<!格)管理员)|网站(?:维护|管理|运维|技术)[^。]{0,4}电话"
    r"|(?:仅|只)代表[^。]{0,8}(?:个人|作者|网友|本人)"
    r"|如(?:有|涉及?|果)[^。]{0,8}侵权|(?:版权|著作权)[^。]{0,12}归[^。]{0,20}所有",
    re.IGNORECASE,
)
_NOTICE_WORDS = (
    "代表|上网|发言|跟帖|管理员|本网|离开|跳转|外部|第三方|c(?i:ookie)|C(?i:ookie)"
    "|浏览器|脚本|s(?i:cript)|S(?i:cript)|插件|播放|控件|阅读器|加载"
    "|f(?i:lash)|F(?i:lash)|r(?i:eader)|R(?i:eader)|i(?i:frame)|I(?i:frame)|框架"
    "|侵权|版权|著作权|转载|评价|评分|打分|反馈|纠错|满意度|网站|本站|本平台|页面|网页|本页|链接|文明评论|理性评论|您对|你对"
)
_NOTICE_HINT = re.compile(_NOTICE_WORDS)
_PROMPT = re.compile(
    r"(?:请先?|需要?先?|需|未|您还没有|尚未)[^。，]{0,4}(?:登[录陆]|注册)(?:后|再|才能|查看|$|[，,!！。])|登[录陆]后(?:才能|可|查看|发表|评论)"
    r"|必填|不能为空|请联系[^。，]{0,6}(?:管理员|客服)|看不清[?？]?"
)
_PROMPT_WORDS = "登录|登陆|注册|必填|不能为空|请联系|看不清"
_PROMPT_HINT = re.compile(_PROMPT_WORDS)
# Of any of these but controls and prompts known by their beginning: one look that spares most lines all others.
_HINT = re.compile(f"您|你|是否|{_PROMPT_WORDS}|{_NOTICE_WORDS}")
_PROMPT_START = re.compile(
    r"请在?(?:此处?|这里|下方)?输入|请选择|请填写|点击[^，。]{0,16}(?:关注|订阅)|(?:网站|页面|信息|内容|意见)?(?:纠错|反馈|报料|爆料|投稿|新闻|技术支持)(?:电话|热线|邮箱|信箱)\s*[:：]|(?:新闻)?(?:报料|爆料)\s*[:：]"
    r"|欢迎投稿|举报电话[:：\s]{0,3}12377|还可以?输入|您还可以?输入|[限\d\s]{0,6}\d{2,4}\s?字以?内$|(?:用户名|账号|帐号|手机号|密码|验证码|昵称|匿名)\s*[:：]"
    r"|(?:暂无|暂时没有|没有找到|未找到|没有)(?:相关|更多|任何)?(?:的)?(?:内容|数据|信息|记录|评论|附件|资料|结果|文章|新闻|图片)"
    r"|[您你](?:当前|正在|现在|目前)(?:正在)?(?:浏览|访问|查看|阅读)|(?:没有了|已经?(?:是|到)(?:第|最|底)\S{1,6})$|[您你]的(?:意见|建议|姓名|评价|邮箱|电话|手机|联系|昵称|留言|反馈|[Ee]mail)[^。，]{0,10}$|换一[张换]|(?:\{\{|\$\{|\[\[|<%|@\{)"
)
_PROMPT_BEGINS = first_characters(_PROMPT_START)
_GONE_WORDS = "不存在|删除|下架|下线|正在建设|建设中|正在维护|维护中|走丢"
_GONE_HINT = re.compile(_GONE_WORDS)
_GONE = re.compile(rf"[\u4e00-\u9fff]{{0,8}}(?:页面|网页|内容|信息|栏目|文章|链接)(?:已经?)?被?(?:{_GONE_WORDS})")
_GREETING = re.compile(
    r"^(?:(?:尊敬|亲爱)的[^，。]{1,8}[，,：:！!]|[^，。]{0,8}好\W{0,3})?(?:热烈)?欢迎[您你]?(?:再次|来|前来)?(?:$|[！!，,\s]|访问|光临|来到|进入|浏览|使用|登[录陆])"
)
_SITES = re.compile(r"网|站|门户|平台|系统|频道|专栏|首页|欢迎[您你]?\W{0,3}$")


def is_greeting(line: str) -> bool:
    """Whether *line* welcomes the visitor of a site: ``您好，欢迎访问澜屿县人民政府网站！``"""
    if "欢迎" not in line or len(line) > _MAX_PROMPT_CHARS or "。" in line:
        return False
    return _GREETING.match(line) is not None and _SITES.search(line) is not None


def is_control(line: str, *, is_weak: bool = False) -> bool:
    """Whether *line* is a row of buttons, ratings, counters or page numbers, and nothing else: ``满意　不满意　提交``.

    A weak one is but a few words, which may stand in a text as well: ``意见征集``.

    >>> is_control("本文已被浏览 123 次"), is_control("澜屿县水利局")
    (True, False)
    """
    if len(line) > (_MAX_WEAK_CHARS if is_weak else _MAX_CONTROL_CHARS) or "\t" in line:  # a row of a table
        return False
    if _FOREIGN.search(line) or not _CONTROLS.match(line):
        return False
    return (is_weak and not line.startswith(("(", "（"))) or _STRONG.search(line) is not None


def is_fold(line: str) -> bool:
    """Whether *line* is the button at which a page folds its text: ``展开全文``; furniture between lines too."""
    return line[:1] in _FOLD_BEGINS and len(line) <= _MAX_WEAK_CHARS and _FOLD.match(line) is not None


def is_question(line: str) -> bool:
    """Whether *line* asks the visitor what the page was worth: ``您觉得这篇文章对您有帮助吗？``"""
    if len(line) >= _MAX_NOTICE_CHARS or not ("您" in line or "你" in line or "是否" in line or line.startswith("请")):
        return False
    return not line.endswith("。") and _QUESTION.search(line) is not None


def is_prompt(line: str) -> bool:
    """Whether *line* stands beside the fields of a form or in an empty template: ``请输入验证码``, ``暂无相关内容``."""
    if len(line) > _MAX_PROMPT_CHARS:
        return False
    if _is_beginning_of_prompt(line):
        return True
    return _PROMPT_HINT.search(line) is not None and _PROMPT.search(line) is not None


def is_notice(line: str) -> bool:
    """Whether *line* is a notice of the site: on leaving it, cookies, the browser, feedback, its rights."""
    if len(line) >= _MAX_NOTICE_CHARS or not _NOTICE_HINT.search(line):
        return False
    return _NOTICE.search(line) is not None


def is_address(line: str) -> bool:
    """Whether *line* tells with two labels or more where an office is reached: against a box, and never cut."""
    return ("：" in line or ":" in line) and len(_CONTACT.findall(line)) > 1


def is_to_visitor(line: str) -> bool:
    """Whether *line* is any of these, so no line of a document."""
    if len(line) >= _MAX_NOTICE_CHARS:
        return False
    if len(line) <= _MAX_CONTROL_CHARS and not _FOREIGN.search(line) and is_control(line):
        return True
    if is_greeting(line):
        return True
    if _HINT.search(line):
        return (is_question(line) or is_prompt(line) or is_notice(line)) and not is_heading(line)
    return len(line) <= _MAX_PROMPT_CHARS and _is_beginning_of_prompt(line) and not is_heading(line)


def _is_beginning_of_prompt(line: str) -> bool:
    if line[:1] in _PROMPT_BEGINS and _PROMPT_START.match(line):
        return True
    return _GONE_HINT.search(line) is not None and _GONE.match(line) is not None

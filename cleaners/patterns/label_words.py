"""Label words: what stands before a colon or a tab on a page, by kind.

Those of metadata are the labels of cleaners/fields.py; the rest, which are no metadata, stand here.  Readers of values
(labels) and of furniture (boilerplate) both follow from these words, so that a new label is added in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cleaners.fields import BY_NAME, FIELDS
from cleaners.patterns.word_lists import words

UPDATED = "updated"
CREDITS = "credits"
COUNTERS = "counters"
TOOLS = "tools"
HEAD_ROWS = "head_rows"  # of the table that disclosure pages print above the text
OTHERS = "others"  # end a value as every label does, and may as well stand in a text

# Last words of labels that the values of info lines run into: 来源：外贸司类型：原创
RUN_ON = words(
    "类型 类别 分类 方式 形式 状态 级别 频道 专题 标签 属性 范围 地区 区域 领域 行业 主题 次数 人数 数量 等级 语种 版次"
    " 版面 体裁 格式 年份 编号 签发 核稿 制作"
)

LABELS: dict[str, list[str]] = {
    **{field.name: words(field.labels) for field in FIELDS if field.labels},
    UPDATED: words(BY_NAME["published_at"].late_labels),
    CREDITS: words(
        "责任编辑 编辑 责编 网络编辑 编校 编审 审核 审校 审稿 校对 初审 复审 终审 一审 二审 三审 发布人 发布者 录入"
        " 录入者 信息员 来稿 值班 统筹 摄影"
    ),
    COUNTERS: words(
        "浏览 浏览次数 浏览量 浏览数 阅读 阅读次数 阅读量 阅读数 点击 点击次数 点击量 点击数 点击率 访问 访问次数"
        " 访问量 查看次数 点赞 人气"
    ),
    TOOLS: words("字体 字体大小 字号 字号大小 分享 分享到 分享至 打印 收藏"),
    HEAD_ROWS: words(
        "主题分类 组配分类 体裁分类 信息分类 公文种类 分类 信息类别 栏目 所属栏目 内容概述 服务对象 责任部门"
        " 公开方式 公开形式 公开时限 公开范围 公开类别 公开目录 公开属性 公开责任部门"
        " 有效性 是否有效 有效期 时效 时效性 废止日期 废止时间 失效日期 失效时间 实施日期 施行日期"
        " 统一登记号 统一编号 备注 索取方式 载体类型 记录形式 语种 文种 关联文件"
    ),
    OTHERS: words(
        "附题 副题 监制 类型 文章类型 信息类型 稿件类型 内容类型 频道 标签 专题 类别 状态"
        " 截止日期 截止时间 生效日期 开始时间 结束时间 联系电话 电话 地址 邮编 办文部门"
    ),
}


def labels_of(*kinds: str) -> list[str]:
    """Return the words of these *kinds*, but for single characters, which are safe only where a value is read."""
    return [word for kind in kinds for word in LABELS[kind] if len(word) > 1]


def spaced(labels: Iterable[str]) -> str:
    """Return a regular expression for one of *labels*, the longest first, with blanks between its characters or not.

    >>> re.search(spaced(["来源", "稿源"]), "来 源：县司法局")[0]
    '来 源'
    """
    ordered = sorted(set(labels), key=len, reverse=True)
    return "(?:" + "|".join(r"\s{0,9}".join(map(re.escape, word)) for word in ordered) + ")"

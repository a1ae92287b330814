"""Titles: what kind of document they announce, whose it is, which year it covers."""

from __future__ import annotations

import re

from cleaners.article import Kind
from cleaners.patterns.dates import read_chinese_year
from cleaners.patterns.organ_endings import PLACE_END, TITLE_END
from cleaners.patterns.traditional import simplified

_OBJECT = (
    r"法治政府|法制政府|法治(?:部门|机关)|法治建设|依法行政|依法治[省市区县州旗镇街乡]|依法治理"
    r"|法治[\u4e00-\u9fff]{0,6}建设"
)
_REPORT_WORD = r"报告|总结|年报|情况|汇报|公告"
_REPORT = re.compile(rf"(?:{_OBJECT}).{{0,30}}?(?:{_REPORT_WORD})")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("foi_report", re.compile(r"(?:政府信息公开|政务公开)(?:工作)?.{0,8}(?:报告|年报|总结)")),
    ("interpretation", re.compile(r"解读|一图读懂|图解|问答|答记者问")),
    ("personal_report", re.compile(r"述法|述职|述学述职|第一责任人职责(?:情况)?.{0,6}(?:报告|汇报|总结)")),
    ("case_statistics", re.compile(r"(?:行政复议|行政应诉|行政诉讼|行政执法|行政处罚).{0,20}(?:统计|分析|数据)")),
    (
        "news",
        re.compile(r"召开|举办|举行|会议|调研|记者|部署|督导|督察组|发布会|培训班|开展|走进|喜获|获评|荣获|入选|座谈"),
    ),
    (
        "plan",
        re.compile(r"实施方案|工作要点|工作计划|任务分工|工作安排|实施意见|(?:五年)?规划|分工方案|责任清单|重点工作"),
    ),
)
_YEAR = re.compile(r"(?P<year>20[0-4]\d)\s*[-—至]?\s*(?:年|年度)")
_EVENT = re.compile("召开|举办|举行|调研|督导|培训|发布会|座谈|动员|推进会|方案|工作要点|实施纲要|规划")
_ISSUED = re.compile("印发|公布|公开|发布")
_NOTICE = re.compile(r"^关于.*(?:通知|通告|公告)$")  # 关于开展犬只免疫的通告 tells what will be done, not what was
_BLANKS = re.compile(r"\s+")
_PREFIX = re.compile(
    r"^(?:【[^】]*】|\[[^\]]*\]|〔[^〕]*〕|［[^］]*］|\(?[\u4e00-\u9fff]{2,8}[发函字办规]*[〔\[（(【]20\d\d[〕\]）)】]\d+号\)?)+"
)
_PREFIX_LABEL = re.compile(r"^(?:标题|名称|题目)[:：]")
_KIND_TAIL = (
    r"(?:[\u4e00-\u9fff]{0,8}?)(?:"
    + _OBJECT
    + r")[\u4e00-\u9fff（）()]{0,20}?(?:报告|总结|年报|情况|汇报|公告|思路|打算|安排)?"
)
_T1 = re.compile(
    r"^(?P<organ>(?:中共)?[\u4e00-\u9fff（）()、·]{2,40}?)(?:关于(?:报送|印发|公布|公开|上报|呈报)?[《〈]?)?"
    r"(?P<year>20[0-4]\d)\s*(?:年度?)(?:关于|上半年|下半年|推进|开展|贯彻落实)?" + _KIND_TAIL
)
_T2 = re.compile(
    r"^(?:关于)?(?P<year>20[0-4]\d)年度?(?P<organ>(?:中共)?[\u4e00-\u9fff（）()、·]{2,40}?)(?:关于)?(?:推进)?(?:"
    + _OBJECT
    + ")"
)
_T4 = re.compile(r"^(?P<organ>[\u4e00-\u9fff（）()、·]{2,40}?)关于[\u4e00-\u9fff]{0,10}(?:" + _OBJECT + ")")


def kind_of_title(title: str) -> Kind:
    """The kind of document that *title* announces; ``other`` if it names none."""
    folded = simplified(_BLANKS.sub("", title))
    bare = re.sub(r"[《〈](.*?)[》〉]", r"\1", folded)
    for kind, pattern in _KINDS[:4]:
        if pattern.search(bare):
            return kind
    if _REPORT.search(bare) and not _is_event(bare):
        return "report"
    for kind, pattern in _KINDS[4:]:
        if pattern.search(bare) and not (kind == "news" and _NOTICE.search(bare)):
            return kind
    return "other"


def is_report_title(title: str) -> bool:
    """Whether *title*, or the name of a section, announces annual reports on 法治政府建设."""
    return kind_of_title(title) == "report"


def year_in_title(title: str) -> int | None:
    """The year that *title* names for its contents; the last of several only if a span is meant."""
    folded = _PREFIX.sub("", _BLANKS.sub("", title))
    if found := _YEAR.search(folded):
        return int(found["year"])
    return read_chinese_year(folded)


def organ_in_title(title: str) -> str | None:
    """The organ whose report *title* announces, as printed; None if it names none.

    A bare place stands for its government: 广州市花都区 gives 广州市花都区人民政府.
    """
    folded = _PREFIX_LABEL.sub("", _BLANKS.sub("", title))
    folded = _PREFIX.sub("", folded)
    for pattern in (_T1, _T2, _T4):
        found = pattern.match(simplified(folded))
        if found is None:
            continue
        organ = folded[found.start("organ") : found.end("organ")].strip("、·").removesuffix("关于").removesuffix("關於")
        if len(organ) > 1 and not organ.startswith(("关于", "推进", "法治")) and TITLE_END.search(simplified(organ)):
            return organ + "人民政府" if PLACE_END.search(simplified(organ)) and organ[0] not in "我全本该" else organ
    return None


def _is_event(title: str) -> bool:
    """Whether *title* tells of a meeting, a visit or a plan and only mentions a report."""
    return _EVENT.search(title) is not None or (title.endswith("通知") and _ISSUED.search(title) is None)

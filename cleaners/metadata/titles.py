"""Titles: what kind of document they announce, whose it is, which year it covers."""

from __future__ import annotations

import re

from cleaners.article import Kind
from cleaners.patterns.dates import read_chinese_year, with_years_in_digits
from cleaners.patterns.organ_endings import PLACE_END, TITLE_END, ZONE_END
from cleaners.patterns.traditional import simplified

_OBJECT = (
    r"法治政府|法制政府|法治(?:部门|机关)|法治建设|依法行政|依法治[省市区县州旗镇街乡]|依法治理"
    r"|法治工作|依法治[校企]|法治[\u4e00-\u9fff]{0,6}建设"
)
_REPORT_WORD = r"报告|总结|年报|情况|汇报|公告"
_REPORT = re.compile(rf"(?:{_OBJECT}).{{0,30}}?(?:{_REPORT_WORD})")
_COLLECTED = re.compile(
    r"汇编|合集|集锦|(?<!情况)汇总|^(?!.{0,40}关于)\w{0,20}?(?:各|所属|直属|下属)(?:[\u4e00-\u9fff、]{0,4})(?:部门|单位|委办局|机构|街道|[镇乡县市区])"
    r".{0,30}(?:报告|总结|年报)(?:公示|公开)?$"
)
_PERIOD = re.compile(
    r"上半年|下半年|半年度?|季度|[一二三四]季|月份|月报|\d月|[近这前]?[二两三四五六七八九十\d]{1,2}年(?:来|间|以来|期间)"
    r"|近[两二三四五六七八九十\d]{1,2}年"
    r"|十[一二三四五六七]五(?!规划|纲要)|届期|任期|中期|阶段性"
)
_SPAN = re.compile(r"(?<!\d)(?P<first>20[0-4]\d)\s?年?(?:度|以来)?\s?[-－—–─~～至到]{1,2}\s?(?P<last>20[0-4]\d)(?!\d)")
_TWO_YEARS = re.compile(r"(?<!\d)20[0-4]\d(?:年度?)?[、和与及]20[0-4]\d年")
QUOTED = re.compile(
    r"[《〈「][^《》〈〉「」]{0,60}[》〉」]"
)  # 《法治政府建设实施纲要（2021—2025年）》 names no year of the report
_PLANS_TOO = re.compile(r"(?:[及和与暨、]|以及)(?:20[0-4]\d年|下[一]?[年半步]|明年|今后|新一年).{0,16}$")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("foi_report", re.compile(r"(?:政府信息公开|政务公开)(?:工作)?.{0,8}(?:报告|年报|总结)")),
    (
        "interpretation",
        re.compile(
            r"解读|一图[\u4e00-\u9fff]{1,2}|图解|图说|长图|图文并茂|问答|答记者问|读懂|看懂|速览|划重点|带你(?:看|读|了解)|动漫|漫画"
        ),
    ),
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
_YEAR = re.compile(r"(?P<year>20[0-4]\d)\s{0,9}[-—至]?\s{0,9}(?:年|年度)")
_EVENT = re.compile("召开|举办|举行|调研|督导|培训|发布会|座谈|动员|推进会|方案|工作要点|实施纲要|规划")
_ISSUED = re.compile("印发|公布|公开|发布")
_NOTICE = re.compile(r"^关于.*(?:通知|通告|公告)$")  # 关于开展犬只免疫的通告 tells what will be done, not what was
_BLANKS = re.compile(r"\s+")
_PREFIX = re.compile(
    r"^(?:【[^】]*】|\[[^\]]*\]|〔[^〕]*〕|［[^］]*］|\(?[\u4e00-\u9fff]{2,8}[发函字办规]*[〔\[（(【]20\d\d[〕\]）)】]\d+号\)?)+"
)
_PREFIX_LABEL = re.compile(r"^(?:标题|名称|题目)[:：]")
_KIND_TAIL = (
    r"(?:[\u4e00-\u9fff\d《〈、－—-]{0,10}?)(?:"
    + _OBJECT
    + r")[\u4e00-\u9fff（）()]{0,20}?(?:报告|总结|年报|情况|汇报|公告|思路|打算|安排)?"
)
_T1 = re.compile(
    r"^(?P<organ>(?:中共)?[\u4e00-\u9fff（）()、·]{2,40}?)(?:关于(?:报送|印发|公布|公开|上报|呈报)?[《〈]?)?"
    r"(?P<year>(?:20[0-4]\d年?度?[-－—–─~～至到、和与及]{1,2})?20[0-4]\d)\s{0,9}(?:年度?)(?:关于|上半年|下半年|推进|开展|贯彻落实)?"
    + _KIND_TAIL
)
_T2 = re.compile(
    r"^(?:关于)?(?P<year>20[0-4]\d)年度?(?P<organ>(?:中共)?[\u4e00-\u9fff（）()、·]{2,40}?)(?:关于)?(?:推进)?(?:"
    + _OBJECT
    + ")"
)
# 关于清河县教育局2024年…情况的报告: of the organ behind 关于, unless another looked into it.
_ABOUT = re.compile(
    r"^(?:关于|關於)(?:报送|報送|印发|印發|公布|公开|公開|发布|發布|上报|上報|呈报|呈報)?[《〈]?(?=[^\d年])"
)
_NO_NAME_BEHIND_ABOUT = re.compile(
    "^(?:[对對我本全各该該]|[省市区县州旗镇乡]局|督[察导查]|检查|考核|评估|审议|听取|征求|做好|开展|抓好|加强|[\u4e00-\u9fff]{0,2}推进|进一步|切实|落实|贯彻)"
)
_BEFORE_ABOUT = re.compile(r"^(.{3,30}?)(?:关于|關於).+$")  # 清河县司法局关于清河县: who signs, not whom it is about
_LOOKED_INTO = re.compile("审议|意见|决议|批复|调研|督察|督查|检查|考核|评估|审计")
_T4 = re.compile(r"^(?P<organ>[\u4e00-\u9fff（）()、·]{2,40}?)关于[\u4e00-\u9fff]{0,10}(?:" + _OBJECT + ")")


def kind_of_title(title: str) -> Kind:
    """The kind of document that *title* announces; ``other`` if it names none."""
    folded = simplified(_BLANKS.sub("", title))
    bare = re.sub(r"[《〈](.{0,100}?)[》〉]", r"\1", folded)
    for kind, pattern in _KINDS[:4]:
        if pattern.search(bare):
            return kind
    outside = QUOTED.sub("", folded)  # 实施纲要 that a report quotes makes it no plan
    told = _PLANS_TOO.sub("", outside if re.search(_REPORT_WORD, outside) else bare)
    if _REPORT.search(bare) and not _is_event(told):
        return "periodic_report" if _TWO_YEARS.search(outside) else _kind_of_report(_PLANS_TOO.sub("", folded))
    for kind, pattern in _KINDS[4:]:
        if pattern.search(bare) and not (kind == "news" and _NOTICE.search(bare)):
            return kind
    return "other"


def _kind_of_report(title: str) -> Kind:
    """Whose reports *title* announces, and of how long a time: one organ's of a year, or another kind."""
    if _COLLECTED.search(title):
        return "collection"
    outside = QUOTED.sub("", title)
    return "periodic_report" if _PERIOD.search(outside) or _years_of(outside) else "report"


def is_report_title(title: str) -> bool:
    """Whether *title*, or the name of a section, announces reports on 法治政府建设, whatever time they are of."""
    return kind_of_title(title) in ("report", "periodic_report", "collection")


def _years_of(text: str) -> bool:
    """Whether *text* names a span of years or two of them: 2021-2025年, 2023年度、2024年度."""
    span = _SPAN.search(text)
    return (span is not None and span["first"] < span["last"]) or _TWO_YEARS.search(text) is not None


def year_in_title(title: str) -> int | None:
    """The one year that *title* names for its contents; None for a span of years, and for that of a work it quotes."""
    folded = _PREFIX.sub("", _BLANKS.sub("", title))
    bare = re.sub(r"^[《〈](.*)[》〉]$", r"\1", folded)
    folded = QUOTED.sub("", bare) if _SPAN.search(bare) else folded
    if _years_of(folded):
        return None
    if found := _YEAR.search(folded):
        return int(found["year"])
    return read_chinese_year(folded)


def organ_in_title(title: str) -> str | None:
    """The organ whose report *title* announces, as printed; None if it names none.

    A bare place stands for its government: 广州市花都区 gives 广州市花都区人民政府; 两江新区 has a 管理委员会.
    """
    folded = _PREFIX_LABEL.sub("", _BLANKS.sub("", title))
    folded = with_years_in_digits(_PREFIX.sub("", folded))
    about = _ABOUT.match(folded)
    if about and not _T2.match(simplified(folded)):
        folded = folded[about.end() :]
        if _NO_NAME_BEHIND_ABOUT.match(folded) or _LOOKED_INTO.search(simplified(folded)):
            return None
    for pattern in (_T1, _T2, _T4):
        found = pattern.match(simplified(folded))
        if found is None:
            continue
        organ = folded[found.start("organ") : found.end("organ")].strip("、·").removesuffix("关于").removesuffix("關於")
        organ = _BEFORE_ABOUT.sub(r"\1", organ)
        if (
            len(organ) > 1
            and not organ.startswith(("关于", "推进", "法治", "以来"))
            and TITLE_END.search(simplified(organ))
        ):
            return organ + _said_of_a_place(simplified(organ), year_in_title(title) or 0)
    return None


def _said_of_a_place(organ: str, year: int) -> str:
    """What a bare place stands for: its government; of a 新区 that is no division its committee, of a zone itself."""
    if organ[0] in "我全本该":
        return ""
    if organ.endswith("两江新区") and year >= 2025:  # a district of 重庆 since
        return "人民政府"
    if ZONE_END.search(organ):
        return "管理委员会" if organ.endswith("新区") else ""
    return "人民政府" if PLACE_END.search(organ) else ""


def _is_event(title: str) -> bool:
    """Whether *title* tells of a meeting, a visit or a plan and only mentions a report."""
    return _EVENT.search(title) is not None or (title.endswith("通知") and _ISSUED.search(title) is None)

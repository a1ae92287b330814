"""Figures that are not the year's own: growth, aims, last year's, many years, thresholds, averages, other organs."""

from __future__ import annotations

import re

from cleaners.structure.indicators.categories import BECAUSE
from cleaners.structure.indicators.phrases import FROM, TO, Phrase, Plain

_COMPARED = re.compile(
    r"同比|环比|较(?:上|去|前|往|20\d\d)|比(?:上|去|前|往)一?年|[较比]20\d\d年|同期|增长|增幅|涨幅|升幅|下降|上升|降幅|压减|缩短|压缩|去年|上一?年度?(?!度?(?:工作|结转的))|往年|上一版|前一?年度?|[日月年人户]均|平均"
)
_CHANGE = re.compile(r"(?:增加|减少|多|少|提高|提升|回落|高出|降低)(?:了|至)?$")
_COMPARISON = re.compile(r"同比|环比|[较比](?:上|去|前|往|20\d\d|同期)|上年|去年|同期")
_ONLY_HERE = re.compile(r"确保|争取|努力|目标|不得|须|应当?达|达标线|原则上|拟(?!定|稿)")
_PLANNED = re.compile(
    r"力争|预计|预期|明年|下一?年度?(?=[,计拟将要])|下一?步|来年|今后|计划(?:于|在|20\d\d年|组织|开展|举办|修订|制定|出台|培训|安排|新)"
    r"|将(?:举办|开展|组织|召开|继续|进一步|力争|实现|达到|修订|制定|出台|培训|完成|新)"
)
_YEARS = re.compile(
    r"(?P<from>20\d\d)年?(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?(?:至|—|-|~|到)(?P<to>20\d\d)年(?:(?P<last>\d{1,2})月)?"
    r"|自20\d\d年|20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|至今)|(?:近|过去|这|连续|前)?[两二三四五六七八九十]{1,4}年(?:来|间|以来|内)|近[两二三四五六七八九十\d]{1,4}年|近?几年来?|多年来|近年来|历年"
    r"|十[二三四五]五(?:期间|以来|时期)?|[六七八]五普法(?:期间|以来|启动)|成立以来|启动以来|实施以来|成立至今|开展以来|改革以来|任期内|五年来|届内"
)
_OF_YEARS = (  # one of which stands in whatever _YEARS finds
    *(
        "年来",
        "年间",
        "年内",
        "年以来",
        "近",
        "几年",
        "历年",
        "多年",
        "五年来",
        "十",
        "普法",
        "以来",
        "任期",
        "届内",
        "自20",
    ),
    *("起", "至", "—", "-", "~", "到"),
)
_ANY_YEAR = re.compile(r"20\d\d")
_IN_THE_YEAR = re.compile(r"今年|本年|当年|年初|\d月")
_THIS_YEAR = re.compile(r"今年|本年度?|当年|全年|20\d\d年(?!度?(?:以来|起|至|—|-|~|到))|年内|年度(?!计划)")
_OBJECT_OF = frozenset("对将把就")
_ATTRIBUTE = re.compile("[^,;:。]{1,12}的")  # 2019年以来制定的文件: says which, not when
_EACH = re.compile(r"(?:均|每|各)[^,]{0,8}$")  # 各科室均实现2名以上
_PER = re.compile(  # 每个行政村培养3名法律明白人, 每年4次学习: of each, or how often
    r"每(?:个|名|家|户|村|社区|镇|乡|所|校|季度?|月|年|周|半年|两月|两个月|人|天|日)[^,;:。]{0,10}$"
)
_PART_OF_YEAR = re.compile("第?[一二三四]季度|[上下]半年|前[一二三]季度|[上中下]旬|(?<!至)[0-9]{1,2}月份?")
_EACH_FINE = re.compile(r"(?:每[人家户件起次]|各)(?:处以?|给予|被)?(?:罚款|罚金|处罚)?(?:人民币)?$")  # 各罚款5000元
_DONE_BY_NOW = re.compile(r"实际|今年|本年度|当年|全年|目前|截至")
_THRESHOLD = re.compile(
    r"(?:以上|以下|以内)?的(?:[^,;。]{0,6})?(?:有|县|区|市|州|单位|部门|乡镇|镇|街道|地区|城市|省|案件占)"
)
_COURT = re.compile(
    r"全[省市区县州]法院(?!的)(?=[^,;。]{0,12}案件)|(?:法院|检察院|检察机关|法检|仲裁委|监察委|纪委|公安机关|公安局)(?:全年|共|依法|累计|今年|共计|已|合计|系统|新)*(?:受理|审结|新收|收案|办理|审理|立案|起诉|批捕|提起|调解|执结)"
)
_OWN_SIDE = re.compile(
    r"[我本](?:[省市区县州旗镇乡局委办厅]|街道|单位|部门|机关)|作为被告|被申请人|行政机关(?!负责人)|复议机[关构]|司法局|[省市区县州旗]政府"
)
_HIGHER = re.compile("全[国省]")
_LOWER = re.compile(
    "[我本][局委办厅署处站院校区县市州镇乡]|我街道|我单位"
)  # 全省评查案卷1200份,我局评查36份: the first is another organ's
_BY_YEAR = re.compile(r"(?<!截至)(?<!截止)到\s*(20[0-4]\d)\s*年")


class Standing:
    """What a sentence holds of the words that leave a figure out, looked for once for all its figures."""

    def __init__(self, plain: Plain, report_year: int | None, goes_on: bool = False) -> None:
        self.plain, self.report_year = plain, report_year
        self.goes_on = goes_on and not _THIS_YEAR.search(plain.text)  # the sentence before is of many years
        self.is_of_many_years = self.goes_on
        self._named: tuple[bool, ...] | None = None

    def _look(self) -> tuple[bool, ...]:
        """Whether the sentence may speak of plans, aims, many years, courts and of organs above; literals first."""
        text = self.plain.text
        return (
            _PLANNED.search(text) is not None,
            "到" in text and _BY_YEAR.search(text) is not None,
            any(word in text for word in _OF_YEARS) and _YEARS.search(text) is not None,
            ("院" in text or "检" in text or "委" in text or "公安" in text) and _COURT.search(text) is not None,
            "全国" in text or "全省" in text,
        )

    def leaves_out(self, phrase: Phrase) -> bool:
        """Whether a figure is a growth, an aim, last year's, of many years, a threshold or another organ's."""
        text, place = self.plain.text, phrase.place
        if _COMPARED.search(phrase.raw) or _ONLY_HERE.search(phrase.raw):
            return True
        if "全年" in text and "全年" not in phrase.clause and _PART_OF_YEAR.search(phrase.raw):
            return True  # 一季度检查36家,全年检查162家
        if "每" in phrase.raw and _PER.search(phrase.raw):
            return True
        if phrase.figure.unit.endswith("元") and _EACH_FINE.search(phrase.raw):
            return True
        if "因" in phrase.clause and BECAUSE.search(phrase.clause):
            return True
        if FROM.search(phrase.raw) and TO.match(text, place + 1):
            return True
        if phrase.figure.qualifier == "≥" and phrase.figure.unit != "%" and _EACH.search(phrase.raw):
            return True
        if phrase.figure.qualifier and _THRESHOLD.match(text, place + 1):
            return True
        if self._named is None:
            self._named = self._look()
        planned, aims, years, court, higher = self._named
        before = text[max(text.rfind(";", 0, place), 0) : place]
        if _CHANGE.search(phrase.left) and _COMPARISON.search(before[-60:]):
            return True
        if planned and _is_planned(before):
            return True
        if aims and _is_aim(text[:place], self.report_year):
            return True
        if years or self.goes_on:
            self.is_of_many_years = self.goes_on or _is_of_many_years(before, self.report_year)
            if self.is_of_many_years:
                return True
        if court and _is_of_a_court(before, phrase):
            return True
        return higher and _HIGHER.search(text, 0, place) is not None and _is_of_a_higher_organ(text, place)


def _is_planned(before: str) -> bool:
    planned = _last(_PLANNED, before)
    return planned >= 0 and not _DONE_BY_NOW.search(before, planned)


def _is_aim(before: str, report_year: int | None) -> bool:
    """到2025年 ... of a report on 2024 tells what is to be reached."""
    years = [int(year) for year in _BY_YEAR.findall(before)]
    return bool(years) and (report_year is None or max(years) > report_year) and "目前" not in before


def _is_of_many_years(before: str, report_year: int | None) -> bool:
    match = _last_match(_YEARS, before)
    if match is None or _THIS_YEAR.search(before, match.end()) or _ATTRIBUTE.match(before, match.end()):
        return False
    if before[match.start() - 1 : match.start()] in _OBJECT_OF:
        return False  # 对近五年来的案件进行梳理,开展培训5场
    if match["to"]:
        return _is_longer_than_a_year(match)
    window = before[max(0, match.start() - 14) : match.end()]
    if since := _ANY_YEAR.findall(window):
        return int(since[0]) != report_year  # 自2024年4月启动以来, of the report on 2024
    return not _IN_THE_YEAR.search(window)  # 自今年3月1日实施以来


def _is_longer_than_a_year(span: re.Match[str]) -> bool:
    """2008年1月至2010年5月, but not 2023年12月至2024年11月."""
    years = int(span["to"]) - int(span["from"])
    if not span["month"] or not span["last"]:
        return years > 0
    return 12 * years + int(span["last"]) - int(span["month"]) >= 12


def _is_of_a_court(before: str, phrase: Phrase) -> bool:
    court = _last(_COURT, before + phrase.right)
    return court >= 0 and _last(_OWN_SIDE, before) < court


def _is_of_a_higher_organ(text: str, place: int) -> bool:
    return _LOWER.search(text, place) is not None and not _LOWER.search(text, text.rfind(";", 0, place) + 1, place)


def _last_match(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    return max(pattern.finditer(words), key=lambda match: match.start(), default=None)


def _last(pattern: re.Pattern[str], words: str) -> int:
    match = _last_match(pattern, words)
    return match.start() if match else -1

"""Organs of the whole state (国务院, 司法部, 国家林业和草原局): of no division, on whatever portal."""

from __future__ import annotations

import re

from cleaners.patterns.word_lists import words

# Ministries by name: 部 alone ends party departments (组织部) and offices of any county. As of 2013, 2018 and 2023.
_MINISTRIES = "|".join(
    words(
        "外交 国防 教育 科学技术 科技 工业和信息化 公安 国家安全 民政 司法 财政 人力资源和社会保障 人力资源社会保障"
        " 人社 自然资源 国土资源 生态环境 环境保护 环保 住房和城乡建设 住房城乡建设 住建 交通运输 水利 农业农村 农业"
        " 商务 文化和旅游 文化 退役军人事务 应急管理"
    )
)
# 国家税务总局, 国家统计局 and 国家金融监督管理总局 in front of a place are cut off before (places.py); 国家安全局 is
# the name of a county's office as well, and 国家级 begins the names of zones.
_NATIONAL = re.compile(
    f"(?:{_MINISTRIES})部(?:[\u4e00-\u9fff]{{0,16}}(?:办公厅|司|局|中心|办事处|专员办))?"
    "|审计署驻.{2,10}办事处|国家.{2,18}(?:局|委)(?:驻.{2,12}(?:办事处|专员办)|.{2,6}监管局|办公厅)"
    "|(?:工商|质检|广电|安监|税务|新闻出版|国家工商行政管理)总局(?:办公厅)?|国务院"
    "|(?:中华)?全国(?:政协|总工会|妇联|妇女联合会|工商联|工商业联合会|社会保障基金理事会)(?:办公厅)?"
    "|中央(?!商务|公园)(?:办公厅|.{1,16}(?:委员会|委|部|办公室|办))|中国(?:银保监会|证监会|保监会|银监会)"
    "|(?:长江|黄河|珠江|淮河|海河|松辽|太湖).{0,8}(?:水利委员会|流域管理局|航[务道]管理局|航运公安局)"
    "|(?:审计|海关总)署|中国人民银行|最高人民(?:法院|检察院)|(?:国务院|中共中央|全国人大|全国人民代表大会).{0,24}"
    "|国家(?![级安]).{2,18}(?:局|委员会|委|总署)|中国(?:证券|银行|银行保险|保险)监督管理委员会|中国(?:民用航空|气象|地震)局|.{2,4}铁路(?:监督管理)?局"
)


def is_national(name: str) -> bool:
    """Whether a folded *name* is that of an organ of the whole state.

    >>> is_national("国家林业和草原局"), is_national("司法部"), is_national("组织部"), is_national("国家安全局")
    (True, True, False, False)
    """
    return _NATIONAL.fullmatch(name) is not None

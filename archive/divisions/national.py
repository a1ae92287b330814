"""Organs of the whole state (国务院, 司法部, 国家林业和草原局): of no division, on whatever portal."""

from __future__ import annotations

import re

from cleaners.patterns.word_lists import words

# Ministries by name: 部 alone ends party departments (组织部) and offices of any county. As of 2013, 2018 and 2023.
_MINISTRIES = "|".join(
    words(
        "外交 国防 教育 科学技术 科技 工业和信息化 公安 国家安全 民政 司法 财政 人力资源和社会保障 自然资源 国土资源"
        " 生态环境 环境保护 住房和城乡建设 交通运输 水利 农业农村 农业 商务 文化和旅游 文化 退役军人事务 应急管理"
    )
)
# 国家税务总局, 国家统计局 and 国家金融监督管理总局 in front of a place are cut off before (places.py); 国家安全局 is
# the name of a county's office as well, and 国家级 begins the names of zones.
_NATIONAL = re.compile(
    f"(?:{_MINISTRIES})部(?:办公厅)?"
    "|(?:审计|海关总)署|中国人民银行|最高人民(?:法院|检察院)|(?:国务院|中共中央|全国人大|全国人民代表大会).{0,24}"
    "|国家(?![级安]).{2,18}(?:局|委员会|委|总署)|中国(?:证券|银行|银行保险|保险)监督管理委员会|中国(?:民用航空|气象|地震)局|.{2,4}铁路(?:监督管理)?局"
)


def is_national(name: str) -> bool:
    """Whether a folded *name* is that of an organ of the whole state.

    >>> is_national("国家林业和草原局"), is_national("司法部"), is_national("组织部"), is_national("国家安全局")
    (True, True, False, False)
    """
    return _NATIONAL.fullmatch(name) is not None

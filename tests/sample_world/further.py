"""The further portals of the sample world; one line each."""

from __future__ import annotations

from collections.abc import Callable

from crawler.sample.model import Portal
from tests.sample_world.governments import (
    beiting,
    bifan,
    dujiang,
    fengjin,
    guqing,
    hanlan,
    huaiyu,
    lanlu,
    lingwan,
    liuyuan,
    meixu,
    nanhe,
    qinshan,
    qiutan,
    rongyu,
    shijing,
    shuoyuan,
    songwu,
    tongpo,
    wujiao,
    xiying,
    yansi,
    yicen,
    yunze,
    zhuyue,
)

FURTHER_PORTALS: tuple[Callable[[], Portal], ...] = (  # one for each further platform or dialect
    liuyuan.portal,
    shijing.portal,
    dujiang.portal,
    qiutan.portal,
    xiying.portal,
    tongpo.portal,
    hanlan.portal,
    meixu.portal,
    bifan.portal,
    songwu.portal,
    yunze.portal,
    zhuyue.portal,
    qinshan.portal,
    beiting.portal,
    shuoyuan.portal,
    lanlu.portal,
    huaiyu.portal,
    yicen.portal,
    fengjin.portal,
    wujiao.portal,
    rongyu.portal,
    guqing.portal,
    yansi.portal,
    nanhe.portal,
)
SCRIPTED_PORTALS: tuple[Callable[[], Portal], ...] = (lingwan.portal,)  # nothing to be seen without a browser

"""Invented places and their organs.  No such places exist; their division codes (99….) are not assigned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A district, county or city: *level* is the last character of its name (区, 县, 市)."""

    name: str
    parent: str
    code: str
    case: str = "件"  # the measure word for cases: 宗 in the south
    unit: str = "股室"  # what an office inside a bureau is called

    @property
    def level(self) -> str:
        return self.name[-1]


@dataclass(frozen=True, slots=True)
class Organ:
    """Who reports: *name* as in titles and signatures, *own* as it calls itself, *domain* what it is about."""

    name: str
    own: str
    short: str
    domain: str
    place: Place


LANTING = Place("澜汀区", "澄洲市", "999101", case="宗", unit="科室")
QILAN = Place("栖岚区", "澄洲市", "999102", case="宗", unit="科室")
YANZE = Place("砚泽县", "朔淇市", "999201")
ZHITANG = Place("芷棠县", "涪岚市", "999301")
FULAN = Place("涪岚市", "", "999300", unit="科室")
LIUYUAN = Place("柳湲县", "泓川市", "999401")
SHIJING = Place("石泾区", "泓川市", "999402", unit="科室")
YUNZE = Place("筠泽市", "", "999500", unit="处室")
HANLAN = Place("菡岚县", "筠泽市", "999501")
MEIXU = Place("湄溆县", "筠泽市", "999502")
SONGWU = Place("淞坞区", "筠泽市", "999503", unit="科室")
BIFAN = Place("碧汎区", "筠泽市", "999504", unit="科室")
ZHUYUE = Place("槠玥区", "澄洲市", "999104", case="宗", unit="科室")
QINSHAN = Place("沁杉市", "", "999600", unit="处室")
BEITING = Place("北汀县", "沁杉市", "999601")
SHUOYUAN = Place("朔沅县", "沁杉市", "999602")
LANLU = Place("岚麓县", "滪江市", "999701")
RONGYU = Place("榕滪县", "滪江市", "999702")
HUAIYU = Place("淮峪区", "漪州市", "999801", unit="科室")
YICEN = Place("漪岑县", "漪州市", "999802")
FENGJIN = Place("沣槿区", "沣城市", "999901", unit="科室")
WUJIAO = Place("吴茭区", "", "999902", unit="科室")
GUQING = Place("谷箐县", "沣城市", "999903")
DUJIANG = Place("渡茳县", "泓川市", "999404")
QIUTAN = Place("楸滩县", "泓川市", "999405")
XIYING = Place("汐滢区", "泓川市", "999406", unit="科室")
TONGPO = Place("桐陂县", "泓川市", "999407")
YANSI = Place("雁汜县", "沣城市", "999904")
LINGWAN = Place("菱湾县", "沣城市", "999905")
NANHE = Place("楠河县", "泓川市", "999403")

BUREAUS = {
    "水务局": ("水务", "water"),
    "教育局": ("教育", "education"),
    "市场监督管理局": ("市场监管", "market"),
    "城市管理和综合执法局": ("城管", "city"),
    "卫生健康局": ("卫健", "health"),
    "文化广电旅游体育局": ("文旅", "culture"),
    "住房和城乡建设局": ("住建", "housing"),
    "交通运输局": ("交通", "transport"),
    "农业农村局": ("农业农村", "farm"),
    "应急管理局": ("应急", "safety"),
    "生态环境局": ("环保", "environment"),
    "民政局": ("民政", "civil"),
    "人力资源和社会保障局": ("人社", "labour"),
    "财政局": ("财政", "finance"),
    "统计局": ("统计", "statistics"),
    "自然资源局": ("自然资源", "land"),
    "司法局": ("司法行政", "justice"),
}


def government(place: Place) -> Organ:
    """The people's government of the place."""
    return Organ(f"{place.name}人民政府", f"我{place.level}", place.name[:-1], "government", place)


def bureau(place: Place, name: str) -> Organ:
    """A bureau of the place's government; *name* is a key of BUREAUS."""
    short, domain = BUREAUS[name]
    return Organ(f"{place.name}{name}", "我局", short, domain, place)


def street(place: Place, name: str) -> Organ:
    """A street office (街道) or a town (镇) of the place."""
    if name.endswith("镇"):
        return Organ(f"{place.name}{name}人民政府", "我镇", name, "street", place)
    return Organ(f"{place.name}{name}办事处", "我街道", name, "street", place)


def zone(place: Place, name: str) -> Organ:
    """The committee that runs a zone."""
    return Organ(f"{place.name}{name}管理委员会", "管委会", name, "zone", place)

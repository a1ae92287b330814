"""Short forms of the names of divisions, as portals and titles use them."""

from __future__ import annotations

import re

# The peoples that give autonomous divisions their names; 族 may be missing (伊犁哈萨克自治州).
_PEOPLES = re.findall(
    r"\S+",
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 普米 塔吉克 怒 鄂温克 保安 裕固 独龙 鄂伦春 各",
)
_ONE = "|".join(sorted((f"{name}族" if len(name) == 1 else f"{name}族?" for name in _PEOPLES), key=len, reverse=True))
_AUTONOMOUS = re.compile(rf"(?P<stem>.*?)(?P<peoples>(?:{_ONE})+)自治(?P<kind>[州县旗])")

_PROVINCES = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}
_CUSTOMARY = {
    "巴音郭楞蒙古自治州": "巴州",
    "克孜勒苏柯尔克孜自治州": "克州",
    "博尔塔拉蒙古自治州": "博州",
    "前郭尔罗斯蒙古族自治县": "前郭县",
    "喀喇沁左翼蒙古族自治县": "喀左县",
    "杜尔伯特蒙古族自治县": "杜蒙县",
    "莫力达瓦达斡尔族自治旗": "莫旗",
    "达尔罕茂明安联合旗": "达茂旗",
    "科尔沁右翼前旗": "科右前旗",
    "科尔沁右翼中旗": "科右中旗",
    "科尔沁左翼中旗": "科左中旗",
    "科尔沁左翼后旗": "科左后旗",
    "察哈尔右翼前旗": "察右前旗",
    "察哈尔右翼中旗": "察右中旗",
    "察哈尔右翼后旗": "察右后旗",
    "东乌珠穆沁旗": "东乌旗",
    "西乌珠穆沁旗": "西乌旗",
    "阿拉善左旗": "阿左旗",
    "阿拉善右旗": "阿右旗",
}
_SUFFIX = re.compile("(?:特别行政区|自治区|地区|林区|特区|省|市|区|县|盟|旗|州)$")

# What the name of a portal says after that of its place; the longer ones first.
PORTAL_ENDINGS = ("人民政府", "政府门户网站", "门户网站", "政府网", "政府")


def place_of_portal(name: str) -> str:
    """Return the place that the name of a portal begins with.

    >>> place_of_portal("青禾市人民政府"), place_of_portal("青禾市门户网站"), place_of_portal("青禾市司法局")
    ('青禾市', '青禾市', '青禾市司法局')
    """
    return name.removesuffix(next((ending for ending in PORTAL_ENDINGS if name.endswith(ending)), ""))


def short_names(name: str) -> tuple[str, ...]:
    """Return the customary shorter forms that still say what kind of division it is.

    >>> short_names("金平苗族瑶族傣族自治县"), short_names("鄂伦春自治旗"), short_names("广西壮族自治区")
    (('金平县',), ('鄂伦春旗',), ('广西', '广西自治区'))
    """
    if short := _PROVINCES.get(name):
        return (short, f"{short}自治区")
    found = _AUTONOMOUS.fullmatch(name)
    if not found:
        return (_CUSTOMARY[name],) if name in _CUSTOMARY else ()
    place = found["stem"] or found["peoples"].replace("族", "")
    customary = (_CUSTOMARY[name],) if name in _CUSTOMARY else ()
    return (place + found["kind"], *customary)


def stem(name: str) -> str:
    """Return the name without its kind, where at least two characters remain.

    >>> stem("广州市"), stem("红河哈尼族彝族自治州"), stem("辉县市"), stem("郊区")
    ('广州', '红河', '辉县', '郊区')
    """
    shortest = min((name, *short_names(name)), key=len)
    cut = _SUFFIX.sub("", shortest)
    return cut if len(cut) >= 2 else shortest

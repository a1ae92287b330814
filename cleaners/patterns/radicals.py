"""Radicals that stand for characters: some fonts, and the PDF files made with them, put ⻓ (U+2ED3) for 长.

NFKC folds the 214 of U+2F00 to U+2FDF, and of the supplement U+2E80 to U+2EFF two alone; the others have their
character here, as Unicode pairs them (EquivalentUnifiedIdeograph); those that are no
character's shape are left as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_PAIRS = (
    "⺁厂 ⺄乙 ⺅亻 ⺆冂 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑尣 ⺒巳 ⺓幺 ⺔彑 ⺕彐 "
    "⺖忄 ⺗㣺 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 "
    "⺪疋 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺶羊 ⺷羊 ⺸羊 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽臼 "
    "⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 "
    "⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟飠 ⻠饣 ⻡首 "
    "⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 "
)
_CHARACTERS: Mapping[int, str] = MappingProxyType({ord(pair[0]): pair[1] for pair in _PAIRS.split()})
_SUPPLEMENT = re.compile("[\u2e80-\u2eff]")


def without_supplement(text: str) -> str:
    """Return *text*, radicals of U+2E80 to U+2EFF replaced by their characters; NFKC does the rest.

    >>> without_supplement("⻓沙市⻔⼾")
    '长沙市门⼾'
    """
    return text.translate(_CHARACTERS) if _SUPPLEMENT.search(text) else text


def without_radical(char: str) -> str:
    """Return *char*, a radical replaced by its character (⼀ by 一, ⻓ by 长)."""
    return unicodedata.normalize("NFKC", without_supplement(char)) if "\u2e80" <= char <= "\u2fdf" else char

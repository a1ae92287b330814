"""Endings of names of organs: 局, 委员会, 街道办事处 and the rest, once for all who ask how a name ends.

Who asks looks at different places, and a word that is safe in one is not in another: 委 ends an organ in a title,
and any word under a text.  So the groups are composed here for each use; a new ending goes into its group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

PLACE_LEVELS = "省市区县州盟旗镇乡"  # what the name of a place ends with
_GOVERNMENT = ("政府",)
_COMMITTEES = ("委员会", "管委会", "党工委", "党委", *(f"{level}委" for level in PLACE_LEVELS))
_OFFICES = ("办公室", "办公厅", "办事处", "办", "局", "厅", "部", "处", "署", "院", "站", "所", "中心")
_SQUADS = ("总队", "支队", "大队")
_BODIES = ("集团", "公司", "大学", "学校", "银行", "协会", "学会", "联合会", "工会")


def _any_of(endings: Iterable[str]) -> str:
    """A regular expression for one of *endings*, the longest first: 街道 is no 街 and a rest."""
    return f"(?:{'|'.join(sorted(map(re.escape, endings), key=len, reverse=True))})"


# Under a text, in the name of a site, in the text of a link: what anybody signs as.
_SIGNING = (*_GOVERNMENT, *_COMMITTEES, *_OFFICES, *_SQUADS, *_BODIES, "领导小组", "街道")
SIGNING_END = re.compile(_any_of(_SIGNING) + "$")
# At the head of a title, before 关于 or a year: there a bare 委 or 队 is an organ, and a place is its government.
_TITLED = (*_GOVERNMENT, *_COMMITTEES, *_OFFICES, *_BODIES, "委", "队", "小组", "街道", *PLACE_LEVELS, "）", ")")
TITLE_END = re.compile(_any_of(_TITLED) + "$")
# A department, known by its last word: what is left of a name without its place.
DEPARTMENT_END = re.compile(_any_of((*_OFFICES, "委", "队", "组", "会", "社", "海关")) + "$")
PLACE_END = re.compile(f"[{PLACE_LEVELS}]$")
# Inside running text, where 部, 站 and 所 end other words as well.
RUNNING_LEVELS = PLACE_LEVELS + "街局厅委"  # part one name from the next: 平福市福湖区
_RUNNING = ("街道", "办事处", "管委会", "委员会", "人民政府", "法院", "检察院", *RUNNING_LEVELS, *"办处署院")
RUNNING_END = _any_of(_RUNNING)
# In a salutation: 县委、县政府：
_ADDRESSED = ("党工委", "党委", "委员会", "委", "人民政府", "政府", "办公厅", "办公室", "办", "厅", "局", "部")
ADDRESSEE = _any_of(_ADDRESSED)

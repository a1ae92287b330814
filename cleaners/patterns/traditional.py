"""Traditional characters of furniture and titles as simplified ones, for matching only: printed text stays.

Portals offer machine-made traditional twins of their pages (``/gate/big5/``).  The table has the
characters of the patterns in this room, no more; each stands for one, so that positions stay.
"""

from __future__ import annotations

from collections.abc import Iterable

_TABLE: dict[int, int] = str.maketrans(
    "當現發來時間長體關閉頁網標識碼辦單聯係繫編輯責審號機構備權維護術簡導覽瀏覽數訪問點擊閱讀"
    "報總結設區縣鎮鄉廳處況匯於開會議門務據員無礙與條則個張圖書館電話郵編轉載聲錄選擇類別題專欄動態領導錯糾"
    "內稱組織屬時態鏈熱薦論掃維碼複應訴訟黨國體業",
    "当现发来时间长体关闭页网标识码办单联系系编辑责审号机构备权维护术简导览浏览数访问点击阅读"
    "报总结设区县镇乡厅处况汇于开会议门务据员无碍与条则个张图书馆电话邮编转载声录选择类别题专栏动态领导错纠"
    "内称组织属时态链热荐论扫维码复应诉讼党国体业",
)
_BACK = {simple: chr(char) for char, simple in _TABLE.items()}
_SIGNS = frozenset("發來網頁報設區縣瀏覽數辦關單號機標識責")

_START = 12


def simplified(text: str) -> str:
    """*text* with the characters of the table replaced; as long as it was."""
    return text.translate(_TABLE)


def traditional(text: str) -> str:
    """*text*, which is simplified, as the machine-made twins print it."""
    return text.translate(_BACK)


def is_traditional(lines: Iterable[str]) -> bool:
    """Whether furniture among *lines* may be printed in traditional characters; their starts are looked at."""
    return not _SIGNS.isdisjoint("".join([line[:_START] for line in lines]))

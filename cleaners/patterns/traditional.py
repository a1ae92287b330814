"""Traditional characters of furniture and titles as simplified ones, for matching alone: printed text stays.

Portals offer machine-made traditional twins of their pages (``/gate/big5/``).  The table has the characters
of the patterns in this room, which a test holds against their words, and the most common ones; each stands for
one, so that positions stay.  It agrees
with that of OpenCC, which the archive compares and searches with and which takes a second to load; a test compares.
"""

from __future__ import annotations

from collections.abc import Iterable

_TABLE: dict[int, int] = str.maketrans(
    "當現發來時間長體關閉頁網標識碼辦單聯係繫編輯責審號機構備權維護術簡導覽瀏覽數訪問點擊閱讀"
    "報總結設區縣鎮鄉廳處況匯於開會議門務據員無礙與條則個張圖書館電話郵編轉載聲錄選擇類別題專欄動態領導錯糾"
    "內稱組織屬時態鏈熱薦論掃維碼複應訴訟黨國體業這們說對為從後進過還學實經詞鍵"
    "東丟兩舉樂習產價衆優傳餘側僑兒養冊寫軍農決劃創刪醫華協衛廠歷參雙葉嗎聽啓諮響團園圍場堅頭夾婦將屆嶼師帳帶幫並廣"
    "廢棄強歸徹徑懷懲戶執擔掛換攝斷顯暫雜極樣檔檢歡殘氣沒濟漁滿瀾煙愛牽狀獄畫監確禮離種積稅籌糧紅級紀綱線細終繞給絡"
    "絕統繼續綠縮罰職腦腳騰節範榮獲藍補裝見觀規視覺計訂認讓訓訊記許證評試詢該詳語請調談謝負敗賬質貫貿資賞較輸運違連"
    "適鄭採釋鈕銀銷錦聞隊陰階陸隱頂預頻顆風饋馬驗黃寶爾鋼礦銅鐵簽贊臺嚴寧晉測滬瓊粵約綜緊績臨蓋蘇諾講貴贛辭遼閩陝隴雲魯",
    "当现发来时间长体关闭页网标识码办单联系系编辑责审号机构备权维护术简导览浏览数访问点击阅读"
    "报总结设区县镇乡厅处况汇于开会议门务据员无碍与条则个张图书馆电话邮编转载声录选择类别题专栏动态领导错纠"
    "内称组织属时态链热荐论扫维码复应诉讼党国体业这们说对为从后进过还学实经词键"
    "东丢两举乐习产价众优传余侧侨儿养册写军农决划创删医华协卫厂历参双叶吗听启咨响团园围场坚头夹妇将届屿师帐带帮并广"
    "废弃强归彻径怀惩户执担挂换摄断显暂杂极样档检欢残气没济渔满澜烟爱牵状狱画监确礼离种积税筹粮红级纪纲线细终绕给络"
    "绝统继续绿缩罚职脑脚腾节范荣获蓝补装见观规视觉计订认让训讯记许证评试询该详语请调谈谢负败账质贯贸资赏较输运违连"
    "适郑采释钮银销锦闻队阴阶陆隐顶预频颗风馈马验黄宝尔钢矿铜铁签赞台严宁晋测沪琼粤约综紧绩临盖苏诺讲贵赣辞辽闽陕陇云鲁",
)
_BACK = {simple: chr(char) for char, simple in _TABLE.items()}
# Other forms of the same characters, which a twin may print as well: 發佈, 備註, 監製
_TABLE |= str.maketrans("復眾啟幹説佈註製覈閲徵籤爲", "复众启干说布注制核阅征签为")
_SIGNS = frozenset("發來網頁報設區縣瀏覽數辦關單號機標識責")
# Common in any text, so that few lines tell a language.
_COMMON = frozenset("国会议务业电开关门间这个们时来说对为从后进过还点学实现发经机于与应当报导总体处号区县厅")
_COMMON_TRADITIONAL = frozenset(_BACK[ord(char)] for char in _COMMON)
_START = 12  # characters of a line that are looked at


def simplified(text: str) -> str:
    """*text* with the characters of the table replaced; as long as it was."""
    return text.translate(_TABLE)


def is_traditional(lines: Iterable[str]) -> bool:
    """Whether furniture among *lines* may be printed in traditional characters; their starts are looked at."""
    return not _SIGNS.isdisjoint("".join([line[:_START] for line in lines]))


def written_language(text: str) -> str | None:
    """``zh-Hant`` or ``zh-Hans``, by the common characters of *text*; None if it has none of them."""
    chars = set(text)
    traditional_chars, simplified_chars = len(chars & _COMMON_TRADITIONAL), len(chars & _COMMON)
    if traditional_chars == simplified_chars == 0:
        return None
    return "zh-Hant" if traditional_chars > simplified_chars else "zh-Hans"

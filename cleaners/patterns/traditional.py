"""Traditional characters of furniture and titles as simplified ones, for matching alone: printed text stays.

Portals offer machine-made traditional twins of their pages (``/gate/big5/``).  The table has the characters
of the patterns in this room, which a test holds against their words, and those of GB 2312, level 1; each stands for
one, so that positions stay.  It agrees
with that of OpenCC, which the archive compares and searches with and which takes a second to load; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TABLE: dict[int, int] = str.maketrans(
    "當現發來時間長體關閉頁網標識碼辦單聯係繫編輯責審號機構備權維護術簡導覽瀏數訪問點擊閱讀報總結設區縣鎮鄉廳處況匯"
    "於開會議門務據員無礙與條則個張圖書館電話郵轉載聲錄選擇類別題專欄動態領錯糾內稱組織屬鏈熱薦論掃複應訴訟黨國業這"
    "們說對為從後進過還學實經詞鍵東丟兩舉樂習產價衆優傳餘側僑兒養冊寫軍農決劃創刪醫華協衛廠歷參雙葉嗎聽啓諮響團園圍"
    "場堅頭夾婦將屆嶼師帳帶幫並廣廢棄強歸徹徑懷懲戶執擔掛換攝斷顯暫雜極樣檔檢歡殘氣沒濟漁滿瀾煙愛牽狀獄畫監確禮離種"
    "積稅籌糧紅級紀綱線細終繞給絡絕統繼續綠縮罰職腦腳騰節範榮獲藍補裝見觀規視覺計訂認讓訓訊記許證評試詢該詳語請調談"
    "謝負敗賬質貫貿資賞較輸運違連適鄭採釋鈕銀銷錦聞隊陰階陸隱頂預頻顆風饋馬驗黃寶爾鋼礦銅鐵簽贊臺嚴寧晉測滬瓊粵約綜"
    "緊績臨蓋蘇諾講貴贛辭遼閩陝隴雲魯誤損壞壓裏變擬遷牆純幾靜項萬億顧齊難羣達爭遞賠償紛環漲減須佔僅鍾輛盤塊輪筆歲樓"
    "隨紹討營義麼際礎準飛買獎貨藝險費療鮮購勢韓勞妝錢戰夠親亞財車層競倫卻賣龍穩陽遊揮遠陳診羅雖聖劉謠異潔針灣盡尋興"
    "輕絲納崗娛偉剛夢額傷願溫靈勝壟築誰擴畢蘭鬥邊擁獨奧漸趨課慮順橋漢練潤楊衝賢樸驚錫謂駐獻奮債歐趙觸軟媽滾薩腫搖儀"
    "賽遺幣揚劇傑貸喫亂謊輔誠彥慶曉勵寬庫貼孫麗踐齡樹輝瘻脫儲豐碩貢烏虛戲澤夥倉擺謀舊緩躍峯跡廈脈膚吳誕鉉慣頒轄傾祕"
    "詩鵬勳頓憤壯奪憲勸撐紙牀賚彎貧淨紐臉贏勁頗壇銘鎖遲莊湯喪豬殺惡顛遜暢藥鹽邁遙蕩賀圓鳳譽賓鋒豔呂憑飯汙襲騙溝邏濫"
    "峽橫燈飽鄧憶輩淚閃煥髒鏡潰畝辯飾蹤賴軌棟駕驅斂擠恆龐戀縫廁犧鑑膽諷崍濃肅煩潛繪劑龔燁劍饒鳴贈敘島虧窮誇縛擋槍爺"
    "諸燒僞罵擾陣賦攜譜諧囑灘暉搶嶽顏濤滯壽脹巖湧茲銖宮淵賭繭蠶脅厲鄰閒賺姍趕鈍賜恥驕盜悅毆壘撫祿縱兌篤撓窩賡銳穎蔣"
    "謙蘋閻誘喬盧鎬頑塵燦爛鹹揀貝闡鈾彈猶滅噸毀輿憂幟艱紋皺喚鑽嘗緣籠燼譏謬屢彌聰豎禱穌攔闊轎蒼釐銜萊櫃嶺災蓮攤飲隸"
    "鶴鑄賈鮑曄蕭鴻麥鈺鬧拋閔鍋醜檻蠻淺頸墜凍凱癢貞諱慘釀瑪涼諫紗尷澗潑僕緒曬誣挾剝兇掙誦矚渾撥欽臥嘮灑儼塗瀉噴艙軀"
    "軸瘍腎驟嬰厭煉騎摯蠅儉雞洶鎊攬釘綁狽憊斃闢貶瀕濱鉑駁鏟襯馳齒躊綢廚瘡闖蔥叢憚墊疊鍛瘋馮輻槓擱閣鞏鉤駭撿賤膠澆矯"
    "繳誡謹懼訣駿殼懇窺臘闌懶撈澇倆憐鱗賃鈴嚨攏爐滷侶縷侖淪鑼瞞貓錨鉚悶緬吶鈉惱聶檸飄撲鋪豈鉛譴嗆鍬翹竅寢氫顴韌澀剎"
    "篩賒滲溼屍駛贖頌筍瑣貪譚蛻緯甕渦塢狹嚇纖囂嘯洩釁懸啞訝諺誼譯繹瑩喲詠魚鬱蘊醞暈韻鑿皁竈賊嶄晝鄒皚藹骯襖壩罷絆謗"
    "鋇繃辮鱉癟擯餅鉢慚滄詫攙摻蟬饞讒纏顫腸鈔騁癡熾蟲寵疇櫥鋤雛錘脣綽囪湊躥竄鄲撣搗敵滌締澱釣諜錠犢鍍緞墮鵝訛餓餌貳"
    "閥琺礬釩販紡誹墳糞楓訃鈣稈岡鴿鉻蠱僱剮龜閨詭劊輥閡轟壺譁瘓渙賄穢燴誨葷禍飢緝薊莢頰鉀殲箋緘鹼艦餞濺漿槳醬嬌攪鉸"
    "僥餃絞荊莖鯨痙廄駒鋸鵑絹鈞墾摳褲儈曠巋蠟籃讕纜鐳稜籬鯉礫瀝鐮漣簾諒鐐獵凜餾聾婁摟簍蘆顱廬擄虜賂驢鋁濾巒攣孿灤掄"
    "綸蘿籮騾駱螞饅謾黴鎂錳謎覓冪綿廟憫餒膩攆鳥齧鑷鎳獰擰濘膿瘧鷗嘔漚棲悽臍訖釺鉗塹薔竊頃齲鵲紉絨閏鰓叄傘騷贍繕懾紳"
    "嬸繩獅蝨蝕獸樞帥爍飼聳慫擻綏獺撻癱嘆燙絛謄銻屜烴禿頹鴕馱駝橢窪襪韋濰葦撾蝸嗚鎢蕪霧銑蝦俠鍁餡羨廂鑲蠍鋅鏽繡噓軒"
    "癬絢燻馴鴉鴨閹硯鴦瑤堯窯銥頤蟻詣蔭櫻鷹纓螢熒傭癰踴籲馭鴛轅鑰鄖勻隕攢贓棗軋鍘閘柵詐齋氈盞斬輾棧綻蟄轍鍺偵睜猙幀"
    "擲謅誅燭貯磚樁錐贅綴諄濁漬詛",
    "当现发来时间长体关闭页网标识码办单联系系编辑责审号机构备权维护术简导览浏数访问点击阅读报总结设区县镇乡厅处况汇"
    "于开会议门务据员无碍与条则个张图书馆电话邮转载声录选择类别题专栏动态领错纠内称组织属链热荐论扫复应诉讼党国业这"
    "们说对为从后进过还学实经词键东丢两举乐习产价众优传余侧侨儿养册写军农决划创删医华协卫厂历参双叶吗听启咨响团园围"
    "场坚头夹妇将届屿师帐带帮并广废弃强归彻径怀惩户执担挂换摄断显暂杂极样档检欢残气没济渔满澜烟爱牵状狱画监确礼离种"
    "积税筹粮红级纪纲线细终绕给络绝统继续绿缩罚职脑脚腾节范荣获蓝补装见观规视觉计订认让训讯记许证评试询该详语请调谈"
    "谢负败账质贯贸资赏较输运违连适郑采释钮银销锦闻队阴阶陆隐顶预频颗风馈马验黄宝尔钢矿铜铁签赞台严宁晋测沪琼粤约综"
    "紧绩临盖苏诺讲贵赣辞辽闽陕陇云鲁误损坏压里变拟迁墙纯几静项万亿顾齐难群达争递赔偿纷环涨减须占仅钟辆盘块轮笔岁楼"
    "随绍讨营义么际础准飞买奖货艺险费疗鲜购势韩劳妆钱战够亲亚财车层竞伦却卖龙稳阳游挥远陈诊罗虽圣刘谣异洁针湾尽寻兴"
    "轻丝纳岗娱伟刚梦额伤愿温灵胜垄筑谁扩毕兰斗边拥独奥渐趋课虑顺桥汉练润杨冲贤朴惊锡谓驻献奋债欧赵触软妈滚萨肿摇仪"
    "赛遗币扬剧杰贷吃乱谎辅诚彦庆晓励宽库贴孙丽践龄树辉瘘脱储丰硕贡乌虚戏泽伙仓摆谋旧缓跃峰迹厦脉肤吴诞铉惯颁辖倾秘"
    "诗鹏勋顿愤壮夺宪劝撑纸床赉弯贫净纽脸赢劲颇坛铭锁迟庄汤丧猪杀恶颠逊畅药盐迈遥荡贺圆凤誉宾锋艳吕凭饭污袭骗沟逻滥"
    "峡横灯饱邓忆辈泪闪焕脏镜溃亩辩饰踪赖轨栋驾驱敛挤恒庞恋缝厕牺鉴胆讽崃浓肃烦潜绘剂龚烨剑饶鸣赠叙岛亏穷夸缚挡枪爷"
    "诸烧伪骂扰阵赋携谱谐嘱滩晖抢岳颜涛滞寿胀岩涌兹铢宫渊赌茧蚕胁厉邻闲赚姗赶钝赐耻骄盗悦殴垒抚禄纵兑笃挠窝赓锐颖蒋"
    "谦苹阎诱乔卢镐顽尘灿烂咸拣贝阐铀弹犹灭吨毁舆忧帜艰纹皱唤钻尝缘笼烬讥谬屡弥聪竖祷稣拦阔轿苍厘衔莱柜岭灾莲摊饮隶"
    "鹤铸贾鲍晔萧鸿麦钰闹抛闵锅丑槛蛮浅颈坠冻凯痒贞讳惨酿玛凉谏纱尴涧泼仆绪晒诬挟剥凶挣诵瞩浑拨钦卧唠洒俨涂泻喷舱躯"
    "轴疡肾骤婴厌炼骑挚蝇俭鸡汹镑揽钉绑狈惫毙辟贬濒滨铂驳铲衬驰齿踌绸厨疮闯葱丛惮垫叠锻疯冯辐杠搁阁巩钩骇捡贱胶浇矫"
    "缴诫谨惧诀骏壳恳窥腊阑懒捞涝俩怜鳞赁铃咙拢炉卤侣缕仑沦锣瞒猫锚铆闷缅呐钠恼聂柠飘扑铺岂铅谴呛锹翘窍寝氢颧韧涩刹"
    "筛赊渗湿尸驶赎颂笋琐贪谭蜕纬瓮涡坞狭吓纤嚣啸泄衅悬哑讶谚谊译绎莹哟咏鱼郁蕴酝晕韵凿皂灶贼崭昼邹皑蔼肮袄坝罢绊谤"
    "钡绷辫鳖瘪摈饼钵惭沧诧搀掺蝉馋谗缠颤肠钞骋痴炽虫宠畴橱锄雏锤唇绰囱凑蹿窜郸掸捣敌涤缔淀钓谍锭犊镀缎堕鹅讹饿饵贰"
    "阀珐矾钒贩纺诽坟粪枫讣钙秆冈鸽铬蛊雇剐龟闺诡刽辊阂轰壶哗痪涣贿秽烩诲荤祸饥缉蓟荚颊钾歼笺缄碱舰饯溅浆桨酱娇搅铰"
    "侥饺绞荆茎鲸痉厩驹锯鹃绢钧垦抠裤侩旷岿蜡篮谰缆镭棱篱鲤砾沥镰涟帘谅镣猎凛馏聋娄搂篓芦颅庐掳虏赂驴铝滤峦挛孪滦抡"
    "纶萝箩骡骆蚂馒谩霉镁锰谜觅幂绵庙悯馁腻撵鸟啮镊镍狞拧泞脓疟鸥呕沤栖凄脐讫钎钳堑蔷窃顷龋鹊纫绒闰鳃叁伞骚赡缮慑绅"
    "婶绳狮虱蚀兽枢帅烁饲耸怂擞绥獭挞瘫叹烫绦誊锑屉烃秃颓鸵驮驼椭洼袜韦潍苇挝蜗呜钨芜雾铣虾侠锨馅羡厢镶蝎锌锈绣嘘轩"
    "癣绚熏驯鸦鸭阉砚鸯瑶尧窑铱颐蚁诣荫樱鹰缨萤荧佣痈踊吁驭鸳辕钥郧匀陨攒赃枣轧铡闸栅诈斋毡盏斩辗栈绽蛰辙锗侦睁狰帧"
    "掷诌诛烛贮砖桩锥赘缀谆浊渍诅",
)
_BACK = {simple: chr(char) for char, simple in _TABLE.items()}
# Other forms of the same characters, which a twin may print as well: 發佈, 備註, 監製
_TABLE |= str.maketrans(
    "復眾啟幹説佈註製覈閲徵籤爲裡偽鋭鈎濕藴醖缽",
    "复众启干说布注制核阅征签为里伪锐钩湿蕴酝钵",
)
_ANY = re.compile(f"[{''.join(map(chr, _TABLE))}]")  # a look that spares nearly all texts the table
_SIGNS = frozenset("發來網頁報設區縣瀏覽數辦關單號機標識責")
# Common in any text, so that few lines tell a language.
_COMMON = frozenset("国会议务业电开关门间这个们时来说对为从后进过还点学实现发经机于与应当报导总体处号区县厅")
_COMMON_TRADITIONAL = frozenset(_BACK[ord(char)] for char in _COMMON)
_START = 12  # characters of a line that are looked at


def simplified(text: str) -> str:
    """*text* with the characters of the table replaced; as long as it was."""
    return text.translate(_TABLE) if _ANY.search(text) else text


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

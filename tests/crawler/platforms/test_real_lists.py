"""Real list pages: as many rows as a person counts in them, their days, and the page that follows.

The numbers were counted in the pages (records, rows of the list, days beside them), not taken from the readers.
Pages that are no lists of links (letter boxes, lists that scripts fill) are in the table with no rows.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.platforms import ListPage, Reading, recognise

WILD = Path(__file__).resolve().parents[3].parent / "shared" / "pages" / "wild"
pytestmark = pytest.mark.skipif(not WILD.is_dir(), reason="the real pages are not here")

# file, rows, begin of the first row's title, its day, begin of the last row's title, what the next address holds
LISTS = [
    ("fgw.yancheng.gov.cn-5ed951a0.html", 45, "盐城市发展和改革委员会关于公布2024年一季度", "2024-04-09", "新型电力系统下", "startrecord=46"),
    ("swj.yancheng.gov.cn-13562c1a.html", 45, "关于江苏老字号复核的公示", "2024-04-07", "成品油经营企业变更项目公示", "startrecord=46"),
    ("kjt.jiangxi.gov.cn-97fa658f.html", 60, "江西省科学技术厅厅属事业单位2024年度公开招聘", "2024-05-24", "关于第三届江西省科普微视频", "startrecord=61"),
    ("zcom.zj.gov.cn-0e8e8402.html", 10, "关于公开征求《关于促进浙江省餐饮业", "2024-04-30", "关于公开征求《关于深化内外贸一体化", "startrecord=11"),
    ("gk.tj.gov.cn-c8134621.html", 20, "天津市地方标准发布通告（第128号）", "2020-04-30", "天津市市场监督管理委员会关于注销", "index_1.shtml"),
    ("hnsswt.henan.gov.cn-0d85dd82.html", 24, "河南省商务厅库存档案移交进馆", "2024-04-02", "河南省商务厅2023年统一考试录用公务员", "index_1.html"),
    ("kjj.cq.gov.cn-e53c76fd.html", 15, "2024年一季度全市科技型企业培育情况通报", "2024-04-09", "关于征集2025年度国家自然科学基金", "index_1.html"),
    ("fzggw.ah.gov.cn-e1e09621.html", 18, "安徽省发展改革委关于调整安徽省成品油价格的通告", "2024-04-01", "安徽省发展改革委关于调整安徽省成品油价格", "pageIndex=2"),
    ("swj.changzhou.gov.cn-64512eef.html", 10, "“江苏老字号”复核结果公示", "2024-04-02", "常州交易团广交会出口展", "catname=swj_02_04&page=2"),
    ("swt.fujian.gov.cn-d51b52a3.html", 50, "墨西哥对涉华透明浮法玻璃启动反倾销调查", "2024-10-09", "海关总署公告2024年第89号", "/fjdzapp/search"),
    ("swt.sc.gov.cn-55fc78dc.html", 20, "四川省商务厅关于组织参加第四届", "2024-03-28", "比选结果公示", "list_2.shtml"),
    ("sxdofcom.shaanxi.gov.cn-00fa7b56.html", 20, "陕西省商务厅关于2023年度全省拍卖企业", "2024-04-02", "陕西省交易团关于开展广交会", "Page=2"),
    ("www.ggzy.gov.cn-5cb1cd90.html", 20, "南华县2025-G-8-208号地块", "2026-03-17", "数智中心装修及厂区绿化工程开标记录", "index_1.html"),
    ("www.gov.cn-c4cd7c2b.html", 12, "一季度国家铁路发送货物9.7亿吨", "2025-04-13", "年产值超5000亿元", "index_1.html"),
    ("www.hzzy.gov.cn-38e9918d.html", 5, "（2016）粤13民终2456号", "2016-07-28", "（2016）粤13民终2432号", "down-2-"),
    ("www.nmpa.gov.cn-2ef81bae.html", 20, "国家药监局关于修订人纤维蛋白原说明书的公告", "2025-10-14", "国家药监局 公安部", "index_1.html"),
    ("www.nmpa.gov.cn-f9d0313a.html", 20, "国家药监局批准莫米司特片上市", "2025-10-13", "国家药监局附条件批准利沙托克拉片上市", "index_1.html"),
    ("www.al.gov.cn-60ed34a5.html", 15, "政策文件栏目", "2022-12-15", "咨询", "ldxx-3_2_tree"),
    # answers of services
    ("search.gd.gov.cn-64ab89a3.json", 20, "广东省财政厅关于转下达2021年积极应对", "2021-11-12", "汕尾城区、红海湾退役军人", None),
    ("www.gxzf.gov.cn-2ff568f4.json", 10, "茂林镇党政办公室关于印发", "2021-11-23", "广西壮族自治区人民政府办公厅印发", None),
    ("www.hebei.gov.cn-dfc1a2d5.json", 10, "关于转发《司法部 生态环境部关于印发<环境", "2019-06-12", "关于公布2019年规范性文件清理结果", None),
    ("www.shaanxi.gov.cn-c6c3fdea.json", 10, "关于做好2020年食用林产品质量", "2019-12-27", "中共陕西省卫生健康委党组", None),
    ("www.cq.gov.cn-d7165d04.json", 10, "重庆市人民政府关于公布第三批", None, "重庆市人民政府办公厅关于印发重庆市城市立体绿化", None),
]  # fmt: skip
WITHOUT_ROWS = [
    "www.al.gov.cn-3e3bbf6c.html", "www.al.gov.cn-4dd6fa0e.html", "www.al.gov.cn-f5af626b.html",  # forms for letters
    "www.al.gov.cn-4e005c6b.html",  # letters, opened by scripts
    "www.ggzyzx.jl.gov.cn-270917f8.html",  # a list that scripts fill
    "search.gd.gov.cn-fd30536c.json", "searching.hunan.gov.cn-7fc456a0.json", "www.cq.gov.cn-9b043fa5.json",
]  # fmt: skip


def _read(file: str) -> Reading:
    with (WILD / "manifest.tsv").open(encoding="utf-8") as lines:
        told = {cells[0]: cells for cells in (line.split("\t") for line in lines)}
    url, host = told[file][1], told[file][2]
    page = ListPage(url if url.startswith("http") else f"http://{host}/a/b/", (WILD / file).read_bytes())
    return recognise(page)[0].read(page, 1)


@pytest.mark.parametrize(("file", "count", "first", "day", "last", "following"), LISTS, ids=[each[0] for each in LISTS])
def test_a_real_list_is_read_as_a_person_reads_it(
    file: str, count: int, first: str, day: str | None, last: str, following: str | None
) -> None:
    reading = _read(file)
    rows = reading.rows
    assert len(rows) == len({row.url for row in rows}) == count
    assert (rows[0].title[: len(first)], rows[0].date, rows[-1].title[: len(last)]) == (first, day, last)
    assert sum(row.date is not None for row in rows) == (count if day else 0)
    if following:
        assert following in reading.next_pages[0].url


@pytest.mark.parametrize("file", WITHOUT_ROWS)
def test_a_real_page_without_a_list_gives_no_rows(file: str) -> None:
    assert _read(file).rows == ()

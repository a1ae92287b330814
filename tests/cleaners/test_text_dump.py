"""Plain text dumps of whole pages: title, text and facts where there are no elements, only lines."""

from __future__ import annotations

import pytest

from cleaners import clean_text

REPORT = "云溪县水利局2023年法治政府建设年度报告"
BODY = (
    "2023年，县水利局扎实推进依法行政，各项任务有序完成，群众满意度稳步提升。现将有关情况报告如下：",
    "一、主要举措和成效",
    "全年办理水行政许可126件，立案查处水事违法案件9件，均已办结，没有一件被提起行政复议。",
)  # fmt: skip
MENU = ("首页", "走进云溪", "政务公开", "政务服务", "互动交流", "数据开放")
FOOT = (
    "扫一扫在手机打开当前页",
    "云溪县人民政府",
    "网站地图",
    "关于我们",
    "主办单位：云溪县人民政府办公室 湘ICP备00000001号",
)


def dump(*parts: str | tuple[str, ...]) -> str:
    return "\n".join(line for part in parts for line in ([part] if isinstance(part, str) else part))


@pytest.mark.parametrize(
    "head",
    [
        ("便民导航", REPORT, "发布时间：2024-03-05"),
        (*MENU, "当前位置：首页 > 法治政府建设", REPORT, "2024-03-05 10:20"),
        (*MENU, "模范单位展示", "您当前的位置：首页 > 法治宣传", REPORT, "来源：县司法局", "时间：2024-03-05"),
        (*MENU, f"当前位置：首页 > 法治政府建设 > 正文 {REPORT}", "发布时间：2024-03-05"),
        ("当前位置：首页 > 法治政府建设", f"{REPORT}发布时间：2024-03-05 来源：县水利局"),
        (*MENU, "当前位置：首页 > 公开", "云溪县水利局", "2023年法治政府建设年度报告", "发布时间：2024-03-05"),
        (*MENU, "当前位置：首页 > 公开", "云溪县水利局2023年", "法治政府建设年度报告", "发布时间：2024-03-05"),
        ("·索引号：0099/2024-00012", "·发布机构：县水利局", "·发布日期：2024-03-05", REPORT),
        ("| 索引号 | 0099/2024-00012 | 发布日期 | 2024-03-05 |", REPORT),
        (
            "首页",
            ">",
            "政务公开",
            ">",
            "年度报告",
            REPORT,
            "来源：",
            "县水利局",
            "发布时间：",
            "2024-03-05",
            "浏览次数：",
            "12",
        ),
        (*MENU, "当前位置：首页 > 公开", REPORT, REPORT, "发布时间：2024-03-05"),
        (*MENU, "首页>公开", f"{REPORT} | 发布时间：2024-03-05 | 来源：县水利局"),
        ("索引号", "K1-2024-001", "发布日期", "2024-03-05", "名称", REPORT, REPORT),
        (f"{REPORT}_云溪县人民政府", *MENU, "首页 > 公开", REPORT, "时间：2024-03-05"),
        ("首页", f"关怀版 无障碍 {REPORT}", "发布时间：2024-03-05"),
        ("现在是：2026年11月27日 18:30:00", REPORT, "发布时间：2024-03-05"),
        ("* 索引号: K1/2024-7", f"* 名称: {REPORT}", "* 发布日期: 2024-03-05"),
        ("今天是2026年11月27日 星期五", "首页\t政务\t互动", REPORT, "发布时间：2024-03-05"),
        ("今天是2026年11月27日 星期五", *MENU, "当前位置：首页 > 公开", REPORT, "发布时间：2024-03-05"),
        ("当前时间：2026-11-27 10:20:31", *MENU, "首页 > 公开", REPORT, "日期：2024-03-05"),
    ],
)
def test_title_and_date_stand_where_the_page_had_them(head: tuple[str, ...]) -> None:
    article = clean_text(dump(head, "", BODY, FOOT))
    assert (article.title, article.date) == (REPORT, "2024-03-05")
    assert (article.issuer, article.report_year, article.kind) == ("云溪县水利局", 2023, "report")
    assert article.text == dump(BODY)


@pytest.mark.parametrize(
    "lines",
    [
        ("关于做好2024年防汛抗旱工作的通知",),
        ("云溪县水利局关于做好", "2024年防汛抗旱", "工作的通知"),
        ("夏粮收购有序推进",),
        ("为云溪高质量发展凝聚力量", "——热烈祝贺县政协全会开幕"),
    ],
)
@pytest.mark.parametrize("info", ["发布时间：2024-03-05 来源：云溪日报", "2024-03-05 10:20 | 云溪日报"])
def test_the_title_of_any_page_stands_between_path_and_info_line(lines: tuple[str, ...], info: str) -> None:
    article = clean_text(dump(MENU, "当前位置：首页 > 要闻", lines, info, BODY, FOOT))
    assert article.title == "".join(lines)
    assert article.text == dump(BODY)


@pytest.mark.parametrize("below", [("现将有关情况报告如下：", "一、主要工作", BODY[2]), ("各乡镇人民政府：", *BODY)])
def test_a_title_takes_nothing_from_the_line_below(below: tuple[str, ...]) -> None:
    article = clean_text(
        dump("当前位置：首页 > 公开", "云溪县商务局2024年法治政府建设工作计划", "发布时间：2024-02-18", below)
    )
    assert (article.title, article.kind) == ("云溪县商务局2024年法治政府建设工作计划", "plan")
    assert article.text == dump(below)


@pytest.mark.parametrize("title", [REPORT, "云溪县水利局关于2024年水资源管理情况的通报"])
def test_a_title_on_the_first_line_of_a_text_without_furniture_stays_in_the_text(title: str) -> None:
    text = dump(title, BODY)
    article = clean_text(text)
    assert (article.title, article.text) == (title, text)


@pytest.mark.parametrize("first", ["一、主要工作", "全面完成", "现将情况报告如下", "县委、县政府："])
def test_a_first_line_that_is_no_title_gives_none(first: str) -> None:
    assert clean_text(dump(first, BODY)).title is None


def test_menus_with_sentences_above_the_path_are_no_text() -> None:
    slogans = ("一、受理机构", "政务服务热线全天候为您服务，欢迎来电咨询和监督。")
    article = clean_text(
        dump(MENU, slogans, MENU, "当前位置：首页 > 公开", REPORT, "发布时间：2024-03-05", BODY * 2, FOOT)
    )
    assert article.title == REPORT
    assert slogans[1] not in article.text


def test_below_the_furniture_only_the_end_of_the_document_stays() -> None:
    end = ("云溪县水利局", "2024年3月1日")
    article = clean_text(
        dump(
            "当前位置：首页 > 公开",
            REPORT,
            "发布时间：2024-03-05",
            BODY,
            "打印 关闭",
            end,
            "县情概览",
            "历史沿革",
            FOOT,
        )
    )
    assert article.text == dump(BODY, end)
    assert article.signature == "云溪县水利局"


def test_a_short_text_between_long_menus_is_all_that_stays() -> None:
    offices = tuple(
        f"{word}{level}"
        for word in ("教育", "民政", "财政", "水利", "农业农村", "文化旅游")
        for level in ("部", "厅", "局")
    )
    article = clean_text(
        dump(
            MENU * 3,
            "首页",
            "/",
            "公开",
            REPORT,
            "发布时间：2024-03-05",
            BODY,
            "编辑：王某",
            "省级政府网站",
            offices * 6,
            FOOT,
        )
    )
    assert article.text == dump(BODY)


def test_a_path_that_a_text_quotes_is_no_path_of_the_page() -> None:
    text = dump(
        BODY,
        "当前位置：首页 > 政务公开 > 年报",
        "二、公开情况",
        "群众从以上栏目进入，即可查阅历年报告全文和统计数据。" * 8,
    )
    assert clean_text(text).text == text


def test_a_short_name_in_the_opening_is_filled_up_by_who_publishes() -> None:
    head = ("当前位置：首页 > 公开", "2023年法治政府建设年度报告", "发布日期：2024-03-05 发布机构：云溪县水利局")
    assert clean_text(dump(head, BODY)).issuer == "云溪县水利局"


NOTICE = "关于做好2025年春季造林工作的通知"
WELCOME = [
    "尊敬的市民，欢迎访问云溪县人民政府网！",
    "上午好，欢迎光临本网站，今天是2026年3月8日 星期日",
    "云溪县水利局主管全县水资源、水利工程和防汛抗旱，在人民路18号办公。",
]


@pytest.mark.parametrize("welcome", WELCOME)
@pytest.mark.parametrize("path", ["当前位置：首页 > 通知公告", "您现在的位置：首页 >> 通知公告 >> 正文"])
def test_a_welcome_on_the_first_line_hides_no_path(welcome: str, path: str) -> None:
    article = clean_text(dump(welcome, MENU, path, NOTICE, "发布时间：2025-03-05 来源：县林业局", BODY, FOOT))
    assert (article.text, article.title) == (dump(BODY), NOTICE)
    assert (article.published_at or "")[:10] == "2025-03-05"
    assert article.breadcrumb == ("首页", "通知公告")


@pytest.mark.parametrize(
    "glued",
    [
        ("您的位置：首页 > 通知公告 > " + NOTICE, "发布时间：2025-03-05"),
        ("您的位置：首页 > 通知公告 > 正文" + NOTICE, "发布时间：2025-03-05"),
        ("首页 > 通知公告", NOTICE + "来源：县林业局 发布时间：2025-03-05"),
        ("首页 > 通知公告", NOTICE + "【发布时间：2025-03-05】"),
    ],
)
def test_a_title_of_any_document_is_parted_from_the_line_it_is_glued_to(glued: tuple[str, ...]) -> None:
    article = clean_text(dump(glued, BODY, FOOT))
    assert (article.title, article.text) == (NOTICE, dump(BODY))


def test_a_name_with_day_and_time_is_an_info_line() -> None:
    article = clean_text(dump(NOTICE, "云溪融媒 2025-03-05 17:30", BODY, "【打印】【关闭】"))
    assert (article.title, (article.published_at or "")[:10], article.text) == (NOTICE, "2025-03-05", dump(BODY))


def test_titles_of_other_articles_below_a_signature_are_cut() -> None:
    signed = (*BODY, "云溪县水利局", "2025年3月5日")
    others = ("相关通知公告", "关于取水许可的公告", "关于河道采砂的公告")
    assert clean_text(dump(NOTICE, "发布时间：2025-03-05", signed, others)).text == dump(signed)


def test_who_runs_the_site_above_its_marks_is_footer_without_a_signature_too() -> None:
    imprint = ("主办单位：云溪县人民政府办公室", "网站标识码：4300000000 湘ICP备00000001号")
    assert clean_text(dump("当前位置：首页 > 公告", NOTICE, "来源：县林业局", BODY, imprint)).text == dump(BODY)


ROWS = [f"{name}镇2023年法治政府建设年度报告" for name in ("石岭", "白沙", "南坪", "双河", "青峰", "小溪")]


@pytest.mark.parametrize(
    "rows",
    [
        [line for n, row in enumerate(ROWS, 1) for line in (row, f"2024-02-0{n}")],
        [f"{row} [2024-02-0{n}]" for n, row in enumerate(ROWS, 1)],
        [f"{n}. {row}\t2024年2月{n}日" for n, row in enumerate(ROWS, 1)],
    ],
)
def test_a_dump_of_a_list_gives_no_text(rows: list[str]) -> None:
    article = clean_text(dump(MENU, "当前位置：首页 > 法治政府建设", *rows, "共3页 上一页 1 2 3 下一页 尾页", FOOT))
    assert (article.text, [problem.kind.value for problem in article.problems]) == ("", ["list_page"])


def test_rows_without_page_numbers_may_be_the_directory_of_a_document() -> None:
    rows = [f"{row} 2024-02-0{n}" for n, row in enumerate(ROWS, 1)]
    assert clean_text(dump(MENU, "当前位置：首页 > 法治政府建设", "有效文件目录", *rows, FOOT)).text

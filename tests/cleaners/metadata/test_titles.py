"""Titles: kind, organ and year, on the shapes that portals use."""

from __future__ import annotations

import pytest

from cleaners import is_report_title, kind_of_title
from cleaners.metadata.titles import organ_in_title, year_in_title

REPORTS = [
    ("某某区城市管理局2020年法治政府建设年度报告", "某某区城市管理局", 2020),
    (
        "云港市北湾区人民政府长堤街道办事处关于2023年度法治政府建设情况的报告",
        "云港市北湾区人民政府长堤街道办事处",
        2023,
    ),
    ("清河县教育局 2025年度法治政府建设情况报告", "清河县教育局", 2025),
    ("石山县2019年法治政府建设情况报告", "石山县人民政府", 2019),
    ("2024年石山县法治政府建设情况报告", "石山县人民政府", 2024),
    ("关于2023年度乌林市法治政府建设情况的报告", "乌林市人民政府", 2023),
    ("[天政发〔2026〕7号]天门市人民政府关于2025年法治政府建设情况的报告", "天门市人民政府", 2025),
    ("遂府〔2025〕3号 遂州市人民政府关于2024年法治政府建设工作情况的报告", "遂州市人民政府", 2024),
    ("火炬高新区(中山港街道)2023年度法治政府建设情况报告", "火炬高新区(中山港街道)", 2023),
    ("市水务局2024年度法治政府建设情况报告", "市水务局", 2024),
    ("东港县交通运输局2024年交通运输法治政府建设工作总结及2025年工作思路", "东港县交通运输局", 2024),
    ("某某县公安局2024年法治政府部门建设情况报告", "某某县公安局", 2024),
    ("某某县2018年依法行政工作情况报告", "某某县人民政府", 2018),
    ("关于2024年法治政府建设情况的报告", None, 2024),
    ("关于清河县教育局2024年法治政府建设情况的报告", "清河县教育局", 2024),
    ("关于报送清河县教育局2024年度法治政府建设工作情况的报告", "清河县教育局", 2024),
    ("关于石山县2024年法治政府建设情况的报告", "石山县人民政府", 2024),
    ("关于公布清河县水利局2023年度法治政府建设年度报告的公告", "清河县水利局", 2023),
    ("清河县司法局关于清河县2024年法治政府建设情况的报告", "清河县司法局", 2024),
    ("关于2020年以来石山县法治政府建设情况的报告", None, 2020),
    ("关于县局2024年法治政府建设情况的报告", None, 2024),
    ("关于扎实推进石山县2024年法治政府建设情况的报告", None, 2024),
    ("关于我局2024年法治政府建设情况的报告", None, 2024),
    ("关于全县2024年法治政府建设情况的报告", None, 2024),
    ("关于对清河县教育局2024年法治政府建设情况的督察报告", None, 2024),
    ("关于县人民政府2024年法治政府建设情况报告的审议意见", None, 2024),
    ("二〇二三年依法行政工作总结", None, 2023),
]


@pytest.mark.parametrize(("title", "organ", "year"), REPORTS)
def test_report_title_gives_kind_organ_and_year(title: str, organ: str | None, year: int) -> None:
    assert is_report_title(title)
    assert organ_in_title(title) == organ
    assert year_in_title(title) == year


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("【政策解读】某某县2024年法治政府建设年度报告解读", "interpretation"),
        ("图解：某某县2024年法治政府建设年度报告", "interpretation"),
        ("某某县司法局局长2024年述法报告", "personal_report"),
        ("某某局主要负责人2024年履行推进法治建设第一责任人职责情况报告", "personal_report"),
        ("某某县2025年法治政府建设工作要点", "plan"),
        ("某某市法治政府建设实施方案", "plan"),
        ("某某区2024年政府信息公开工作年度报告", "foi_report"),
        ("某某市2024年行政复议和行政应诉案件统计分析报告", "case_statistics"),
        ("某某县召开法治政府建设推进会听取年度报告", "news"),
        ("市领导调研法治政府建设情况", "news"),
        ("某县举办法治政府建设工作报告会", "news"),
        ("某县举办行政执法人员法律知识讲座", "news"),
        ("某某县2024年政府工作报告", "other"),
        ("关于加强森林防火工作的通告", "other"),
    ],
)
def test_neighbours_of_reports_are_told_apart(title: str, kind: str) -> None:
    assert kind_of_title(title) == kind


@pytest.mark.parametrize(
    "section",
    [
        "法治政府建设年度报告",
        "法治政府建设情况报告",
        "法治政府建设年报",
        "区政府法治政府建设报告",
        "西城区法治建设年度情况报告",
    ],
)
def test_names_of_report_sections_are_report_titles(section: str) -> None:
    assert is_report_title(section)


@pytest.mark.parametrize(
    "section", ["通知公告", "规划计划", "政府工作报告", "信息公开", "法治政府建设示范创建 > 创建工作动态"]
)
def test_names_of_other_sections_are_none(section: str) -> None:
    assert not is_report_title(section)


def test_blanks_inside_a_title_do_not_matter() -> None:
    title, organ, year = REPORTS[0]
    spaced = "　".join(title)
    assert (kind_of_title(spaced), organ_in_title(spaced), year_in_title(spaced)) == ("report", organ, year)


@pytest.mark.parametrize(
    ("title", "kind", "organ", "year"),
    [
        ("云溪县财政局2024年上半年法治政府建设情况报告", "periodic_report", "云溪县财政局", 2024),
        ("云溪县财政局2024年第一季度法治政府建设工作情况", "periodic_report", "云溪县财政局", 2024),
        ("云溪县2024年1-6月法治政府建设情况报告", "periodic_report", "云溪县人民政府", 2024),
        ("云溪县财政局2024年上半年法治建设总结及下半年工作计划", "periodic_report", "云溪县财政局", 2024),
        ("云溪县财政局2021-2025年法治政府建设情况报告", "periodic_report", "云溪县财政局", None),
        ("云溪县财政局2022年度、2023年度法治政府建设情况报告", "periodic_report", "云溪县财政局", None),
        ("云溪县财政局2022和2023年依法行政工作报告", "periodic_report", "云溪县财政局", None),
        ("云溪县财政局2023年法治政府建设总结和2024年工作计划", "report", "云溪县财政局", 2023),
        ("云溪县人民政府关于近五年来法治政府建设情况的报告", "periodic_report", "云溪县人民政府", None),
        ("云溪县“十四五”时期法治政府建设工作总结", "periodic_report", None, None),
        ("云溪县各部门2024年法治政府建设年度报告汇编", "collection", None, 2024),
        ("2024年度云溪县各乡镇法治政府建设年度报告", "collection", None, 2024),
        ("云溪县司法局关于全县各部门2024年法治政府建设情况的报告", "report", None, 2024),
        ("云溪县2023年贯彻落实《法治政府建设实施纲要（2021－2025年）》情况的报告", "report", "云溪县人民政府", 2023),
        ("云溪县水利局2024年法治政府建设工作总结及2025年工作要点", "report", "云溪县水利局", 2024),
        ("云溪县水利局2024年法治政府建设情况报告暨2025年工作计划", "report", "云溪县水利局", 2024),
        ("一图看懂云溪县2024年法治政府建设年度报告", "interpretation", "云溪县人民政府", 2024),
        ("中共云溪县水利局党组关于2024年法治建设情况的报告", "report", "中共云溪县水利局党组", 2024),
        ("云溪海关2024年法治政府建设年度报告", "report", "云溪海关", 2024),
        ("云溪高新技术产业开发区2024年法治政府建设年度报告", "report", "云溪高新技术产业开发区", 2024),
        ("云溪县二〇二四年法治政府建设年度报告", "report", "云溪县人民政府", 2024),
        ("云溪县水利局二○二四年度法治政府建设情况报告", "report", "云溪县水利局", 2024),
        ("云溪县近三年法治政府建设工作情况报告", "periodic_report", None, None),
        ("两江新区2023年法治政府建设年度报告", "report", "两江新区管理委员会", 2023),
        ("重庆两江新区关于2023年法治政府建设情况的报告", "report", "重庆两江新区管理委员会", 2023),
        ("两江新区2025年法治政府建设年度报告", "report", "两江新区人民政府", 2025),
        ("上海市浦东新区2024年法治政府建设年度报告", "report", "上海市浦东新区人民政府", 2024),
        ("云溪湖旅游度假区2024年法治政府建设年度报告", "report", "云溪湖旅游度假区", 2024),
        ("梁园区2024年法治政府建设年度报告", "report", "梁园区人民政府", 2024),
    ],
)
def test_other_periods_and_several_organs_are_no_annual_report(
    title: str, kind: str, organ: str | None, year: int | None
) -> None:
    assert kind_of_title(title) == kind
    if not title.startswith("一图"):
        assert organ is None or organ_in_title(title) == organ
    assert year_in_title(title) == year

"""落款: the organ and the day under a text, and what looks like it."""

from __future__ import annotations

import pytest

from cleaners.metadata.signature import read_signature

END = "全年办理行政复议案件12件。"
DAY = "2024年3月5日"


@pytest.mark.parametrize(
    "organ",
    [
        "某省人民政府办公厅",
        "某市委办公室",
        "某县水利局",
        "某省司法厅",
        "某区街道",
        "某市委全面依法治市委员会",
        "某县公安局交警大队",
    ],
)
def test_an_organ_above_the_day_signs(organ: str) -> None:
    signature = read_signature([END, organ, DAY])
    assert signature is not None
    assert (signature.organ, signature.signed_on) == (organ, "2024-03-05")


def test_a_name_that_is_too_long_for_an_organ_does_not_sign() -> None:
    organ = "某县" + "人民政府关于进一步规范和加强行政执法监督工作" * 2 + "办公室"
    assert len(organ) > 40
    signature = read_signature([END, organ, DAY])
    assert signature is not None
    assert signature.organ is None


def test_a_long_line_that_ends_with_a_day_is_no_signature() -> None:
    """Blanks between organ and day are no limit by themselves; a line is."""
    assert read_signature([END, "某县水利局" + " " * 20 + DAY]) is not None
    assert read_signature([END, "某县水利局" + " " * 90 + DAY]) is None


@pytest.mark.parametrize(
    "line", ["办好民生实事，交办公室", "一、某县水利局", "抄送：某县水利局", "由我局负责。某县水利局"]
)
def test_a_sentence_or_heading_above_the_day_does_not_sign(line: str) -> None:
    signature = read_signature([END, line, DAY])
    assert signature is not None
    assert signature.organ is None


@pytest.mark.parametrize(
    "organ",
    [
        "中共云溪县水利局党组",
        "云溪海关",
        "云溪县国资委",
        "云溪市卫生健康委",
        "北疆建设兵团第九师",
        "第九师北山市",
        "一六〇团",
        "云溪县国有林场",
        "云溪县图书馆",
        "云溪县律师协会",
        "云溪县供销合作社",
        "云溪县公安局城关派出所",
        "云溪县水务投资集团有限公司",
        "云溪县人民检察院",
        "国家税务总局云溪县税务局",
        "云溪县人民医院",
        "云溪银行城关支行",
        "云溪经济技术开发区",
        "经开区管委会",
        "和平区教育局",
        "全州县司法局",
        "云溪县发展和改革局（县粮食和物资储备局）",
        "云溪县委依法治县办",
    ],
)
def test_whatever_an_organ_ends_with_it_signs(organ: str) -> None:
    signature = read_signature([END, organ, DAY])
    assert signature is not None
    assert signature.organ == organ


@pytest.mark.parametrize(
    "line",
    [
        "全县法治工作座谈会",
        "县委常委会会议",
        "局长 王某",
        "形成依法行政新格局",
        "认真抓好工作部署",
        "我县召开会议的场所",
        "加强基层派出所",
        "法治政府建设工作总结",
    ],
)
def test_lines_that_end_almost_as_organs_do_not_sign(line: str) -> None:
    signature = read_signature([END, line, DAY])
    assert signature is not None
    assert signature.organ is None


@pytest.mark.parametrize(
    ("lines", "organ"),
    [
        (["云溪县推进依法行政和法治政府建设工作", "领导小组办公室"], "云溪县推进依法行政和法治政府建设工作领导小组办公室"),
        (["云溪县住房和城乡", "建设局"], "云溪县住房和城乡建设局"),
        (["中共云溪县委全面依法", "治县委员会办公室"], "中共云溪县委全面依法治县委员会办公室"),
        (["青川市溪山区人民政府", "长堤街道办事处"], "青川市溪山区人民政府长堤街道办事处"),
        (["中共云溪县委全面依法治县", "委员会守法普法协调小组", "办公室"], "中共云溪县委全面依法治县委员会守法普法协调小组办公室"),
        (["云溪县水利局", "云溪县司法局", "云溪县财政局"], "云溪县水利局 云溪县司法局 云溪县财政局"),
        (["中共云溪县委 云溪县人民政府"], "中共云溪县委 云溪县人民政府"),
        (["云　溪　县　水　利　局"], "云溪县水利局"),
        (["云溪县持续推进法治建设工作", "云溪县水利局"], "云溪县水利局"),
    ],
)  # fmt: skip
def test_a_broken_name_is_one_and_joint_organs_are_several(lines: list[str], organ: str) -> None:
    signature = read_signature([END, *lines, DAY])
    assert signature is not None
    assert signature.organ == organ


@pytest.mark.parametrize(
    "lines",
    [
        ["云溪县水利局（盖章）", DAY],
        ["云溪县水利局", "（盖章）", DAY],
        ["云溪县水利局（公章）", DAY],
        ["单位（盖章）：云溪县水利局", DAY],
        ["云溪县水利局", "局长：王某", DAY],
        [DAY, "云溪县水利局"],
        [f"{DAY} 云溪县水利局"],
        [f"云溪县水利局（盖章） {DAY}"],
        ["云溪县水利局", "2024.3.5"],
        ["云溪县水利局", f"（{DAY}）"],
    ],
)
def test_seals_heads_and_the_order_of_organ_and_day_change_nothing(lines: list[str]) -> None:
    signature = read_signature([END, *lines])
    assert signature is not None
    assert (signature.organ, signature.signed_on) == ("云溪县水利局", "2024-03-05")


def test_a_group_for_which_another_organ_seals_signs_itself() -> None:
    signature = read_signature([END, "云溪县法治政府建设领导小组（县司法局代章）", DAY])
    assert signature is not None
    assert signature.organ == "云溪县法治政府建设领导小组"


@pytest.mark.parametrize("line", ["2024.3.5", f"{DAY}召开全县会议", f"{DAY}起施行"])
def test_a_day_alone_in_figures_or_in_a_sentence_signs_nothing(line: str) -> None:
    assert read_signature([END, line]) is None

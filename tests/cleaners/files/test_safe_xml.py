"""XML parts of office files: what is no plain XML is refused, and nothing outside the part is ever looked at."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.files.containers.safe_xml import attribute, child, children, local, parse_xml
from cleaners.files.errors import BeyondLimits, BrokenFile, FileError
from cleaners.files.limits import Limits

LIMITS = Limits(xml_depth=20, xml_elements=100)
MEGABYTE = 1 << 20
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9))
LAUGHS = f"<!DOCTYPE d [{ENTITIES}]>"  # e8 is 100 million times ha
FILE = Path(__file__).as_uri()


@pytest.mark.parametrize(
    "part",
    [
        f"{LAUGHS}<d>&e8;</d>",
        f'{LAUGHS}<d a="&e8;"/>',
        f'<!DOCTYPE d [<!ENTITY a SYSTEM "{FILE}">]><d>&a;</d>',
        f'<!DOCTYPE d [<!ENTITY % a SYSTEM "{FILE}"> %a;]><d/>',
        f'<!DOCTYPE d SYSTEM "{FILE}"><d/>',
        f'<!DOCTYPE d PUBLIC "-//X//Y" "{FILE}"><d/>',
        '<!DOCTYPE d [<!ATTLIST d a CDATA "from the type">]><d/>',
        "<!DOCTYPE d><d/>",
        "<!-- before --><?before?><!DOCTYPE d><d/>",
    ],
    ids=["laughs", "in_attribute", "external", "parameter", "system", "public", "default_value", "bare", "late"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32", "gb18030"])
def test_a_document_type_is_refused_in_every_encoding(part: str, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-be")}"?>{part}'.encode(encoding)
    with pytest.raises(BeyondLimits, match=r"document type \(d\)"):
        parse_xml(declared, LIMITS)


def test_no_address_is_opened() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        parts = [
            f'<!DOCTYPE d SYSTEM "{address}"><d/>',
            f'<?xml-stylesheet href="{address}"?><d/>',
            f'<d xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="{address}"/></d>',
            f'<d xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="u {address}"/>',
        ]
        for part in parts:
            with suppress(BeyondLimits):
                parse_xml(part.encode(), LIMITS)
        with pytest.raises(BlockingIOError):  # nobody came
            server.accept()


def test_depth_and_number_of_elements_are_bounded_and_what_is_just_allowed_is_read() -> None:
    assert len(list(parse_xml(b"<a>" * 20 + b"</a>" * 20, LIMITS).iter())) == 20
    assert len(parse_xml(b"<a>" + b"<b/>" * 99 + b"</a>", LIMITS)) == 99
    with pytest.raises(BeyondLimits, match="21 deep"):
        parse_xml(b"<a>" * 21 + b"</a>" * 21, LIMITS)
    with pytest.raises(BeyondLimits, match="101 elements"):
        parse_xml(b"<a>" + b"<b/>" * 100 + b"</a>", LIMITS)


@pytest.mark.parametrize(
    "part",
    [
        b'<a b="' + b"x" * 11 * MEGABYTE + b'"/>',
        b"<a>" + b"x" * 11 * MEGABYTE + b"</a>",
        b"<" + b"x" * 60_000 + b"/>",
        b"<a " + b" ".join(b"a%d=''" % n for n in range(1_500_000)) + b"/>",
    ],
    ids=["attribute", "text", "name", "attributes"],
)
def test_one_thing_that_is_huge_is_refused(part: bytes) -> None:
    with pytest.raises(BeyondLimits, match="too much in one place"):
        parse_xml(part, LIMITS)


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"   ",
        b"<a>",
        b"<a><b></a>",
        b"<a/><b/>",
        b"<a b='1' b='2'/>",
        b"<p:a/>",
        b"<a>&nbsp;</a>",
        b"<a>&#0;</a>",
        b"\n<?xml version='1.0'?><a/>",
        b"PK\x03\x04",
        '<?xml version="1.0" encoding="utf-8"?><a>法</a>'.encode("gbk"),
        '<?xml version="1.0" encoding="no-such"?><a>法</a>'.encode(),
        '<?xml version="1.0" encoding="utf-16"?><a>法</a>'.encode("utf-16")[:-5],
    ],
)
def test_what_is_not_well_formed_is_a_broken_file(part: bytes) -> None:
    with pytest.raises(BrokenFile, match="cannot be read"):
        parse_xml(part, LIMITS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb2312", "gbk", "gb18030"])
def test_the_declared_encoding_is_read(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a>法治政府</a>'
    assert parse_xml(declared.encode(encoding), LIMITS).text == "法治政府"


def test_comments_and_instructions_part_no_text() -> None:
    root = parse_xml("<a>法<!-- 1 -->治<?b?>政<![CDATA[府]]><b/><!-- 2 --></a>".encode(), LIMITS)
    assert (root.text, len(root)) == ("法治政府", 1)


@pytest.mark.parametrize(
    "part",
    [
        f'<w:p xmlns:w="{TRANSITIONAL}"><w:pPr><w:jc w:val="both"/></w:pPr><w:r/><w:r/></w:p>',
        f'<w:p xmlns:w="{STRICT}"><w:pPr><w:jc w:val="both"/></w:pPr><w:r/><w:r/></w:p>',
        f'<p xmlns="{STRICT}"><pPr><jc val="both"/></pPr><r/><r/></p>',
        '<p><pPr><jc val="both"/></pPr><r/><r/></p>',
    ],
    ids=["transitional", "strict", "default", "none"],
)
def test_names_are_found_in_whatever_namespace(part: str) -> None:
    root = parse_xml(part.encode(), LIMITS)
    justified = child(root, "pPr", "jc")
    assert justified is not None
    assert attribute(justified, "val") == "both"
    assert attribute(justified, "color") is None
    assert [local(one) for one in children(root, "r")] == ["r", "r"]
    assert child(root, "pPr", "rPr", "b") is None


def test_an_attribute_of_the_element_goes_before_one_of_another_namespace() -> None:
    assert attribute(parse_xml(b'<a xmlns:r="u" r:id="rId1" id="7"/>', LIMITS), "id") == "7"
    assert attribute(parse_xml(b'<a xmlns:r="u" r:id="rId1" sheetId="7"/>', LIMITS), "id") == "rId1"


@given(st.data())
def test_a_part_cut_off_or_with_a_flipped_bit_gives_a_tree_or_an_error_of_ours(data: st.DataObject) -> None:
    part = bytearray(f'<?xml version="1.0"?><w:a xmlns:w="{STRICT}"><w:b w:c="法">治 &amp; 政</w:b></w:a>'.encode())
    part[data.draw(st.integers(0, len(part) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with suppress(FileError):
        assert parse_xml(bytes(part[: data.draw(st.integers(0, len(part)))]), LIMITS) is not None

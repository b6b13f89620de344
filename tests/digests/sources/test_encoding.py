"""Bytes to text. Whole documents in many encodings are among the feeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.encoding import decode

ZH = "央行开展逆回购操作，利率维持不变。市场人士认为流动性总体合理充裕。"


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_unicode_encodings_hold_comes_back(text: str, encoding: str) -> None:
    text = "".join(c for c in text if not 0xD800 <= ord(c) <= 0xDFFF and c not in "\ufeff\x00")
    data = text.encode(encoding)
    assert decode(data).text == text or encoding == "utf-8"  # short ASCII with zeros may look like UTF-16
    assert decode(b"<?xml version='1.0'?>" + text.encode()).text == "<?xml version='1.0'?>" + text


@given(st.binary(), st.text(max_size=20))
def test_no_bytes_and_no_declaration_raise(data: bytes, declared: str) -> None:
    assert isinstance(decode(data, f"text/xml; charset={declared}").text, str)


@pytest.mark.parametrize("declared", ["hex", "rot13", "zip", "idna", "undefined", "x" * 50, "utf-8\x00"])
def test_codecs_that_are_no_encodings_are_not_used(declared: str) -> None:
    assert decode(ZH.encode(), f"text/xml; charset={declared}").text == ZH


@pytest.mark.parametrize(
    ("data", "content_type", "encoding"),
    [
        (ZH.encode(), "text/xml; charset=gbk", "utf-8"),
        (ZH.encode("gbk"), "text/xml; charset=gb2312", "gb18030"),
        (ZH.encode("gbk"), "text/xml; charset=utf-8", "gb18030"),
        (ZH.encode("gbk"), "", "gb18030"),
        ("café €".encode("cp1252"), "text/xml; charset=iso-8859-1", "cp1252"),
        (
            b"<?xml version='1.0' encoding='gbk'?>" + ZH.encode("gbk"),
            "text/xml; charset=iso-8859-1",
            "gb18030",
        ),
        (b"<meta charset='big5'>" + "央行宣布利率維持不變".encode("big5"), "text/html", "big5hkscs"),
        ("日本銀行".encode("iso-2022-jp"), "text/xml; charset=iso-2022-jp", "iso2022_jp"),
    ],
)
def test_the_evidence_goes_before_the_declaration(data: bytes, content_type: str, encoding: str) -> None:
    assert decode(data, content_type).encoding == encoding


def test_a_few_bad_bytes_do_not_spoil_the_rest() -> None:
    data = (ZH * 20).encode().replace("市场".encode(), b"\xe5\xb8", 1)
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.lost == 1
    assert decoded.text.count("利率维持不变") == 20

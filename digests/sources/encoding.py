"""Bytes to text, before any parser sees them: parsers guess worse, and one bad byte spoils all they read."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Names that promise less than what is really sent, as browsers read them (WHATWG Encoding).
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc_kr": "cp949",
}
_UTF8 = {"utf-8", "utf_8", "utf8"}
_IN_CONTENT_TYPE = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_IN_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)")
_IN_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# What the guess takes short French and German texts for.
_RARE_LATIN = {
    "cp1257",
    "iso8859-13",
    "iso8859-4",
    "iso8859-10",
    "iso8859-15",
    "iso8859-16",
    "cp1254",
    "hp-roman8",
}
_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüßÀÂÄÁÃÅÆÇÉÈÊËÍÎÏÑÓÔÖÕØŒÚÛÜ’‘“”„«»–—…·°§€£¿¡ªº\xa0")
_MOSTLY = 0.95
_HEAD = 2048
_DAMAGED = 0.01  # a declared encoding with more wrong bytes than this was declared wrongly


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that it was read with, and how many characters could not be read."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes, content_type: str = "") -> Decoded:
    """Read bytes by their mark, then as what they evidently are, then as declared, then by the best guess.

    Valid UTF-8 goes before what is declared: text in another encoding is hardly ever valid UTF-8, while
    servers that declare ISO-8859-1 by default are common.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], name)
    declared = declared_encodings(data, content_type)
    if name := _zeros(data):
        return _replacing(data, name)
    stateful = [name for name in declared if name.startswith(("iso2022", "hz"))]  # these look like ASCII
    for name in (*stateful, "utf-8", *sorted(declared, key="cp1252".__eq__)):  # cp1252 fits nearly anything
        try:
            return Decoded(data.decode(name), name)
        except UnicodeDecodeError:
            continue
    return _damaged(data, declared)


def declared_encodings(data: bytes, content_type: str) -> list[str]:
    """Python's names of what HTTP header, XML declaration and HTML head declare, in this order."""
    head = data[:_HEAD]
    stated = [found.group(1) for found in (_IN_CONTENT_TYPE.search(content_type),) if found]
    in_head = (pattern.search(head) for pattern in (_IN_DECLARATION, _IN_META))
    stated += [found.group(1).decode("ascii", "ignore") for found in in_head if found]
    return list(dict.fromkeys(name for text in stated if (name := _python_name(text))))


def _python_name(stated: str) -> str:
    lowered = stated.strip().lower()
    if lowered in _WIDER:
        return _WIDER[lowered]
    try:
        name = codecs.lookup(lowered).name
        "".encode(name)  # refuses codecs that are no text encodings, such as "hex"
    except (LookupError, TypeError, ValueError):
        return ""
    return _WIDER.get(name, name)


def _zeros(data: bytes) -> str:
    """UTF-16 and UTF-32 without a mark: zeros between ASCII characters, as in any markup."""
    head = data[:4]
    patterns = {b"<\0\0\0": "utf-32-le", b"\0\0\0<": "utf-32-be"}
    if head in patterns:
        return patterns[head]
    if len(data) > 3 and data[1] == 0 and data[3] == 0 and data[0] and data[2]:
        return "utf-16-le"
    return "utf-16-be" if len(data) > 3 and not data[0] and not data[2] and data[1] and data[3] else ""


def _damaged(data: bytes, declared: list[str]) -> Decoded:
    """None reads it without a fault: take the declared one if it is nearly right, else guess."""
    tried = [_replacing(data, name) for name in dict.fromkeys(("utf-8", *declared))]
    best = min(tried, key=lambda decoded: decoded.lost)
    if best.lost > max(1, len(best.text) * _DAMAGED):
        guessed = _guess(data)
        best = _replacing(data, guessed) if guessed else best
    return best


def _replacing(data: bytes, name: str) -> Decoded:
    text = data.decode(name, errors="replace")
    return Decoded(text, name, text.count("\ufffd"))


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # here, since few feeds need it

    best = from_bytes(data[:200_000]).best()
    name = _python_name(best.encoding) if best else ""
    return "cp1252" if name in _RARE_LATIN and _is_western(data) else name


def _is_western(data: bytes) -> bool:
    """Whether the bytes beyond ASCII are what Western European texts hold."""
    beyond = [character for character in data.decode("cp1252", "replace") if character > "\x7f"]
    return sum(map(_WESTERN.__contains__, beyond)) >= _MOSTLY * len(beyond)

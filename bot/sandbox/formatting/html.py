"""Telegram's HTML: text and entities out of markup, or its own complaint with the byte offset.

Follows tdlib/td ``parse_html`` (MessageEntity.cpp): what it takes, what it drops and in which order it
complains. It is no HTML parser: tags must be closed in order, names are a short list, a bare ``&`` is text.
"""

from __future__ import annotations

import re

from bot.sandbox.errors import ApiError
from bot.sandbox.formatting.entities import Entity, utf16_length
from bot.sandbox.formatting.tags import TAGS, OpenTag, Tagged, broken

_MARK = re.compile(r"[<&]")
_SPACES = re.compile(r"[ \t\r\n\v]*")
_TAG_NAME = re.compile(r"[^ \t\r\n\0\v>]*")
_ATTRIBUTE = re.compile(r"[^ \t\r\n\0\v=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text without markup and its entities in order; raises ApiError 400 "can't parse entities: …"."""
    if _MARK.search(source) is None:
        return source, []
    return _Parser(source).run()


def _character(reference: re.Match[str]) -> str:
    """What a reference stands for, "" for one that Telegram leaves as it is."""
    hexadecimal, decimal, name = reference.groups()
    if name is not None:
        return _NAMED.get(name, "")
    # td counts the bytes of "&#…" and gives up at ten of them
    if len(reference[0].removesuffix(";")) >= 10:
        return ""
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    return chr(code) if 0 < code < 0x10FFFF else ""


def _decoded(raw: str) -> str:
    return _REFERENCE.sub(lambda found: _character(found) or found[0], raw)


class _Parser:
    """One pass over the source; a NUL stands at its end so that every look ahead finds something."""

    def __init__(self, source: str) -> None:
        self.source = source + "\0"
        self.end = len(source)
        self.at = 0
        self.chunks: list[str] = []
        self.size = 0
        self.open: list[OpenTag] = []
        self.tagged = Tagged()

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < self.end:
            found = _MARK.search(self.source, self.at, self.end)
            self._emit(self.source[self.at : found.start() if found else self.end])
            self.at = found.start() if found else self.end
            if found:
                self._mark()
        if self.open:
            raise broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return self._text(), self.tagged.finished()

    def _text(self) -> str:
        text = "".join(self.chunks)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise broken(
                "Text contains invalid Unicode characters after decoding HTML entities,"
                " check for unmatched surrogate code units"
            ) from None
        return text

    def _emit(self, text: str) -> None:
        if text:
            self.chunks.append(text)
            self.size += utf16_length(text)

    def _mark(self) -> None:
        if self.source[self.at] == "&":
            self._reference()
        elif self.source[self.at + 1] == "/":
            self._end_tag()
        else:
            self._start_tag()

    def _reference(self) -> None:
        found = _REFERENCE.match(self.source, self.at)
        character = _character(found) if found else ""
        self._emit(character or "&")
        self.at = found.end() if found and character else self.at + 1

    def _take(self, pattern: re.Pattern[str]) -> str:
        """What the pattern matches here, passed over."""
        found = pattern.match(self.source, self.at)
        words = found[0] if found else ""
        self.at += len(words)
        return words

    def _peek(self) -> str:
        """The character here, "" at the end."""
        return self.source[self.at].strip("\0")

    # ------------------------------------------------------------------ tags

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._take(_TAG_NAME).lower()
        if not self._peek():
            raise self._broken_at("Unclosed start tag", begin)
        if name not in TAGS:
            raise self._broken_at(f'Unsupported start tag "{name}"', begin)
        tag = OpenTag(name, self.size, len(self.chunks))
        while self._take(_SPACES) is not None and self._peek() != ">":
            self._attribute(tag, begin)
        self.at += 1
        if name == "span" and tag.argument != "spoiler":
            raise self._broken_at('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(tag)

    def _attribute(self, tag: OpenTag, begin: int) -> None:
        name = self._take(_ATTRIBUTE)
        if not name:
            raise self._broken_at(f'Empty attribute name in the tag "{tag.name}"', begin)
        self._take(_SPACES)
        if self._peek() == "=":
            self.at += 1
            self._take(_SPACES)
            tag.keep(name, self._value(tag, begin))
        elif not self._peek():
            raise self._broken_at(f'Unclosed start tag "{tag.name}"', begin)
        else:
            tag.keep(name, "")

    def _value(self, tag: OpenTag, begin: int) -> str:
        quote = self._peek()
        if not quote:
            raise self._broken_at(f'Unclosed start tag "{tag.name}"', begin)
        value = self._quoted(quote) if quote in "'\"" else self._bare_value()
        if not self._peek():
            raise self._broken_at("Unclosed start tag", begin)
        return value

    def _quoted(self, quote: str) -> str:
        close = self.source.find(quote, self.at + 1)
        close = self.end if close < 0 else close
        value = _decoded(self.source[self.at + 1 : close])
        self.at = min(close + 1, self.end)
        return value

    def _bare_value(self) -> str:
        begin = self.at
        value = self._take(_TOKEN).lower()
        if self._peek() not in ("", " ", "\t", "\r", "\n", "\v", ">"):
            raise self._broken_at("Unexpected end of name token", begin)
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._broken_at("Unexpected end tag", begin)
        self.at += 2
        name = self._take(_TAG_NAME).lower()
        self._take(_SPACES)
        if self._peek() != ">":
            raise self._broken_at("Unclosed end tag", begin)
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            found = f'expected "</{tag.name}>", found "</{name}>"'
            raise self._broken_at("Unmatched end tag", begin, f", {found}")
        if self.size > tag.offset:
            self.tagged.close(tag, self.size, self._inside(tag))

    def _inside(self, tag: OpenTag) -> str:
        """The text of a link, which is its address where it names none."""
        return "".join(self.chunks[tag.chunk :]) if tag.name == "a" else ""

    def _broken_at(self, reason: str, begin: int, more: str = "") -> ApiError:
        return broken(f"{reason} at byte offset {len(self.source[:begin].encode('utf-8', 'replace'))}{more}")

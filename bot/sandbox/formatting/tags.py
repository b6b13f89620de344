"""What each of Telegram's HTML tags means: which entity it becomes, and from which of its attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.formatting.entities import Entity, in_order
from bot.sandbox.formatting.links import LinkError, check_link, user_of

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset({*_STYLES, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"})
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


@dataclass(slots=True)
class OpenTag:
    """A tag waiting for its end: where its text begins, and the one argument that its kind has.

    ``offset`` counts UTF-16 units of the text, ``chunk`` pieces of it; ``date`` belongs to tg-time.
    """

    name: str
    offset: int
    chunk: int
    argument: str = ""
    date: str = ""

    def keep(self, attribute: str, value: str) -> None:
        """Take in an attribute; all but those of the tag's own kind mean nothing."""
        match self.name, attribute:
            case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format"):
                self.argument = value
            case "code", "class" if value.startswith("language-"):
                self.argument = value.removeprefix("language-")
            case "span", "class" if value.startswith("tg-"):
                self.argument = value.removeprefix("tg-")
            case "blockquote", "expandable":
                self.argument = "1"
            case "tg-time", "unix":
                self.date = value


@dataclass(slots=True)
class Tagged:
    """The entities of closed tags, in the order of closing; ``code`` keeps its language until the end."""

    entities: list[Entity] = field(default_factory=list)

    def close(self, tag: OpenTag, end: int, inside: str) -> None:
        """A tag with text in it is closed at ``end``; raises ApiError 400."""
        match tag.name:
            case "a":
                self._link(tag, end, inside)
            case "pre" | "code":
                self._verbatim(tag, end)
            case "blockquote":
                self._add("expandable_blockquote" if tag.argument else "blockquote", tag, end)
            case "tg-emoji":
                self._emoji(tag, end)
            case "tg-time":
                self._time(tag, end)
            case _:
                self._add(_STYLES[tag.name], tag, end)

    def _add(self, kind: str, tag: OpenTag, end: int, **extra: object) -> None:
        self.entities.append(Entity(kind, tag.offset, end - tag.offset, extra))

    def _link(self, tag: OpenTag, end: int, inside: str) -> None:
        url = tag.argument or inside
        if user := user_of(url):
            self._add("text_mention", tag, end, user={"id": user})
            return
        try:
            self._add("text_link", tag, end, url=check_link(url))
        except LinkError:
            return  # Telegram keeps the text and drops the link without a word

    def _verbatim(self, tag: OpenTag, end: int) -> None:
        """``<pre><code class="language-x">``, in either order, is one block with a language."""
        last = self.entities[-1] if self.entities else None
        other = "code" if tag.name == "pre" else "pre"
        if last is not None and (last.type, last.offset, last.end) == (other, tag.offset, end):
            language = last.extra.get("language") or tag.argument
            if language:
                last.type, last.extra = "pre", {"language": language}
                return
        self._add(tag.name, tag, end, **({"language": tag.argument} if tag.argument else {}))

    def finished(self) -> list[Entity]:
        """All of them in the order of the text."""
        for entity in self.entities:
            if entity.type == "code":
                entity.extra.clear()
        return in_order(self.entities)

    def _emoji(self, tag: OpenTag, end: int) -> None:
        number = tag.argument
        if not (number.isascii() and number.isdigit() and 0 < int(number) < 2**63):
            raise broken("Invalid custom emoji identifier specified")
        self._add("custom_emoji", tag, end, custom_emoji_id=number)

    def _time(self, tag: OpenTag, end: int) -> None:
        if not _TIME_FORMAT.fullmatch(tag.argument):
            raise broken("Invalid date format specified")
        if tag.date.isascii() and tag.date.isdigit() and 0 < int(tag.date) < 2**31:
            form = {"date_time_format": tag.argument} if tag.argument else {}
            self._add("date_time", tag, end, unix_time=int(tag.date), **form)


def broken(reason: str) -> ApiError:
    """Telegram's complaint about markup."""
    return bad_request(f"can't parse entities: {reason}")

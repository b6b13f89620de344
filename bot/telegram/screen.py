"""What a message shows: its text and the buttons under it. Plain values, until somebody sends them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.texts import Html

# Published limits of the Bot API.
MAX_TEXT = 4096
MAX_ENTITIES = 100
MAX_BUTTONS = 100
MAX_ROW = 8
MAX_TOAST = 200
# Those of rich messages, since Bot API 10.1.
MAX_RICH, MAX_BLOCKS = 32_768, 500


class Style(StrEnum):
    """How a button is coloured, since Bot API 9.4: green for what is chosen, red for what destroys."""

    PLAIN = ""
    CHOSEN = "success"
    DESTRUCTIVE = "danger"

    @classmethod
    def _missing_(cls, value: object) -> Style:
        """What another version of ours has kept."""
        return cls.PLAIN


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: ``data`` comes back to us when it is tapped, ``url`` opens."""

    text: str
    data: str = ""
    url: str = ""
    style: Style = Style.PLAIN


Row = tuple[Button, ...]
_NONE = Html("")


@dataclass(frozen=True, slots=True)
class Screen:
    """A message; ``preview`` is the one address that it shows a large preview of.

    ``rich`` is a second form of it, as a rich message, "" for none; where that is refused, ``html`` is sent.
    """

    html: Html
    rows: tuple[Row, ...] = ()
    preview: str = ""
    rich: Html = _NONE

    def __post_init__(self) -> None:
        """Rows without a button are none."""
        object.__setattr__(self, "rows", tuple(row for row in self.rows if row))

    def payload(self) -> str:
        """As text, to be kept in the outbox."""
        rows = [[_kept(each) for each in row] for row in self.rows]
        kept = {"html": self.html, "rows": rows, "preview": self.preview}
        return json.dumps(kept | ({"rich": self.rich} if self.rich else {}), ensure_ascii=False)

    def keyboard(self) -> InlineKeyboardMarkup | None:
        """The buttons as Telegram takes them."""
        rows = [[_button(each) for each in row] for row in self.rows]
        return InlineKeyboardMarkup(rows) if rows else None

    def link_preview(self) -> LinkPreviewOptions:
        """No preview, or the one address's."""
        if not self.preview:
            return LinkPreviewOptions(is_disabled=True)
        return LinkPreviewOptions(url=self.preview, prefer_large_media=True)


def read_payload(payload: str) -> Screen:
    """The inverse of ``Screen.payload``."""
    kept: dict[str, Any] = json.loads(payload)
    rows = tuple(tuple(_read(button) for button in row) for row in kept["rows"])
    return Screen(Html(kept["html"]), rows, kept["preview"], Html(kept.get("rich", "")))


def _kept(button: Button) -> dict[str, str]:
    """Only coloured buttons say so: what older processes kept and read has no style."""
    kept = {"text": button.text, "data": button.data, "url": button.url}
    return kept | ({"style": button.style.value} if button.style else {})


def _read(kept: dict[str, str]) -> Button:
    return Button(kept["text"], kept["data"], kept["url"], Style(kept.get("style", "")))


def _button(button: Button) -> InlineKeyboardButton:
    style = button.style.value or None
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url, style=style)
    return InlineKeyboardButton(button.text, callback_data=button.data, style=style)

"""Screens as they are kept and sent: what is chosen is green, what destroys is red."""

from __future__ import annotations

import json

from bot.chat.keyboards import chosen, destructive
from bot.telegram.screen import Button, Screen, Style, read_payload
from bot.texts import Html


def test_styles_are_kept_and_sent() -> None:
    row = (
        chosen("a", "x", on=True),
        chosen("b", "x", on=False),
        destructive("c", "x"),
        Button("d", url="https://e.f"),
    )
    screen = Screen(Html("text"), (row,))
    assert read_payload(screen.payload()) == screen
    keyboard = screen.keyboard()
    assert keyboard is not None
    sent = keyboard.to_dict()["inline_keyboard"][0]
    assert [each.get("style") for each in sent] == ["success", None, "danger", None]
    assert [each["text"] for each in sent] == ["✓ a", "b", "c", "d"]


def test_what_was_kept_before_there_were_styles_is_read() -> None:
    kept = {"html": "text", "rows": [[{"text": "a", "data": "1.x", "url": ""}]], "preview": ""}
    assert read_payload(json.dumps(kept)).rows == ((Button("a", "1.x"),),)
    assert json.loads(read_payload(json.dumps(kept)).payload()) == kept


def test_a_style_that_another_version_knows_is_plain() -> None:
    kept = {
        "html": "text",
        "rows": [[{"text": "a", "data": "1.x", "url": "", "style": "gold"}]],
        "preview": "",
    }
    assert read_payload(json.dumps(kept)).rows[0][0].style is Style.PLAIN

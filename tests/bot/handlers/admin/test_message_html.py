"""What stands after a command, with its formatting moved along."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity

from bot.handlers.admin.message_html import after_command, formatted
from digests.errors import BadInput

COMMAND = "/broadcast@a_bot"


def a_message(text: str, *entities: tuple[str, int, int]) -> Message:
    """Entities count in UTF-16 units, as Telegram does."""
    marked = [MessageEntity("bot_command", 0, 10), *(MessageEntity(*each) for each in entities)]
    return Message(1, datetime.now(UTC), Chat(1, "private"), text=text, entities=marked)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (a_message("/broadcast a <b> & c"), "a &lt;b&gt; &amp; c"),
        (a_message(f"{COMMAND}\n\nnew\n\nlines"), "new\n\nlines"),
        (a_message("/broadcast 😀 bold", ("bold", 14, 4)), "😀 <b>bold</b>"),
        (a_message("/broadcast all", ("bold", 0, 14)), "<b>all</b>"),
        (a_message("/broadcast ab", ("bold", 11, 2), ("italic", 12, 1)), "<b>a<i>b</i></b>"),
        (a_message("/broadcast q", ("blockquote", 11, 1)), "<blockquote>q</blockquote>"),
        (a_message("/broadcast see /stop", ("bot_command", 15, 5)), "see /stop"),
    ],
)
def test_the_words_after_a_command(message: Message, expected: str) -> None:
    assert after_command(message) == expected


def test_a_link_keeps_its_address() -> None:
    link = MessageEntity("text_link", 11, 4, url="https://example.org/?a=1")
    message = Message(1, datetime.now(UTC), Chat(1, "private"), text="/broadcast here", entities=[link])
    assert after_command(message) == '<a href="https://example.org/?a=1">here</a>'


def test_no_text_is_said() -> None:
    with pytest.raises(BadInput, match="broadcast_no_text"):
        formatted(Message(1, datetime.now(UTC), Chat(1, "private")))
    with pytest.raises(BadInput, match="broadcast_no_text"):
        after_command(a_message("/broadcast "))

"""Changing messages: what Telegram's answers mean, and that limits are kept."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest, Forbidden, RetryAfter, TimedOut

from bot.telegram.failures import edit_error, is_unchanged
from digests.errors import BadContent, MessageGone, Refused, Temporary
from digests.errors import RetryAfter as Wait


@pytest.mark.parametrize(
    "said",
    ["Message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "Message not found"],
)
def test_a_message_that_is_not_there_is_left(said: str) -> None:
    assert isinstance(edit_error(BadRequest(said)), MessageGone)


def test_all_else_means_what_it_means_for_what_is_sent() -> None:
    assert isinstance(edit_error(BadRequest("can't parse entities")), BadContent)
    assert isinstance(edit_error(BadRequest("chat not found")), Refused)
    assert isinstance(edit_error(Forbidden("bot was blocked by the user")), Refused)
    assert isinstance(edit_error(TimedOut()), Temporary)
    wait = edit_error(RetryAfter(7))
    assert isinstance(wait, Wait)
    assert wait.seconds == 7


def test_what_says_so_already_is_no_failure() -> None:
    assert is_unchanged(BadRequest("Message is not modified: specified new message content"))
    assert not is_unchanged(BadRequest("Message to edit not found"))

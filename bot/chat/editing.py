"""Messages that were sent show another screen."""

from __future__ import annotations

from functools import partial

from telegram import Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.chat.context import Context
from bot.chat.messages_out import persistently, reply
from bot.telegram.failures import is_unchanged
from bot.telegram.markup import without
from bot.telegram.screen import Screen

_LOST = ("message to edit not found", "message can't be edited", "message_id_invalid")


def replace(update: Update | None, context: Context, message: Message, screen: Screen) -> None:
    """Let a message show another screen, as soon as its chat's rate allows."""
    key = (message.chat_id, message.message_id)
    edits = context.shared.edits

    async def edit(newest: Screen) -> None:
        await _edit(context, key, newest)

    if edits.put(key, screen):
        context.application.create_task(edits.work(key, edit), update=update)


def shows(context: Context, message: Message, screen: Screen) -> bool:
    """Whether a message reads like a screen already, and nothing of it is about to change.

    Its markup is not compared: two screens that read the same and have the same buttons are the same.
    """
    if not context.shared.edits.idle((message.chat_id, message.message_id)):
        return False
    return (message.text, message.reply_markup) == (without(screen.html).strip(), screen.keyboard())


async def _edit(context: Context, key: tuple[int, int], screen: Screen) -> None:
    """A message that already shows it is fine; one that is gone is sent anew."""
    change = partial(
        context.bot.edit_message_text,
        screen.html,
        chat_id=key[0],
        message_id=key[1],
        parse_mode=ParseMode.HTML,
        reply_markup=screen.keyboard(),
        link_preview_options=screen.link_preview(),
    )
    try:
        await persistently(change)
    except BadRequest as error:
        if is_lost(error):
            await reply(context, screen)
        elif not is_unchanged(error):
            raise


def is_lost(error: BadRequest) -> bool:
    """Whether the message that was to be changed is not there, or not ours to change, any more."""
    said = error.message.casefold()
    return any(words in said for words in _LOST)

"""``/help``, buttons that do nothing or no longer do, unknown commands, and where the bot is added."""

from __future__ import annotations

from telegram import ChatMember, Update

from bot.chat import seen
from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.messages_out import reply
from bot.chat.rights import is_bot_admin
from bot.handlers import channels
from bot.handlers.admin.command_menu import COMMANDS as COMMANDS_OF_ADMINS
from bot.screens import help as help_screens
from bot.screens import home
from bot.telegram.transport import TELEGRAM
from bot.texts import plain
from digests.decisions.suggestions import nearest
from digests.errors import BadInput
from digests.model import ChatKind

_MOST_NEAR = 3  # commands that are offered for one that there is not
_ABSENT = (ChatMember.LEFT, ChatMember.BANNED)


async def load(update: object, context: Context) -> None:
    """Before all others: who asks, and where."""
    if isinstance(update, Update):
        await context.load(update)
        await context.take_awaited()


async def help_(context: Context, words: list[str]) -> Answer:
    """``/help``; admins are shown the way to their commands in private."""
    return Answer(help_screens.screen(context.lang, context.kind, admin=_shows_admins(context)))


def _shows_admins(context: Context) -> bool:
    return context.kind is ChatKind.PRIVATE and is_bot_admin(context)


async def help_tapped(context: Context, tapped: Tapped) -> Answer:
    """The commands of one group, or back to the first screen."""
    group = tapped.text(0)
    if not group:
        return await help_(context, [])
    if group == help_screens.ADMIN and _shows_admins(context):
        return Answer(help_screens.of_admins(context.lang, COMMANDS_OF_ADMINS))
    if group not in help_screens.GROUPS:
        raise BadInput("dead_button")
    return Answer(help_screens.of_group(context.lang, group))


async def here(context: Context, tapped: Tapped) -> Answer:
    """The place in a list: it says where one is, and that is all."""
    return Answer()


async def dead(update: Update, context: Context) -> None:
    """A button of another version, or of nobody."""
    raise BadInput("dead_button")


async def unknown(update: Update, context: Context) -> None:
    """A command that is none of ours, in a private chat; those that may be meant are named."""
    typed = _command_of(update)
    known = [*help_screens.named_commands(context.lang)]
    if _shows_admins(context):
        known += COMMANDS_OF_ADMINS
    near = [f"/{known[n]}" for n in nearest(typed, known, _MOST_NEAR)]
    if not near:
        raise BadInput("no_such_command")
    raise BadInput("near_command", text=typed, near=plain(context.lang, "when.comma").join(near))


def _command_of(update: Update) -> str:
    """The name that was typed, without its stroke and the bot's name."""
    message = update.effective_message
    first, *_ = ((message.text if message else "") or "/").split()
    return first[1:].partition("@")[0]


async def forwarded(update: Update, context: Context) -> None:
    """A command that somebody forwards, perhaps to ask what it is: it is not carried out."""
    raise BadInput("forwarded_command")


async def membership(update: Update, context: Context) -> None:
    """Somebody let the bot in: what was suspended goes on, and a group, or who brought it, is told hello.

    Who blocks it or removes it loses nothing.
    """
    change = update.my_chat_member
    if change is None or change.new_chat_member.status in _ABSENT:
        return
    await context.services.subscriptions.returned(TELEGRAM, str(change.chat.id))
    if context.kind is ChatKind.CHANNEL:
        await channels.promoted(context, change)
    elif context.kind is ChatKind.GROUP and change.old_chat_member.status in _ABSENT:
        await seen.keep(context, change.from_user.id, change.chat.id, ChatKind.GROUP, change.chat.title or "")
        await reply(context, home.greeting(context.lang))


async def migrated(update: Update, context: Context) -> None:
    """A group has become a supergroup: what was set up there goes along (both chats tell of it)."""
    message = update.message
    if message is None:
        return
    old = message.migrate_from_chat_id or message.chat_id
    new = message.migrate_to_chat_id or message.chat_id
    await context.services.subscriptions.moved(TELEGRAM, str(old), str(new))

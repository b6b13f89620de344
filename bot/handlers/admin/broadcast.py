"""``/broadcast``: the message, its preview, sending it to everybody, and what can be done meanwhile."""

from __future__ import annotations

from telegram import Message
from telegram.error import BadRequest

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.messages_out import reply
from bot.handlers.admin.broadcast_progress import place_of, rate_of
from bot.handlers.admin.feeds import by
from bot.handlers.admin.message_html import after_command, formatted
from bot.screens.admin import broadcast as screens
from bot.telegram.markup import entities, length
from bot.telegram.screen import MAX_ENTITIES, MAX_TEXT, Screen
from bot.texts import Html, text
from digests.errors import BadInput
from digests.model import Progress

MESSAGE = "broadcast"


async def broadcast(context: Context, words: list[str]) -> Answer:
    """``/broadcast [message]``, or as a reply to the message that is to be sent."""
    under_way = await context.services.broadcasts.running()
    html = _given(context, words)
    if under_way is not None:
        note = text(context.lang, "broadcast.one_at_a_time") if html else screens.NOTHING
        return await _show_here(context, under_way, note)
    if html:
        return await _preview(context, html)
    await context.expect(MESSAGE, "")
    return Answer(screens.ask(context.lang))


def _given(context: Context, words: list[str]) -> Html:
    """The words after the command, else the message that it replies to, with their formatting."""
    message = context.message
    if not isinstance(message, Message):
        return screens.NOTHING
    if words:
        return after_command(message)
    answered = message.reply_to_message
    if answered is None or answered.forum_topic_created:  # what is no reply in a topic names its beginning
        return screens.NOTHING
    return formatted(answered)


async def typed(context: Context, kind: str, where: str, words: str) -> Answer:
    """The message that was asked for."""
    if not isinstance(context.message, Message):
        raise BadInput("broadcast_no_text")
    return await _preview(context, formatted(context.message))


async def _preview(context: Context, html: Html) -> Answer:
    """Show it as everybody would see it, and ask below whether to send it."""
    _check(html)
    audience = await context.services.broadcasts.audience()
    if not audience.total:
        raise BadInput("broadcast_nobody")
    screen = Screen(html)
    try:
        await reply(context, screen)
    except BadRequest as error:
        raise BadInput("broadcast_refused", reason=error.message) from error
    draft = await context.services.broadcasts.draft(
        str(context.user.id if context.user else 0),
        screen.payload(),
        language=context.lang,
        zone=context.zone,
        now=context.now,
    )
    return Answer(
        screens.confirm(
            draft,
            audience,
            rate_of(context.settings),
            context.lang,
            paid=context.settings.paid_broadcast,
        )
    )


def _check(html: Html) -> None:
    if not length(html.strip()):
        raise BadInput("broadcast_no_text")
    if length(html) > MAX_TEXT:
        raise BadInput("broadcast_too_long", count=length(html), most=MAX_TEXT)
    if entities(html) > MAX_ENTITIES:
        raise BadInput("broadcast_too_rich", count=entities(html), most=MAX_ENTITIES)


# --------------------------------------------------------------------------- buttons


async def never_mind(context: Context, tapped: Tapped) -> Answer:
    """No message after all."""
    return Answer(screens.nothing_sent(context.lang))


async def drop(context: Context, tapped: Tapped) -> Answer:
    """The draft is not sent."""
    await context.services.broadcasts.drop(tapped.number(0), context.now)
    found = await context.services.broadcasts.progress(tapped.number(0))
    return _screen(context, found) if found.broadcast.started else Answer(screens.nothing_sent(context.lang))


async def send(context: Context, tapped: Tapped) -> Answer:
    """Send it to everybody."""
    place, message = _here(context)
    sent = await context.services.broadcasts.send(tapped.number(0), place, message, **by(context))
    return _screen(context, sent)


async def pause(context: Context, tapped: Tapped) -> Answer:
    """Release no more."""
    await _follow(context, tapped)
    return _screen(context, await context.services.broadcasts.pause(tapped.number(0), **by(context)))


async def go_on(context: Context, tapped: Tapped) -> Answer:
    """After a pause."""
    await _follow(context, tapped)
    return _screen(context, await context.services.broadcasts.go_on(tapped.number(0), **by(context)))


async def stop(context: Context, tapped: Tapped) -> Answer:
    """Send no more of it."""
    await _follow(context, tapped)
    return _screen(context, await context.services.broadcasts.cancel(tapped.number(0), **by(context)))


async def show(context: Context, tapped: Tapped) -> Answer:
    """How it fares now."""
    return _screen(context, await context.services.broadcasts.progress(tapped.number(0)))


def _screen(context: Context, progress: Progress, note: Html = screens.NOTHING) -> Answer:
    return Answer(screens.progress(progress, context.reader, rate_of(context.settings), note))


async def _follow(context: Context, tapped: Tapped) -> None:
    """Progress is shown where it was last acted upon."""
    await context.services.broadcasts.show_at(tapped.number(0), *_here(context))


async def _show_here(context: Context, progress: Progress, note: Html) -> Answer:
    """In a new message, which shows the progress from now on."""
    screen = _screen(context, progress, note).screen
    if screen is not None:
        message = await reply(context, screen)
        there = place_of(message.chat_id, context.thread)
        await context.services.broadcasts.show_at(progress.broadcast.id, there, str(message.message_id))
    return Answer()


def _here(context: Context) -> tuple[str, str]:
    """The message under which a button was tapped."""
    message = context.message
    if not isinstance(message, Message):
        raise BadInput("dead_button")
    return place_of(message.chat_id, context.thread), str(message.message_id)

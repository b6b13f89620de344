"""``/alerts`` and its buttons: what is told at once, and how often in an hour."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.screens import alerts_settings as screens
from bot.telegram.screen import Screen
from bot.texts import plain
from digests.errors import BadInput


async def alerts(context: Context, words: list[str]) -> Answer:
    """``/alerts``."""
    return Answer(await _listed(context))


async def _listed(context: Context, first: int = 0) -> Screen:
    me = await context.here()
    return screens.screen(me, await context.services.alerts.rules(me.id), first)


async def show(context: Context, tapped: Tapped) -> Answer:
    """The list, from one of its places on."""
    return Answer(await _listed(context, tapped.number(0)))


async def below(context: Context, tapped: Tapped) -> Answer:
    """The list in a message of its own, since an alert is to stay."""
    return Answer(await _listed(context), below=True)


async def switch(context: Context, tapped: Tapped) -> Answer:
    """In the list: one of them on, or off."""
    said = await _switched(context, tapped)
    return Answer(await _listed(context, tapped.number(3)), said)


async def _switched(context: Context, tapped: Tapped) -> str:
    """Switch what a button names; what to say."""
    me, service = await context.here(), context.services.alerts
    kind, on = tapped.text(0), tapped.number(2) == 1
    if kind == screens.STORY:
        there = await service.switch_story(me.id, tapped.big_number(1), on=on)
    elif kind in screens.KINDS:
        there = await service.switch(me.id, screens.KINDS[kind], tapped.number(1), on=on)
    else:
        raise BadInput("dead_button")
    return plain(context.lang, ("alerts.is_on" if on else "alerts.is_off") if there else "alerts.gone")


async def most(context: Context, tapped: Tapped) -> Answer:
    """How many an hour; 0 asks."""
    wanted = tapped.number(0)
    if not wanted:
        return Answer(screens.most(await context.here()))
    me = await context.here()
    context.subscriber = await context.services.alerts.limit(me.id, wanted)
    return Answer(screens.most(context.subscriber), plain(context.lang, "settings.saved"))


# --------------------------------------------------------------------------- under an alert


async def asked(context: Context, tapped: Tapped) -> Answer:
    """What asked for an alert, in its place."""
    return Answer(await _asked(context, tapped.big_number(0)))


async def _asked(context: Context, digest_id: int) -> Screen:
    me = await context.here()
    await context.given(digest_id)
    return screens.asked(me, await context.services.alerts.asked_for(me.id, digest_id), digest_id)


async def switch_rule(context: Context, tapped: Tapped) -> Answer:
    """One of these off, or on again."""
    said = await _switched(context, tapped)
    return Answer(await _asked(context, tapped.big_number(3)), said)

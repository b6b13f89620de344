"""Lists of feeds in chat: a file that is sent is looked at, then imported, then taken back; and exports."""

from __future__ import annotations

from telegram import Document

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.messages_out import send_file
from bot.handlers.admin.feeds import by
from bot.handlers.admin.progress import Place, in_background, message_of
from bot.screens.admin import import_feeds as screens
from bot.telegram.screen import Screen
from bot.texts import plain, text
from digests.errors import BadInput
from digests.services.import_plan import Fate, Imported
from digests.sources.probe import Probe

FILE = "opmlfile"
LARGEST = 5_000_000  # bytes: 20,000 feeds with long titles; Telegram gives bots up to 20 MB
_ENDINGS = (".opml", ".xml")


async def importfeeds(context: Context, words: list[str]) -> Answer:
    """``/importfeeds``: ask for the file."""
    await context.expect(FILE, "")
    return Answer(screens.ask(context.lang))


async def ask(context: Context, tapped: Tapped) -> Answer:
    """The button for the same."""
    await context.expect(FILE, "")
    return Answer(screens.ask(context.lang), below=True)


async def typed(context: Context, kind: str, where: str, words: str) -> Answer:
    """Words where a file was awaited: say it once more."""
    return await importfeeds(context, [])


def looks_like_a_list(sent: Document) -> bool:
    """Whether a file is a list of feeds by what it is called."""
    return (sent.file_name or "").casefold().endswith(_ENDINGS) or "opml" in (sent.mime_type or "")


def look(context: Context, sent: Document) -> Answer:
    """Read a file and show what an import of it would do."""
    if (sent.file_size or 0) > LARGEST:
        raise BadInput("opml_too_large", limit=f"{LARGEST // 1_000_000} MB")

    async def work(_place: Place) -> Screen:
        data = bytes(await (await sent.get_file()).download_as_bytearray())
        found = await context.services.feed_imports.plan(data)
        if not found.items:
            raise BadInput("opml_empty")
        draft = await context.shared.lists.put(found)
        return screens.plan(found, screens.first_list(found), 0, draft, context.lang)

    in_background(context, work, Screen(text(context.lang, "import.reading")))
    return Answer()


async def offer(context: Context, probe: Probe) -> Screen:
    """Where the address of a feed was given, but it is that of a list: the way to what an import would do."""
    found = await context.services.feed_imports.plan_of(probe.outlines)
    draft = await context.shared.lists.put(found)
    return screens.offer(probe.address, found, draft, context.lang)


# --------------------------------------------------------------------------- the plan and the report


async def turn(context: Context, tapped: Tapped) -> Answer:
    """Another stretch or list of a plan."""
    return Answer(screens.plan(*await _where(context, tapped), tapped.big_number(0), context.lang))


async def turn_done(context: Context, tapped: Tapped) -> Answer:
    """Another stretch or list of a report."""
    return Answer(screens.done(*await _where(context, tapped), tapped.big_number(0), context.lang))


async def _where(context: Context, tapped: Tapped) -> tuple[Imported, int, int]:
    fate, found = tapped.number(1), await context.shared.lists.get(tapped.big_number(0))
    if fate >= len(screens.FATES):
        raise BadInput("dead_button")
    return found, fate, min(tapped.number(2), max(0, len(found.of(screens.FATES[fate])) - 1))


async def run(context: Context, tapped: Tapped) -> Answer:
    """Add what is new; the same message says how far it is and how it went."""
    planned = await context.shared.lists.take(tapped.big_number(0))

    async def work(place: Place) -> Screen:
        progress = place.progress_as("import.progress")
        found = await context.services.feed_imports.run(planned, **by(context), progress=progress)
        draft = await context.shared.lists.put(found)
        # What could not be added although it was to be is what there is to see.
        shown = screens.FATES.index(Fate.REFUSED) if found.of(Fate.REFUSED) else screens.first_list(found)
        return screens.done(found, shown, 0, draft, context.lang)

    sentence = text(context.lang, "import.running")
    in_background(context, work, Screen(sentence), message_of(context))
    return Answer(toast=plain(context.lang, "import.running"))


async def cancel(context: Context, tapped: Tapped) -> Answer:
    """Nothing is imported."""
    await context.shared.lists.take(tapped.big_number(0))
    return Answer(Screen(text(context.lang, "import.cancelled")))


async def undo(context: Context, tapped: Tapped) -> Answer:
    """Take an import back; its number stands in the button, so that a restart changes nothing."""
    number = tapped.big_number(0)

    async def work(_place: Place) -> Screen:
        removed = await context.services.feed_imports.undo(number, **by(context))
        return screens.undone(removed, context.lang)

    in_background(context, work, Screen(text(context.lang, "import.undoing")), message_of(context))
    return Answer(toast=plain(context.lang, "import.undoing"))


# --------------------------------------------------------------------------- out


async def exportfeeds(context: Context, words: list[str]) -> Answer:
    """``/exportfeeds``: all feeds as a file."""
    exported = await context.services.feed_imports.export()
    if not exported.count:
        return Answer(Screen(text(context.lang, "feeds.none")))
    name = f"digestbot-{context.now:%Y-%m-%d}.opml"
    caption = text(context.lang, "import.exported", count=exported.count)
    await send_file(context, exported.document.encode(), name, caption)
    return Answer()


async def export(context: Context, tapped: Tapped) -> Answer:
    """The button for the same."""
    answer = await exportfeeds(context, [])
    return Answer(answer.screen, below=True)

"""What was corrected of a story: the old words struck through, the new beside them, and the minute."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.reader import Reader
from bot.screens.stories.when import said_at
from bot.telegram.markup import lines, raw, struck
from bot.texts import Html, dates, text
from digests.model import Amendment, AmendmentKind, Correction, Story

SAID = 200
"""Units of what is quoted from before and from after."""

SOURCE = 60
"""The same of the name of a source."""


def is_withdrawn(story: Story) -> bool:
    """Whether the source has taken the article back, and not only another one its report."""
    own = [amended for one in story.corrections for amended in one.amendments if not amended.source]
    kinds = [amended.kind for amended in own]
    return bool(kinds) and kinds[-1] is AmendmentKind.WITHDRAWN


def told(story: Story, reader: Reader) -> Html:
    """A line for each thing that was corrected, "" when nothing was."""
    return lines(*(_line(one, each, reader) for one in story.corrections for each in one.amendments))


def _line(one: Correction, amended: Amendment, reader: Reader) -> Html:
    at = _minute(one.at, reader)
    if amended.source:
        return _of_report(amended, at, reader)
    if amended.kind is AmendmentKind.WITHDRAWN:
        return text(reader.lang, "correction.withdrawn", at=at)
    after = raw(amended.after, SAID)
    if amended.kind is AmendmentKind.NOTE:
        return text(reader.lang, "correction.note", at=at, after=after)
    return text(reader.lang, "correction.replaced", at=at, before=raw(amended.before, SAID), after=after)


def _of_report(amended: Amendment, at: Html, reader: Reader) -> Html:
    """What another source corrected of its report, under its name."""
    before, after = raw(amended.before, SAID), raw(amended.after, SAID)
    said = {"at": at, "source": raw(amended.source, SOURCE)}
    if amended.kind is AmendmentKind.WITHDRAWN:
        return text(reader.lang, "correction.report_withdrawn", before=before, **said)
    if amended.kind is AmendmentKind.NOTE:
        return text(reader.lang, "correction.report_note", after=after, **said)
    return text(reader.lang, "correction.report_replaced", before=before, after=after, **said)


def _minute(at: datetime, reader: Reader) -> Html:
    """The clock time, with its day where that is not the digest's."""
    local, today = (each.astimezone(ZoneInfo(reader.zone)) for each in (at, reader.now))
    clock = f"{local:%H:%M}"
    if local.date() == today.date():
        return said_at(at, clock, reader)
    return said_at(at, f"{dates.day(local.date(), today.date(), reader.lang)} {clock}", reader)


def headline(story: Story, title: Html) -> Html:
    """The headline of a story, struck through when it was withdrawn."""
    return struck(title) if is_withdrawn(story) else title

"""A digest as messages: split between stories, numbers consecutive, buttons on the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.chat.keyboards import button, even_rows
from bot.chat.reader import Reader
from bot.screens import home
from bot.screens.digests import alerts, rich
from bot.screens.digests.ending import ending
from bot.screens.stories import corrected
from bot.screens.stories.follow_ups import follow_ups
from bot.screens.stories.story import entry
from bot.telegram.markup import bold, entities, length, lines, raw, spaced, web_address
from bot.telegram.screen import MAX_ENTITIES, MAX_TEXT, Row, Screen
from bot.telegram.time_entities import unmarked, within_limits
from bot.texts import Html, dates, plain, text
from digests.decisions.schedule import day_part
from digests.model import Digest, DigestKind, Layout, Story

_SPARE = 40  # units for "(12/34)" and line breaks
_SECTION = 100


@dataclass(frozen=True, slots=True)
class Block:
    """A story with what stands above it: never split. What stands below the last one holds none."""

    html: Html
    units: int
    entities: int
    stories: int = 1


def messages(digest: Digest, layout: Sequence[int] = (), *, many: bool = False) -> list[Screen]:
    """The messages of a digest, in order; each keeps Telegram's limits. ``layout`` is as in ``counted``.

    ``many``: for a chat with several readers, whose times are marked.
    """
    marks = within_limits if many else unmarked
    return [replace(screen, html=marks(screen.html), rich=Html("")) for screen, _ in counted(digest, layout)]


def counted(digest: Digest, layout: Sequence[int] = ()) -> list[tuple[Screen, int]]:
    """The messages of a digest, their times marked, each with how many stories stand in it.

    ``layout`` says how many do, where they were sent before.
    """
    if digest.kind is DigestKind.ALERT:
        digest = alerts.named(digest)
    head, foot = _head(digest), _foot(digest)
    groups = _laid_out(digest, layout, length(head) + length(foot) + _SPARE, entities(head + foot))
    shown = [
        spaced([_numbered(head, n, len(groups)), *(block.html for block in group)])
        for n, group in enumerate(groups, 1)
    ]
    shown[-1] = spaced([shown[-1], foot])
    screens = [Screen(html) for html in shown]
    screens[-1] = Screen(screens[-1].html, buttons(digest), _only_link(digest))
    sizes = [_stories(group) for group in groups]
    if digest.layout is Layout.RICH:
        screens = list(_richly(digest, screens, head, sizes, foot))
    return list(zip(screens, sizes, strict=True))


def _richly(
    digest: Digest, screens: Sequence[Screen], head: Html, sizes: Sequence[int], foot: Html
) -> Iterator[Screen]:
    """The same messages, each with a rich form."""
    first, of = 0, len(screens)
    for n, (screen, size) in enumerate(zip(screens, sizes, strict=True), 1):
        html = rich.message(digest, _numbered(head, n, of), first, size, foot, last=n == of)
        yield replace(screen, rich=html)
        first += size


def _stories(blocks: Sequence[Block]) -> int:
    return sum(block.stories for block in blocks)


def _laid_out(digest: Digest, layout: Sequence[int], units: int, marks: int) -> list[list[Block]]:
    """The stories of each message. What was corrected since moves none of them to another one."""
    as_told = _told(uncorrected(digest), units, marks)
    if not layout and digest == uncorrected(digest):
        return as_told
    groups, at = list[list[Block]](), 0
    sizes = list(layout or map(_stories, as_told))
    for number, size in enumerate(sizes, 1):
        groups.append(_fitting(digest, at, size, units, marks, last=number == len(sizes)))
        at += size
    return groups


def _told(digest: Digest, units: int, marks: int) -> list[list[Block]]:
    """In as many messages as it needs; what is rich is one, if it can be with fewer points in plain form."""
    groups = _packed(list(_blocks(digest)), units, marks)
    if digest.layout is not Layout.RICH or len(groups) == 1 or not digest.points:
        return groups
    fewer = _told(replace(digest, points=digest.points - 1), units, marks)
    return fewer if len(fewer) < len(groups) else groups


def _fitting(digest: Digest, first: int, size: int, units: int, marks: int, *, last: bool) -> list[Block]:
    """So many stories of a digest in one message, with as many points as there is room for."""
    for points in range(digest.points, -1, -1):
        found = list(_blocks(replace(digest, points=points)))
        stories = [block for block in found if block.stories][first : first + size]
        blocks = stories + [block for block in found if last and not block.stories]
        if len(_packed(blocks, units, marks)) == 1:
            break
    return blocks


def _foot(digest: Digest) -> Html:
    return lines(alerts.foot(digest), ending(digest))


def _head(digest: Digest) -> Html:
    lang = digest.language
    if digest.kind is DigestKind.ALERT:
        return alerts.head(digest)
    if digest.kind is DigestKind.REVIEW:
        return _head_of_review(digest)
    local = digest.due.astimezone(ZoneInfo(digest.zone))
    part = "first" if digest.first else day_part(local.time())
    title = text(
        lang,
        "digest.head",
        name=raw(digest.title, _SECTION) or text(lang, f"digest.{part}"),
        day=dates.heading(digest.due, lang, digest.zone),
    )
    return lines(title, _count(digest))


def _head_of_review(digest: Digest) -> Html:
    """The seven days, and how many stories."""
    last = digest.due.astimezone(ZoneInfo(digest.zone)).date()
    first = last - timedelta(days=6)
    shown = sum(len(section.stories) for section in digest.sections)
    days = plain(
        digest.language,
        "when.range",
        first=dates.day(first, last, digest.language),
        last=dates.day(last, last, digest.language),
    )
    return text(digest.language, "review.head", days=days, count=shown)


def _count(digest: Digest) -> Html:
    """How many stories, and from where: the name of the only section, or how many there are."""
    shown = sum(len(section.stories) for section in digest.sections)
    if not shown:
        return text(digest.language, "digest.only_follow_ups", count=len(digest.follow_ups))
    stories = text(digest.language, "digest.stories", count=shown)
    if len(digest.sections) == 1:
        return Html(f"{stories} · {raw(digest.sections[0].title, _SECTION)}")
    return text(digest.language, "digest.sections", stories=stories, count=len(digest.sections))


def _numbered(head: Html, number: int, of: int) -> Html:
    """The heading of one part: all of it first, its first line on the others."""
    if of == 1:
        return head
    title, *rest = head.split("\n")
    return Html("\n".join([f"{title} ({number}/{of})", *(rest if number == 1 else ())]))


def _blocks(digest: Digest) -> Iterator[Block]:
    reader = Reader(digest.language, digest.zone, digest.due, many=True)
    number = 0
    for section in digest.sections:
        title = bold(raw(section.title, _SECTION)) if len(digest.sections) > 1 else Html("")
        for place, story in enumerate(section.stories):
            number += 1
            told = entry(number, story, digest.points, reader, digest.layout)
            yield _block(lines(title, told) if place == 0 else told)
    if digest.follow_ups:
        yield _block(follow_ups(digest.follow_ups, reader), stories=0)
    if digest.corrected:
        yield _block(corrected.section(digest.corrected, reader), stories=0)


def _block(html: Html, stories: int = 1) -> Block:
    return Block(html, length(html) + 2, entities(html), stories)


def _packed(blocks: list[Block], units: int, marks: int) -> list[list[Block]]:
    """Blocks in as many messages as they need, when ``units`` and ``marks`` are taken in each."""
    groups: list[list[Block]] = [[]]
    used, marked = units, marks
    for block in blocks:
        full = used + block.units > MAX_TEXT or marked + block.entities > MAX_ENTITIES
        if full and groups[-1]:
            groups.append([])
            used, marked = units, marks
        groups[-1].append(block)
        used, marked = used + block.units, marked + block.entities
    return groups


def uncorrected(digest: Digest) -> Digest:
    """A digest without what was corrected in it."""
    if not any(one.corrections for each in digest.sections for one in each.stories):
        return digest
    sections = (
        replace(each, stories=tuple(replace(one, corrections=()) for one in each.stories))
        for each in digest.sections
    )
    return replace(digest, sections=tuple(sections))


def buttons(digest: Digest) -> tuple[Row, ...]:
    """A number for each story, what else there is, and the settings."""
    if digest.kind is DigestKind.ALERT:
        return alerts.buttons(digest)
    stories = stories_of(digest)
    numbers = [button(str(n + 1), "story", digest.id, n, 0) for n in range(len(stories))]
    left = digest.total - len(stories)
    settings = button("⚙", "settingsnew")
    if left <= 0:
        return (*even_rows(numbers), (settings,))
    more = button(plain(digest.language, "digest.more", count=left), "rest", digest.id, len(stories))
    return (*even_rows(numbers), (more, settings))


def nothing_followed(lang: str, said: Html, *, repeatable: bool) -> Screen:
    """Instead of a digest, when nothing is followed that could bring one: the way to the categories."""
    screen = nothing_new(lang, said, repeatable=repeatable)
    return Screen(said, ((home.open_categories(lang),), *screen.rows))


def nothing_new(lang: str, said: Html, *, repeatable: bool) -> Screen:
    """Instead of a digest, when there is nothing new: the last one again, or the newest there is."""
    again = (button(plain(lang, "digest.repeat"), "repeat"),) if repeatable else ()
    latest = button(plain(lang, "digest.latest"), "front")
    return Screen(said, (again, (latest, button(plain(lang, "settings.open"), "settingsnew"))))


def nothing_passes(lang: str, coming: Html) -> Screen:
    """Instead of a digest, when what somebody wants and does not want may be why: the ways to both."""
    filters = button(f"{plain(lang, 'filter.head')}", "filters", 0)
    muted = button(plain(lang, "why.mutes"), "mutes", 0)
    screen = nothing_new(lang, lines(text(lang, "own.nothing_passes"), coming), repeatable=True)
    return Screen(screen.html, ((filters, muted), *screen.rows))


def stories_of(digest: Digest) -> tuple[Story, ...]:
    """The stories of a digest in the order of their numbers."""
    return tuple(story for section in digest.sections for story in section.stories)


def _only_link(digest: Digest) -> str:
    """A digest of one story may show what it links to."""
    stories = stories_of(digest)
    return web_address(stories[0].post.link) if len(stories) == 1 else ""

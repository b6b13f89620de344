"""A digest in parts: which stories stand in which message, split between stories, within the limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.chat.reader import Reader
from bot.screens.stories import corrected
from bot.screens.stories.follow_ups import follow_ups
from bot.screens.stories.story import entry
from bot.telegram.markup import bold, entities, length, lines, raw
from bot.telegram.screen import MAX_ENTITIES, MAX_TEXT
from bot.texts import Html
from digests.model import Digest, Layout, Story

SECTION = 100  # characters of a section's title


@dataclass(frozen=True, slots=True)
class Block:
    """A story with what stands above it: never split. What stands below the last one holds none."""

    html: Html
    units: int
    entities: int
    stories: int = 1


def stories_in(blocks: Sequence[Block]) -> int:
    """How many stories stand in these blocks."""
    return sum(block.stories for block in blocks)


def laid_out(digest: Digest, layout: Sequence[int], units: int, marks: int) -> list[list[Block]]:
    """The stories of each message. What was corrected since moves none of them to another one."""
    as_told = _told(_uncorrected(digest), units, marks)
    if not layout and digest == _uncorrected(digest):
        return as_told
    groups, at = list[list[Block]](), 0
    sizes = list(layout or map(stories_in, as_told))
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


def _blocks(digest: Digest) -> Iterator[Block]:
    reader = reader_of(digest)
    number = 0
    for section in digest.sections:
        title = bold(raw(section.title, SECTION)) if len(digest.sections) > 1 else Html("")
        for place, story in enumerate(section.stories):
            number += 1
            told = entry(number, story, digest.points, reader, digest.layout)
            yield _block(lines(title, told) if place == 0 else told)
    yield from (_block(each, stories=0) for each in below(digest))


def reader_of(digest: Digest) -> Reader:
    """For whom a digest is made: many, who may live in other zones."""
    return Reader(digest.language, digest.zone, digest.due, many=True)


def below(digest: Digest) -> Iterator[Html]:
    """What stands below the stories: follow-ups, and corrections of what was told before."""
    if digest.follow_ups:
        yield follow_ups(digest.follow_ups, reader_of(digest))
    if digest.corrected:
        yield corrected.section(digest.corrected, reader_of(digest))


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


def _uncorrected(digest: Digest) -> Digest:
    """A digest without what was corrected in it."""
    if not any(one.corrections for each in digest.sections for one in each.stories):
        return digest
    sections = (
        replace(each, stories=tuple(replace(one, corrections=()) for one in each.stories))
        for each in digest.sections
    )
    return replace(digest, sections=tuple(sections))


def stories_of(digest: Digest) -> tuple[Story, ...]:
    """The stories of a digest in the order of their numbers."""
    return tuple(story for section in digest.sections for story in section.stories)

"""A digest as messages: its parts numbered, buttons on the last, and a rich form of each where it has one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.screens.digests import alerts, rich
from bot.screens.digests.buttons import buttons
from bot.screens.digests.ending import ending
from bot.screens.digests.head import head_of, numbered
from bot.screens.digests.parts import laid_out, stories_in, stories_of
from bot.telegram.markup import entities, length, lines, spaced, web_address
from bot.telegram.screen import Screen
from bot.telegram.time_entities import unmarked, within_limits
from bot.texts import Html
from digests.model import Digest, DigestKind, Layout

_SPARE = 40  # units for "(12/34)" and line breaks


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
    head, foot = head_of(digest), _foot(digest)
    groups = laid_out(digest, layout, length(head) + length(foot) + _SPARE, entities(head + foot))
    bodies = [
        [numbered(head, n, len(groups)), *(block.html for block in group)]
        for n, group in enumerate(groups, 1)
    ]
    bodies[-1].append(foot)
    screens = [Screen(spaced(body)) for body in bodies]
    screens[-1] = Screen(screens[-1].html, buttons(digest), _only_link(digest))
    sizes = [stories_in(group) for group in groups]
    if digest.layout is Layout.RICH:
        screens = list(_richly(digest, screens, head, sizes, foot))
    return list(zip(screens, sizes, strict=True))


def _richly(
    digest: Digest, screens: Sequence[Screen], head: Html, sizes: Sequence[int], foot: Html
) -> Iterator[Screen]:
    """The same messages, each with a rich form."""
    first, of = 0, len(screens)
    for n, (screen, size) in enumerate(zip(screens, sizes, strict=True), 1):
        html = rich.message(digest, numbered(head, n, of), first, size, foot, last=n == of)
        yield replace(screen, rich=html)
        first += size


def _foot(digest: Digest) -> Html:
    return lines(alerts.foot(digest), ending(digest))


def _only_link(digest: Digest) -> str:
    """A digest of one story may show what it links to."""
    stories = stories_of(digest)
    return web_address(stories[0].post.link) if len(stories) == 1 else ""

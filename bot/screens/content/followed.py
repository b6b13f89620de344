"""What is followed beside categories: tags, searches and sources, each dropped by a tap."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.callback_data import cursor_text
from bot.chat.keyboards import Span, button, chosen, rows_of, turning
from bot.screens import choices, menu
from bot.screens.choices import SETTINGS, name_of
from bot.screens.content import sources
from bot.telegram.screen import Button, Row, Screen
from bot.texts import plain, text
from digests.model import Cursor, FollowKind, Subscription

A_PAGE = 20


def own(following: Sequence[Subscription]) -> list[Subscription]:
    """Tags, then searches, then sources, each in the subscriber's order."""
    kinds = (FollowKind.TAG, FollowKind.SEARCH, FollowKind.FEED)
    return [each for kind in kinds for each in following if each.kind is kind]


def screen(lang: str, following: Sequence[Subscription], first: int) -> Screen:
    """A page of them."""
    mine = own(following)
    first = first if first < len(mine) else 0
    shown = mine[first : first + A_PAGE]
    drops = [button(f"✕ {name_of(e)}", "untag", e.kind.value[0], e.target, first) for e in shown]
    span = Span(first, len(shown), len(mine), A_PAGE)
    turn = turning(lang, span, lambda label, at: button(label, "mytags", at))
    more: Row = (*choices.all_tags(lang, SETTINGS), sources.everything(lang))
    head = text(lang, "own.listed", count=len(mine))
    return Screen(head, (*choices.grid(drops), turn, more, (menu.back(lang, "content"),)))


def settings(lang: str, following: Sequence[Subscription]) -> list[Button]:
    """The button that leads to the sources; it states how many of them are followed."""
    feeds = sum(each.kind is FollowKind.FEED for each in following)
    to_feeds = plain(lang, "own.sources" if feeds else "own.no_sources", count=feeds)
    return [button(to_feeds, "sources", 0, 0)]


def follow_search(lang: str, number: int, cursor: Cursor | None, *, followed: bool) -> tuple[Row, ...]:
    """Under the results of a search: follow it, or stop following it."""
    label = plain(lang, "own.unfollow_search" if followed else "own.follow_search")
    made = chosen(label, "fsearch", number, int(not followed), cursor_text(cursor), on=followed)
    return rows_of([made], 1)

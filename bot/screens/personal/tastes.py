"""More and less like this: the sub-screen of a story, and the list of what is liked."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.keyboards import Span, button, destructive, rows_of, turning
from bot.screens.menu import back as to_menu
from bot.screens.personal.doors import door, key_of, toggle
from bot.telegram.markup import lines, raw
from bot.telegram.screen import Button, Screen
from bot.texts import plain, text
from digests.decisions.taste import strength
from digests.model import Taste, TasteKind

A_PAGE = 20
WAYS = {"m": 1, "l": -1, "n": 0}
"""What a button says of a story: more, less, neither."""

_TITLE, _NAME = 120, 24


def more(title: str, way: int, moved: Sequence[Taste], again: Button, post: int, lang: str) -> Screen:
    """What else can be done with a story; ``way`` is what was said of it, ``moved`` what that counts for."""
    like, less = (
        toggle(plain(lang, key), "like", "n" if way == each else said, again=again, post=post, on=way == each)
        for key, said, each in (("more.like", "m", 1), ("more.dislike", "l", -1))
    )
    mute = door(plain(lang, "more.mute"), "mute", again=again, post=post)
    back = Button(plain(lang, "list.back"), again.data)
    counted = text(lang, "more.counts", names=_names(moved, lang)) if moved else text(lang, "more.about")
    said = lines(text(lang, "more.head", title=raw(title, _TITLE)), counted)
    return Screen(said, ((like, less), (mute,), (back,)))


def said(way: int, moved: Sequence[Taste], lang: str) -> str:
    """What a tap has done."""
    if not way:
        return plain(lang, "more.undone")
    if not moved:
        return plain(lang, "more.nothing_to_count")
    return plain(lang, "more.counts", names=_names(moved, lang))


def _names(tastes: Sequence[Taste], lang: str) -> str:
    each = (plain(lang, "taste.counted", name=name(one), amount=amount(one.weight, lang)) for one in tastes)
    return plain(lang, "when.comma").join(each)


def name(one: Taste) -> str:
    """What it is called: a tag with its #, a word in quotes."""
    short = one.title if len(one.title) <= _NAME else f"{one.title[: _NAME - 1]}…"
    return {TasteKind.TAG: f"#{short}", TasteKind.WORD: f"“{short}”"}.get(one.kind, short)


def amount(weight: float, lang: str) -> str:
    """How much more or less, in words; "" for nothing."""
    steps = strength(weight)
    way = "more" if steps > 0 else "less"
    return plain(lang, f"taste.{way}_{abs(steps)}") if steps else ""


# --------------------------------------------------------------------------- all of them


def listed(tastes: Sequence[Taste], first: int, lang: str) -> Screen:
    """A page of all that is liked more or less, the strongest first, each forgotten by a tap."""
    if not tastes:
        latest = button(plain(lang, "digest.latest"), "front")
        return Screen(text(lang, "taste.none"), ((latest,), (to_menu(lang, "content"),)))
    first = min(first, (len(tastes) - 1) // A_PAGE * A_PAGE)
    page = tastes[first : first + A_PAGE]
    drops = [button(f"✕ {_line(one, lang)}", "untaste", key_of(one.kind, one.target), first) for one in page]
    span = Span(first, len(page), len(tastes), A_PAGE)
    turn = turning(lang, span, lambda label, at: button(label, "tastes", at))
    clear = destructive(plain(lang, "taste.forget_all"), "tasteclear", 0)
    return Screen(
        text(lang, "taste.listed", count=len(tastes)),
        (*rows_of(drops, 1), turn, (clear,), (to_menu(lang, "content"),)),
    )


def setting(lang: str, count: int) -> Button:
    """The button that leads here; it says of how much there is a taste."""
    label = plain(lang, "taste.setting" if count else "taste.setting_none", count=count)
    return button(label, "tastes", 0)


def _line(one: Taste, lang: str) -> str:
    return plain(lang, "taste.line", name=name(one), amount=amount(one.weight, lang))


def ask_all(lang: str) -> Screen:
    """Whether all is to be forgotten."""
    yes = destructive(plain(lang, "taste.yes_all"), "tasteclear", 1)
    return Screen(text(lang, "taste.ask_all"), ((yes,), (button(plain(lang, "list.back"), "tastes", 0),)))

"""Lists of feeds in chat: what an import would do, how it went, and taking it back."""

from __future__ import annotations

from bot.chat.keyboards import button, pager
from bot.telegram.markup import bold, lines, raw, spaced, without
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, error_text, plain, text
from digests.services.import_plan import Fate, Imported, Item
from digests.sources.address import shown

A_PAGE = 10
_TITLE, _ADDRESS, _ERROR = 60, 100, 200
FATES = tuple(Fate)


def ask(lang: str) -> Screen:
    """A file is awaited."""
    return Screen(text(lang, "import.ask"))


def offer(address: str, found: Imported, draft: int, lang: str) -> Screen:
    """Somebody gave the address of a list where that of a feed belongs."""
    said = text(lang, "import.is_list", address=raw(shown(address), 500), count=len(found.items))
    look = button(plain(lang, "import.look"), "opml", draft, first_list(found), 0)
    return Screen(said, ((look, button(plain(lang, "import.cancel"), "opmlno", draft)),))


def first_list(found: Imported) -> int:
    """The first of the three lists that holds anything."""
    return next((n for n, fate in enumerate(FATES) if found.of(fate)), 0)


def plan(found: Imported, fate: int, first: int, draft: int, lang: str) -> Screen:
    """What would happen: the counts, a stretch of one of the three lists, and the button that does it."""
    count = found.counts["new"]
    confirm = (button(plain(lang, "import.confirm", count=count), "opmlgo", draft),) if count else ()
    cancel = button(plain(lang, "import.cancel"), "opmlno", draft)
    rows = (*_lists(found, fate, first, lang, "opml", draft), (*confirm, cancel))
    return Screen(
        spaced([text(lang, "import.head", **found.counts), *_stretch(found, fate, first, lang)]), rows
    )


def done(found: Imported, fate: int, first: int, draft: int, lang: str) -> Screen:
    """How it went; what it added can be taken back as long as the message is there."""
    undo = (button(plain(lang, "import.undo"), "opmlback", found.number),) if found.number else ()
    feeds = button(plain(lang, "feed.list"), "feeds", 0)
    rows = (*_lists(found, fate, first, lang, "opmldone", draft), (*undo, feeds))
    return Screen(
        spaced([text(lang, "import.done", **found.counts), *_stretch(found, fate, first, lang)]), rows
    )


def undone(removed: int, lang: str) -> Screen:
    """It was taken back."""
    return Screen(
        text(lang, "import.undone", count=removed), ((button(plain(lang, "feed.list"), "feeds", 0),),)
    )


def _stretch(found: Imported, fate: int, first: int, lang: str) -> list[Html]:
    """The heading of a list with where it is, and its items."""
    items = found.of(FATES[fate])
    if not items:
        return []
    shown_here = items[first : first + A_PAGE]
    place = {"first": first + 1, "last": first + len(shown_here), "count": len(items)}
    head = bold(text(lang, f"import.list_{FATES[fate]}", **place))
    return [lines(head, *(_line(each, lang) for each in shown_here))]


def _line(item: Item, lang: str) -> Html:
    """What it is called, and where it would go or why it would not."""
    address = raw(shown(item.outline.address), _ADDRESS)
    if item.error:
        return lines(Html(f"• {address}"), Html(f"  {raw(without(error_text(lang, item.error)), _ERROR)}"))
    title = raw(item.outline.title, _TITLE)
    category = raw(item.outline.category, _TITLE) or text(lang, "feed.by_post")
    return Html("• " + " · ".join(filter(None, [title, address, category])))


def _lists(found: Imported, fate: int, first: int, lang: str, action: str, draft: int) -> tuple[Row, Row]:
    """A button for each list that holds anything, and the pager of the one that is shown."""
    counts = [found.counts[each] for each in FATES]
    tabs = tuple(_tab(n, counts[n], n == fate, lang, action, draft) for n in range(len(FATES)) if counts[n])
    total, last = counts[fate], min(first + A_PAGE, counts[fate])
    before = button(plain(lang, "list.newer"), action, draft, fate, max(0, first - A_PAGE)) if first else None
    after = button(plain(lang, "list.older"), action, draft, fate, last) if last < total else None
    return tabs, pager(lang, first + 1, last, total, before, after)


def _tab(n: int, count: int, here: bool, lang: str, action: str, draft: int) -> Button:
    """One of the lists, marked where it is the one that is shown."""
    label = plain(lang, f"import.tab_{FATES[n]}", count=count)
    return button(f"✓ {label}" if here else label, action, draft, n, 0)

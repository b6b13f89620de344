"""❓ Why a story came, or why it does not, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.keyboards import button
from bot.chat.reader import Reader
from bot.screens.personal.tastes import amount, name
from bot.screens.stories.why import reasons, weighed
from bot.telegram.markup import lines, raw, spaced
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, dates, plain, text
from digests.model import DigestKind, Post, Reason, Taste, Verdict
from digests.services.personal.why import ItCame

_TITLE, _FILTER = 120, 200
_MOST_TASTES = 4


def came(title: str, how: ItCame, liked: Sequence[Taste], ways: Row, reader: Reader) -> Screen:
    """Why it came: the section, the filter, what counted, and what it displaced."""
    lang = reader.lang
    filters = [text(lang, "why.filter", filter=raw(each, _FILTER)) for each in how.filters]
    blocks = [
        text(lang, "why.head", title=raw(title, _TITLE)),
        lines(_when(how, reader), _withdrawn(how, lang), *filters),
        _rank(reasons(how.pick, lang), lang) if how.kind is not DigestKind.ALERT else Html(""),
        lines(*_tastes(liked, lang)),
        _displaced(how, lang),
    ]
    return Screen(spaced(blocks), (ways,))


def _when(how: ItCame, reader: Reader) -> Html:
    when = dates.moment(how.at, reader.now, reader.lang, reader.zone)
    if how.kind is DigestKind.ALERT:
        return text(reader.lang, "why.came_alert", when=when)
    place = {"when": when, "place": how.place, "total": how.total}
    if how.kind is DigestKind.REVIEW:
        return text(reader.lang, "why.came_review", **place)
    if not how.section:
        return text(reader.lang, "why.came_elsewhere", **place)
    return text(reader.lang, "why.came", section=raw(how.section, _TITLE), **place)


def _withdrawn(how: ItCame, lang: str) -> Html:
    return text(lang, "why.withdrawn") if how.withdrawn else Html("")


def _rank(counted: Sequence[str], lang: str) -> Html:
    said = [Html(f"• {raw(each)}") for each in counted]
    return lines(text(lang, "why.rank"), *said) if said else Html("")


def _tastes(liked: Sequence[Taste], lang: str) -> Iterator[Html]:
    for one in liked[:_MOST_TASTES]:
        yield text(lang, "why.taste", name=name(one), amount=amount(one.weight, lang))


def _displaced(how: ItCame, lang: str) -> Html:
    if how.place > how.shown > 0:
        return text(lang, "why.behind", shown=how.shown)
    return text(lang, "why.displaced", title=raw(how.displaced, _TITLE)) if how.displaced else Html("")


# --------------------------------------------------------------------------- it does not come


def verdict(title: str, found: Verdict, liked: Sequence[Taste], ways: Row, lang: str) -> Screen:
    """Why it does not come, or that it will."""
    figures = found.figures
    said = text(
        lang,
        f"why.verdict_{found.reason}",
        section=raw(found.section, _TITLE),
        detail=raw(found.detail, _FILTER),
        count=figures.coverage if figures else 0,
    )
    place = text(lang, "why.place", place=found.place, of=found.of) if found.place else Html("")
    blocks = [
        text(lang, "why.head", title=raw(title, _TITLE)),
        lines(said, place, _instead(found, lang)),
        _rank(weighed(figures, lang), lang)
        if figures and found.reason is not Reason.BELOW_FLOOR
        else Html(""),
        lines(*_tastes(liked, lang)),
    ]
    return Screen(spaced(blocks), (_onward(found, lang), ways))


def _instead(found: Verdict, lang: str) -> Html:
    outranked = found.reason is Reason.OUTRANKED and found.detail
    return text(lang, "why.instead", title=raw(found.detail, _TITLE)) if outranked else Html("")


def _onward(found: Verdict, lang: str) -> Row:
    """Where what stands in the way can be changed."""
    if found.reason is Reason.NOT_FOLLOWED:
        return (
            button(plain(lang, "categories.open"), "cats", "c", 0),
            button(plain(lang, "tag.all"), "tags", "c"),
        )
    if found.reason is Reason.MUTED:
        return (button(plain(lang, "why.mutes"), "mutes", 0),)
    if found.reason in (Reason.FILTERED, Reason.BELOW_FLOOR):
        return (button(plain(lang, "settings.open"), "settingsnew"),)
    return ()


# --------------------------------------------------------------------------- which one


def usage(lang: str) -> Screen:
    """What ``/why`` wants to know."""
    return Screen(text(lang, "why.usage"), ((button(plain(lang, "digest.latest"), "front"),),))


def several(posts: Sequence[Post], lang: str) -> Screen:
    """Several articles that may be meant."""
    rows = tuple((button(each.title or plain(lang, "story.untitled"), "whyof", each.id),) for each in posts)
    return Screen(text(lang, "why.several", count=len(posts)), rows)


def nothing(words: str, search: Button, lang: str) -> Screen:
    """No article is known by that."""
    return Screen(text(lang, "why.nothing", text=raw(words, _TITLE)), ((search,),))


def no_such_link(link: str, lang: str) -> Screen:
    """No article has that link: words would not find it by it either."""
    latest = button(plain(lang, "digest.latest"), "front")
    return Screen(text(lang, "why.no_such_link", link=raw(link, _TITLE)), ((latest,),))


def not_begun(lang: str, ways: Row) -> Screen:
    """Nothing was chosen yet."""
    return Screen(text(lang, "why.not_begun"), (ways,))

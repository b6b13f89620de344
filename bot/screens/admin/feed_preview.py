"""A first look at an address: the card of a feed, and the feeds of a page."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale, UnknownLocaleError

from bot.chat.keyboards import Span, button, turning
from bot.chat.reader import Reader
from bot.screens.admin.feeds import category_of, name_of
from bot.telegram.markup import bold, lines, link, quote, raw, spaced, without
from bot.telegram.screen import Row, Screen
from bot.texts import Html, dates, error_text, plain, sentence_of, text
from digests.errors import DigestbotError
from digests.model import Feed, Post, Problem, best_points
from digests.sources.address import shown
from digests.sources.probe import Probe
from digests.steps import Preview

A_PAGE = 5  # feeds of a page, each with its newest titles
_POINTS = 3
_TITLE, _POINT = 150, 180


def waiting(address: str, lang: str) -> Screen:
    """Said when a first look takes a while."""
    return Screen(text(lang, "addfeed.looking", address=raw(shown(address), 200)))


def card(look: Preview, reader: Reader) -> Html:
    """What an admin wants to know before it is added."""
    probe, lang = look.probe, reader.lang
    return lines(
        Html(f"📡 {feed_name(probe)}"),
        Html(f"<code>{raw(shown(probe.address), 500)}</code>"),
        *facts(look, reader),
        *_newest(look.posts, lang),
        *unread(probe.problems, lang, 1),
    )


def feed_name(probe: Probe) -> Html:
    """Its title, else its address."""
    return bold(raw(probe.title or shown(probe.address), 100))


def facts(look: Preview, reader: Reader) -> list[Html]:
    """What it is, how much it brings, and whether that is whole articles."""
    probe, lang = look.probe, reader.lang
    return [_form(look, lang), *_pace(probe, reader), _fullness(probe, lang)]


def _form(look: Preview, lang: str) -> Html:
    """Format, language, and how many posts were read."""
    probe = look.probe
    form = raw(probe.format, 40) or text(lang, f"format.{probe.kind}")
    posts = text(lang, "looking.posts", count=probe.total)
    return Html(" · ".join(filter(None, [form, raw(language(look.lang, lang), 40), posts])))


def language(code: str, lang: str) -> str:
    """A language by its name; a code that nobody knows stays as it is."""
    try:
        return Locale.parse(code, sep="-").get_display_name(lang) or code if code else ""
    except (UnknownLocaleError, ValueError):
        return code


def _pace(probe: Probe, reader: Reader) -> list[Html]:
    if not probe.entries:
        return [text(reader.lang, "addfeed.no_posts")]
    if probe.last is None:
        return []
    last = text(
        reader.lang, "addfeed.last", last=dates.moment(probe.last, reader.now, reader.lang, reader.zone)
    )
    if not probe.per_week:
        return [last]
    a_week = text(reader.lang, "addfeed.posts_a_week", count=max(1, round(probe.per_week)))
    return [Html(f"{last} · {a_week}")]


def _fullness(probe: Probe, lang: str) -> Html:
    """Whether it carries articles or their beginnings; nobody can tell of an empty one."""
    if not probe.entries:
        return Html("")
    return text(lang, "looking.teasers" if probe.teasers else "looking.whole")


def _newest(posts: Sequence[Post], lang: str) -> list[Html]:
    """The newest titles, each with its key points."""
    told = [lines(Html(f"• {_title(post, lang)}"), _said(post)) for post in posts]
    return [text(lang, "addfeed.newest"), *told] if told else []


def _title(post: Post, lang: str) -> Html:
    return link(post.link, raw(post.title, _TITLE) or text(lang, "story.untitled"))


def _said(post: Post) -> Html:
    points = [raw(each.text, _POINT) for each in best_points(post.points, _POINTS)]
    return quote([Html(f"– {each}") for each in points if each])


def unread(problems: Sequence[Problem], lang: str, most: int) -> list[Html]:
    """What could not be read of it, the first ``most`` in words."""
    if not problems:
        return []
    told = [_problem(each, lang) for each in problems[:most]]
    more = [text(lang, "looking.more", count=len(problems) - most)] if len(problems) > most else []
    return [text(lang, "looking.problems", count=len(problems)), *told, *more]


def _problem(problem: Problem, lang: str) -> Html:
    place = raw(problem.place, 80)
    error = _sentence(lang, problem)
    return Html(f"• {place}: {error}") if place else Html(f"• {error}")


def _sentence(lang: str, problem: Problem) -> Html:
    """A problem in words, cut: its values come from the feed."""
    return raw(without(sentence_of(lang, problem.code, problem.params)), 200)


def known(there: Feed, lang: str) -> tuple[Html, Row]:
    """Where it already is, and the way to its card."""
    category = category_of(there) or text(lang, "feed.by_post")
    said = text(lang, "looking.known", title=name_of(there), category=category)
    return said, (button(plain(lang, "looking.to_card"), "feed", there.id, 0),)


def already(look: Preview, lang: str) -> Html:
    """The sentence of that, where it is there."""
    return known(look.there, lang)[0] if look.there else Html("")


def several(
    probe: Probe,
    looks: Sequence[Preview | DigestbotError],
    first: int,
    draft: int,
    reader: Reader,
    below: Row,
) -> Screen:
    """Some feeds of a page from the 0-based ``first`` on; a number opens the whole card of one."""
    lang, total = reader.lang, len(probe.candidates)
    last = first + len(looks)
    head = text(lang, "looking.several", first=first + 1, last=last, count=total)
    shown_here = list(zip(range(first, last), probe.candidates[first:last], looks, strict=True))
    cards = [_brief(n, address, look, reader) for n, address, look in shown_here]
    numbers = tuple(button(str(n + 1), "addlook", draft, n) for n, _, _ in shown_here)
    here = Span(first, len(looks), total, A_PAGE)
    turn = turning(lang, here, lambda label, at: button(label, "addpage", draft, at))
    return Screen(spaced([head, *cards]), (numbers, turn, below))


def _brief(n: int, address: str, look: Preview | DigestbotError, reader: Reader) -> Html:
    """A feed of a page in a few lines."""
    lang, where = reader.lang, Html(f"<code>{raw(shown(address), 120)}</code>")
    if isinstance(look, DigestbotError):
        return lines(Html(f"{n + 1}. {where}"), Html(f"⚠ {error_text(lang, look)}"))
    titles = [Html(f"• {_title(post, lang)}") for post in look.posts]
    return lines(
        Html(f"{n + 1}. {feed_name(look.probe)}"), where, *facts(look, reader), already(look, lang), *titles
    )

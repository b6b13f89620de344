"""A first look at an address: the card of a feed, the feeds of a page, and the story of one fetch."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale, UnknownLocaleError

from bot import when
from bot.keyboards import Span, button, turning
from bot.markup import bold, lines, link, quote, raw, spaced, without
from bot.screen import Row, Screen
from bot.screens.feeds import category_of, name_of
from bot.screens.story import Reader, entry
from bot.screens.totals import size
from bot.texts import Html, error_text, plain, sentence_of, text
from digests.errors import DigestbotError, SourceError
from digests.model import Feed, Post, Problem, Story, best_points
from digests.sources.address import shown
from digests.sources.probe import Fetched, Probe
from digests.steps import Look

A_PAGE = 5  # feeds of a page, each with its newest titles
_POINTS = 3
_PROBLEMS = 3
_TITLE, _POINT = 150, 180


def waiting(address: str, lang: str) -> Screen:
    """Said when a first look takes a while."""
    return Screen(text(lang, "addfeed.looking", address=raw(shown(address), 200)))


# --------------------------------------------------------------------------- one feed


def card(look: Look, reader: Reader) -> Html:
    """What an admin wants to know before it is added."""
    probe, lang = look.probe, reader.lang
    return lines(
        Html(f"📡 {_name(probe)}"),
        Html(f"<code>{raw(shown(probe.address), 500)}</code>"),
        _form(look, lang),
        *_pace(probe, reader),
        _fullness(probe, lang),
        *_newest(look.posts, lang),
        *_problems(probe.problems, lang, 1),
    )


def _name(probe: Probe) -> Html:
    return bold(raw(probe.title or shown(probe.address), 100))


def _form(look: Look, lang: str) -> Html:
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
        reader.lang, "addfeed.last", last=when.moment(probe.last, reader.now, reader.lang, reader.zone)
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


def _problems(problems: Sequence[Problem], lang: str, most: int) -> list[Html]:
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


# --------------------------------------------------------------------------- one that is there already


def known(there: Feed, lang: str) -> tuple[Html, Row]:
    """Where it already is, and the way to its card."""
    category = category_of(there) or text(lang, "feed.by_post")
    said = text(lang, "looking.known", title=name_of(there), category=category)
    return said, (button(plain(lang, "looking.to_card"), "feed", there.id, 0),)


# --------------------------------------------------------------------------- the feeds of a page


def several(
    probe: Probe, looks: Sequence[Look | DigestbotError], first: int, draft: int, reader: Reader, below: Row
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


def _brief(n: int, address: str, look: Look | DigestbotError, reader: Reader) -> Html:
    """A feed of a page in a few lines."""
    lang, where = reader.lang, Html(f"<code>{raw(shown(address), 120)}</code>")
    if isinstance(look, DigestbotError):
        return lines(Html(f"{n + 1}. {where}"), Html(f"⚠ {error_text(lang, look)}"))
    there = known(look.there, lang)[0] if look.there else Html("")
    titles = [Html(f"• {_title(post, lang)}") for post in look.posts]
    facts = [_form(look, lang), *_pace(look.probe, reader), _fullness(look.probe, lang)]
    return lines(Html(f"{n + 1}. {_name(look.probe)}"), where, *facts, there, *titles)


# --------------------------------------------------------------------------- the story of one fetch


def story(asked: str, look: Look, reader: Reader) -> Html:
    """All that one fetch tells: the way there, what came, what would be stored, and how readers see it."""
    probe, lang = look.probe, reader.lang
    there = known(look.there, lang)[0] if look.there else Html("")
    return spaced(
        [
            lines(Html(f"🔬 {_name(probe)}"), *_way(asked, probe, lang), *_answer(probe.fetched, lang)),
            lines(_form(look, lang), *_pace(probe, reader), _fullness(probe, lang), there),
            lines(*_problems(probe.problems, lang, _PROBLEMS)),
            _stored(look, lang),
            _sample(look, reader),
        ]
    )


def _way(asked: str, probe: Probe, lang: str) -> list[Html]:
    """The address as it was asked for, the feed that its page names, and where redirects led."""
    steps = [shown(asked), shown(probe.address)]
    steps += [shown(probe.fetched.address)] if probe.fetched else []
    way = [step for n, step in enumerate(steps) if n == 0 or step != steps[n - 1]]
    told = [Html(f"{'→ ' if n else ''}<code>{raw(step, 300)}</code>") for n, step in enumerate(way)]
    moved = probe.fetched is not None and probe.fetched.moved
    return [*told, text(lang, "looking.moved")] if moved else told


def _answer(fetched: Fetched | None, lang: str) -> list[Html]:
    if fetched is None:
        return []
    kind = raw(fetched.content_type, 100) or text(lang, "looking.no_type")
    facts = [Html(f"HTTP {fetched.status}"), kind, raw(fetched.encoding, 40), raw(size(fetched.size, lang))]
    return [Html(" · ".join(filter(None, facts)))]


def _stored(look: Look, lang: str) -> Html:
    counts = {"fresh": look.fresh, "held": look.held, "changed": look.changed, "same": look.same}
    return text(lang, "looking.stored", **counts)


def _sample(look: Look, reader: Reader) -> Html:
    """The newest post as it stands in a digest."""
    if not look.posts:
        return Html("")
    return lines(text(reader.lang, "looking.sample"), entry(1, Story(look.posts[0]), _POINTS, reader))


def tested(asked: str, look: Look, draft: int, reader: Reader) -> Screen:
    """The story as a message; the feed can be added from here."""
    lang = reader.lang
    if look.there:
        return Screen(story(asked, look, reader), (known(look.there, lang)[1],))
    add = button(plain(lang, "looking.add"), "addlook", draft, 0)
    return Screen(story(asked, look, reader), ((add,),))


def failed(asked: str, error: DigestbotError, lang: str) -> Screen:
    """A fetch that did not work is a story as well."""
    where = Html(f"🔬 <code>{raw(shown(asked), 300)}</code>")
    led = error.address if isinstance(error, SourceError) else ""
    way = Html(f"→ <code>{raw(shown(led), 300)}</code>") if led else Html("")
    return Screen(lines(where, way, Html(f"⚠ {error_text(lang, error)}"), text(lang, "looking.nothing")))


def of_page(probe: Probe, draft: int, lang: str) -> Screen:
    """The address of a page with several feeds: each can be tested."""
    total = len(probe.candidates)
    listed = probe.candidates[: 4 * A_PAGE]
    rows = tuple((button(_short(each), "testlook", draft, n),) for n, each in enumerate(listed))
    return Screen(text(lang, "looking.test_which", last=len(listed), count=total), rows)


def _short(address: str) -> str:
    """What tells the addresses of one site apart: the end."""
    bare = shown(address).partition("://")[2]
    return bare if len(bare) <= 40 else f"…{bare[-39:]}"

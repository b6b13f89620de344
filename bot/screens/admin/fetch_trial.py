"""The story of one fetch, told without storing anything."""

from __future__ import annotations

from bot.chat.keyboards import button
from bot.chat.reader import Reader
from bot.screens.admin import feed_preview
from bot.screens.admin.stats import size
from bot.screens.stories.story import entry
from bot.telegram.markup import lines, raw, spaced
from bot.telegram.screen import Screen
from bot.texts import Html, error_text, plain, text
from digests.errors import DigestbotError, SourceError
from digests.model import Story
from digests.sources.address import shown
from digests.sources.probe import Fetched, Probe
from digests.steps import Preview

_POINTS = 3
_PROBLEMS = 3
_LISTED = 20  # feeds of a page, a button each


def story(asked: str, look: Preview, reader: Reader) -> Html:
    """All that one fetch tells: the way there, what came, what would be stored, and how readers see it."""
    probe, lang = look.probe, reader.lang
    name = Html(f"🔬 {feed_preview.feed_name(probe)}")
    return spaced(
        [
            lines(name, *_way(asked, probe, lang), *_answer(probe.fetched, lang)),
            lines(*feed_preview.facts(look, reader), feed_preview.already(look, lang)),
            lines(*feed_preview.unread(probe.problems, lang, _PROBLEMS)),
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


def _stored(look: Preview, lang: str) -> Html:
    counts = {"fresh": look.fresh, "held": look.held, "changed": look.changed, "same": look.same}
    return text(lang, "looking.stored", **counts)


def _sample(look: Preview, reader: Reader) -> Html:
    """The newest post as it stands in a digest."""
    if not look.posts:
        return Html("")
    return lines(text(reader.lang, "looking.sample"), entry(1, Story(look.posts[0]), _POINTS, reader))


def tested(asked: str, look: Preview, draft: int, reader: Reader) -> Screen:
    """The story as a message; the feed can be added from here."""
    lang = reader.lang
    if look.there:
        return Screen(story(asked, look, reader), (feed_preview.known(look.there, lang)[1],))
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
    listed = probe.candidates[:_LISTED]
    rows = tuple((button(_short(each), "testlook", draft, n),) for n, each in enumerate(listed))
    return Screen(text(lang, "looking.test_which", last=len(listed), count=total), rows)


def _short(address: str) -> str:
    """What tells the addresses of one site apart: the end."""
    bare = shown(address).partition("://")[2]
    return bare if len(bare) <= 40 else f"…{bare[-39:]}"

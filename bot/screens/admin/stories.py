"""Stories as admins look at them: which articles tell one and why, with buttons to part and to join."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.keyboards import button, even_rows
from bot.chat.reader import Reader
from bot.telegram.markup import bold, lines, link, raw, spaced
from bot.telegram.screen import Screen
from bot.texts import Html, dates, plain, text
from digests.model import Comparison, Membership, Obstacle, StoryCard

A_PAGE, MOST_MEMBERS, MOST_TERMS = 8, 16, 5
_TITLE, _NAMES, _TERMS = 100, 80, 120
_GUARDS = {"related": "guard_related", "": "guard_strangers"}
_GRADES = {"same": "same", "related": "related_grade", "": "strangers"}


def listing(stories: Sequence[StoryCard], reader: Reader) -> Screen:
    """The stories that were joined last; a number opens one."""
    lang = reader.lang
    if not stories:
        return Screen(lines(text(lang, "story_admin.none"), text(lang, "story_admin.usage")))
    told = [_line(number, one, lang) for number, one in enumerate(stories, 1)]
    numbers = [button(str(number), "astory", one.story) for number, one in enumerate(stories, 1)]
    foot = text(lang, "story_admin.usage")
    return Screen(spaced([text(lang, "story_admin.head"), *told, foot]), tuple(even_rows(numbers)))


def _line(number: int, one: StoryCard, lang: str) -> Html:
    said = {
        "title": bold(raw(one.title, _TITLE)),
        "reports": text(lang, "story_admin.reports", count=len(one.members)),
        "sources": raw(plain(lang, "when.comma").join(one.sources), _NAMES),
    }
    return text(lang, "story_admin.line", n=str(number), **said)


def card(story: StoryCard, reader: Reader) -> Screen:
    """A story with its articles; each of several can be parted from the others."""
    lang = reader.lang
    reports = text(lang, "story_admin.reports", count=len(story.members))
    shown = story.members[:MOST_MEMBERS]
    told = [
        text(lang, "story_admin.card", id=str(story.story), reports=reports),
        *(member(one, reader) for one in shown),
        *_below(story, len(story.members) - len(shown), lang),
    ]
    parts = [button(plain(lang, "story_admin.part", id=n.article), "astorypart", n.article) for n in shown]
    joins = [
        button(plain(lang, "story_admin.join_to", id=n), "astoryjoin", story.story, n)
        for n, *_ in story.related
    ]
    back = (button(plain(lang, "story_admin.back"), "astories"),)
    return Screen(spaced(told), (*(even_rows(parts) if len(parts) > 1 else ()), *even_rows(joins), back))


def _below(story: StoryCard, left: int, lang: str) -> list[Html]:
    """What stands under the articles: how many more there are, related stories, what the buttons do."""
    more = [text(lang, "story_admin.more", count=left)] if left else []
    related = [lines(*(_related(each, lang) for each in story.related))] if story.related else []
    return [*more, *related, lines(*_help(story, lang))]


def _help(story: StoryCard, lang: str) -> list[Html]:
    """How its articles are parted, and how it is joined with others."""
    parting = [text(lang, "story_admin.part_help")] if len(story.members) > 1 else []
    number = str(story.story)
    if story.related:
        other = str(story.related[0][0])
        return [*parting, text(lang, "story_admin.join_help", id=number, other=other)]
    return parting or [text(lang, "story_admin.lone_help", id=number)]


def member(one: Membership, reader: Reader) -> Html:
    """An article with its source, its time, and why it is there."""
    lang = reader.lang
    at = dates.moment(one.published, reader.now, lang, reader.zone)
    copies = text(lang, "story_admin.copies", count=one.copies) if one.copies else Html("")
    facts = filter(None, [raw(one.source, _NAMES), Html(at), copies, *reasons(one, lang)])
    title = link(one.link, raw(one.title, _TITLE))
    return text(lang, "story_admin.member", id=str(one.article), title=title, facts=Html(" · ".join(facts)))


def reasons(one: Membership, lang: str) -> list[Html]:
    """Why an article is where it is."""
    if not one.by:
        return [text(lang, "story_admin.first")]
    if one.by == "admin":
        return [text(lang, "story_admin.admin")]
    why = [text(lang, "story_admin.bot", score=figure(one.score))]
    return [*why, _terms(one.terms, lang)] if one.terms else why


def _terms(terms: Sequence[str], lang: str) -> Html:
    """Single characters, as terms of scripts without blanks are, say nothing beside longer ones."""
    telling = [each for each in terms if len(each) > 1] or terms
    shown = plain(lang, "when.comma").join(telling[:MOST_TERMS])
    return text(lang, "story_admin.terms", terms=raw(shown, _TERMS))


def _related(each: tuple[int, str, float], lang: str) -> Html:
    number, title, _ = each
    return text(lang, "story_admin.related", title=raw(title, _TITLE), id=str(number))


def comparison(made: Comparison, reader: Reader) -> Screen:
    """Two articles side by side, whether they tell one event, and a button that makes them one story."""
    lang = reader.lang
    first, second = made.first.article, made.second.article
    html = spaced(
        [
            text(lang, "story_admin.compare", first=str(first), second=str(second)),
            lines(bold(raw(made.first.title, _TITLE)), bold(raw(made.second.title, _TITLE))),
            lines(*verdict(made, lang)),
        ]
    )
    join = () if made.together else (button(plain(lang, "story_admin.join"), "astoryjoin", first, second),)
    cards = [button(plain(lang, "story_admin.to_first", id=n), "astory", n) for n in (first, second)]
    return Screen(html, tuple(row for row in (join, tuple(cards)) if row))


def verdict(made: Comparison, lang: str) -> list[Html]:
    """What the comparison says, the terms that both have, and how the two stand now."""
    said = [text(lang, f"story_admin.{_GRADES[made.grade]}", score=figure(made.score))]
    said += [text(lang, f"story_admin.{_GUARDS[made.most]}")] if made.most in _GUARDS else []
    said += [_terms(made.terms, lang)] if made.terms else []
    said.append(text(lang, f"story_admin.{'together' if made.together else 'separate'}"))
    said += [_obstacle(made.obstacle, lang)] if made.obstacle else []
    return [*said, text(lang, "story_admin.kept_apart")] if made.apart else said


def _obstacle(one: Obstacle, lang: str) -> Html:
    """Why one event is two stories."""
    return text(lang, f"story_admin.why_{one.kind}", value=figure(one.value), count=one.count)


def figure(value: float) -> str:
    """With its sign and two decimals."""
    return f"{value:+.2f}"

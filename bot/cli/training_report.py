"""What was learned, in words and as JSON: the standing of an installation and the report of a training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel import Locale

from bot.cli.session import Session
from bot.cli.shapes import Shape, Shapes
from bot.texts import dates
from digests.services.training import Standing
from digests.summarizers.learning.train import LEAST_POSTS, Outcome, Report
from digests.summarizers.learning.weights import Weights

_SAYS_NOTHING = 0.01  # a weight below that moves no point


def standing(session: Session, found: Standing) -> Iterator[str]:
    """How things stand, a line each."""
    terminal = session.terminal
    yield terminal.text("standing.version", version=found.version)
    since = (
        dates.moment(found.since, session.now, terminal.lang, session.settings.default_timezone)
        if found.since
        else ""
    )
    if not found.applies:
        yield terminal.text("standing.no_weights")
    elif found.learned.weights:
        yield terminal.text("standing.learned", since=since)
        for lang, each in found.reports.items():
            yield terminal.text("standing.report", **_measured(session, lang, each))
        yield terminal.text("standing.others")
    else:
        yield terminal.text("standing.by_hand_since" if since else "standing.by_hand", since=since)
    yield terminal.text("standing.posts", count=sum(found.made.values()))
    for name, count in found.made.items():
        yield terminal.text(
            "standing.made" if name == found.version else "standing.outdated", name=name, count=count
        )


def report(session: Session, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What a training found, by language."""
    for each in outcomes:
        if each.report is None or each.weights is None:
            named = {"language": language(session, each.lang), "count": each.posts, "needed": LEAST_POSTS}
            yield session.terminal.text("learned.too_few", **named)
            continue
        yield session.terminal.text("learned.posts", language=language(session, each.lang), count=each.posts)
        yield session.terminal.text("learned.scores", **_measured(session, each.lang, each.report))
        yield session.terminal.text("learned.wins" if each.wins else "learned.does_not_win")
        yield from _in_words(session, each.weights)


def _measured(session: Session, lang: str, each: Report) -> dict[str, object]:
    shares = {"by_hand": each.by_hand, "learned": each.learned, "margin": each.margin}
    shown: dict[str, object] = {name: f"{100 * share:.1f}" for name, share in shares.items()}
    gain = f"{100 * (each.learned - each.by_hand):+.1f}"
    return {**shown, "gain": gain, "language": language(session, lang), "count": each.posts}


def _in_words(session: Session, weights: Weights) -> Iterator[str]:
    """What raises a pair of words and what lowers it, the strongest first."""
    ordered = sorted(weights.named().items(), key=lambda item: -abs(item[1]))
    for key, sign in (("raises", 1), ("lowers", -1)):
        told = [
            f"{session.terminal.text(f'feature.{name}')} {value:+.2f}"
            for name, value in ordered
            if value * sign >= _SAYS_NOTHING
        ]
        if told:
            yield session.terminal.text(f"learned.{key}", features=session.terminal.text("comma").join(told))


def language(session: Session, lang: str) -> str:
    """The name of a language."""
    return str(
        Locale.parse(session.terminal.lang).languages.get(lang)
        or lang
        or session.terminal.text("unknown_language")
    )


def standing_shape(session: Session, found: Standing) -> Shape:
    """How things stand, as JSON."""
    return {
        "summarizer": found.summarizer,
        "version": found.version,
        "weights": "learned" if found.learned.weights else "hand",
        "since": Shapes(session.settings.default_timezone, {}).at(found.since),
        "languages": [_shape(lang, each) for lang, each in found.reports.items()],
        "made": [{"version": name, "posts": count} for name, count in found.made.items()],
    }


def outcome_shape(each: Outcome) -> Shape:
    """One language of a training, as JSON."""
    measured = _shape(each.lang, each.report) if each.report else {"language": each.lang, "posts": each.posts}
    return measured | {"wins": each.wins, "weights": each.weights.named() if each.weights else None}


def _shape(lang: str, each: Report) -> Shape:
    return {
        "language": lang,
        "posts": each.posts,
        "by_hand": round(each.by_hand, 4),
        "learned": round(each.learned, 4),
        "margin": round(each.margin, 4),
    }

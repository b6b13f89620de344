"""What a story says over all of its reports: points with sources, who tells it, its reports by time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.chat.reader import Reader
from bot.telegram.markup import bold, lines, link, quote, raw
from bot.texts import Html, dates, plain, text
from digests.model import Post, Report, StoryPoint, Telling

POINT, SOURCE, TITLE = 300, 60, 120
PAGE = 6  # reports
_MOST_NAMES = 3


def known(post: Post) -> int:
    """How many points are known of what a post tells."""
    return len(post.telling.points or post.points)


def bullets(told: Telling, points: Iterable[StoryPoint], lang: str) -> list[Html]:
    """Points, each with its source, or with what each source says where they disagree."""
    return [_bullet(point, told.sources, lang) for point in points]


def _bullet(point: StoryPoint, sources: dict[int, str], lang: str) -> Html:
    said = raw(raised(point.text), POINT)
    if point.figures:
        each = (
            text(lang, "story.figure", source=raw(sources.get(one.report, ""), SOURCE), figure=one.text)
            for one in point.figures
        )
        named = Html(plain(lang, "story.semicolon").join(each))
    else:
        named = raw(sources.get(point.report, ""), SOURCE)
    return text(lang, "story.point", said=said, source=named) if named else Html(f"• {said}")


def raised(said: str) -> str:
    """A point that lost its first words begins as a sentence does; a name such as iPhone stays as it is."""
    first = said.split(maxsplit=1)[0] if said.strip() else ""
    return said[0].upper() + said[1:] if first.islower() and said[0].islower() else said


def told_by(told: Telling, lang: str) -> Html:
    """How many sources tell a story and which, the earliest first; of one source, how many reports."""
    names = list(dict.fromkeys(each.source for each in told.reports if each.source))
    if len(names) < 2:
        source = raw(names[0] if names else "", SOURCE)
        return text(lang, "story.reports_of", source=source, count=len(told.reports))
    shown = plain(lang, "when.comma").join(names[:_MOST_NAMES])
    more = " …" if len(names) > _MOST_NAMES else ""
    return text(lang, "story.told_by", count=len(names), names=Html(f"{raw(shown, SOURCE * 2)}{more}"))


def reports(told: Telling, first: int, reader: Reader) -> Html:
    """A page of reports in order of time; beyond the first page each with what it says."""
    page = told.reports[first : first + PAGE]
    return lines(
        bold(text(reader.lang, "story.reports")), *(_report(told, each, first, reader) for each in page)
    )


def _report(told: Telling, report: Report, first: int, reader: Reader) -> Html:
    lang = reader.lang
    at = Html(dates.moment(report.published, reader.now, lang, reader.zone))
    title = link(report.link, raw(report.title, TITLE) or text(lang, "story.untitled"))
    copies = text(lang, "story.copies", count=report.copies) if report.copies else Html("")
    own = [point for point in told.points if point.report == report.id]
    line = Html(" · ".join(filter(None, [at, bold(raw(report.source, SOURCE)), Html(f"{title}{copies}")])))
    if first:
        return lines(line, quote([Html(f"• {raw(raised(point.text), POINT)}") for point in own]))
    return line if report is told.reports[0] else Html(" · ".join(filter(None, [line, _adds(own, lang)])))


def _adds(own: Sequence[StoryPoint], lang: str) -> Html:
    return text(lang, "story.adds", count=len(own)) if own else Html("")

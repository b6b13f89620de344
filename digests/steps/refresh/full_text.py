"""Full text: entries of a feed that carries only teasers get the text of their articles.

An article is fetched once for each version of its entry. Where it cannot be had, the feed's own text stays.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from time import monotonic

from digests.decisions.full_text.boilerplate import article_lines
from digests.decisions.full_text.excerpts import is_article_of
from digests.decisions.intake import unique, version_of
from digests.errors import BadInput, SourceError, Unreadable
from digests.model import Batch, Entry, Feed, Problem
from digests.ports import ArticlePages
from digests.store import Store, Tx
from digests.store.feeds import feed_memory, fetched_articles
from digests.store.feeds.fetched_articles import Fetched

MOST = 20  # articles of one fetch: a new feed's archive is not worth hundreds of requests
SECONDS = 120.0  # for all of them
TRIES = 3
FAILED = "article_failed"
OTHER = "not_the_article"


@dataclass(slots=True)
class Filled:
    """A batch with articles, how many entries of it need nothing, and what is to be remembered."""

    batch: Batch
    skipped: int = 0
    fetched: list[Fetched] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


class FullText:
    """Fills batches."""

    def __init__(self, store: Store, pages: ArticlePages, most: int = MOST) -> None:
        self._store = store
        self._pages = pages
        self._most = most

    async def fill(self, feed: Feed, batch: Batch) -> Filled:
        """Fetch what was not fetched yet, the newest first; never raises for a page."""
        entries = await asyncio.to_thread(unique, batch.entries)
        uids = [entry.uid for entry in entries]
        known = await self._store.reading(lambda tx: fetched_articles.known(tx, feed.id, uids))
        filled, kept, until = Filled(batch), list[Entry](), monotonic() + SECONDS
        for entry in entries:
            before = known.get(entry.uid)
            wanted = _wanted(entry, before)
            if wanted.done:
                filled.skipped += 1
                continue
            found = None
            if self._may_read(entry, wanted, filled) and monotonic() < until:
                found = await self._read(feed, entry, wanted, filled, before)
            if found is None and before and before.done:
                filled.skipped += 1  # its article of before says more than its changed teaser
            else:
                kept.append(found or entry)
        filled.batch = replace(filled.batch, entries=tuple(kept))
        return filled

    def _may_read(self, entry: Entry, wanted: Fetched, filled: Filled) -> bool:
        return bool(entry.link) and wanted.tries < TRIES and len(filled.fetched) < self._most

    async def _read(
        self, feed: Feed, entry: Entry, wanted: Fetched, filled: Filled, before: Fetched | None
    ) -> Entry | None:
        """The entry with its article; None when it could not be had."""
        try:
            text = await self._pages.text(feed, entry.link)
            found = await asyncio.to_thread(with_article, entry, text)
        except (SourceError, BadInput) as error:
            code = OTHER if error.code == OTHER else FAILED
            problem = Problem(entry.link, code, {"reason": error.code})
            filled.batch = replace(filled.batch, problems=(*filled.batch.problems, problem))
            kept = before if before and before.done else wanted
            filled.fetched.append(kept._replace(tries=wanted.tries + 1))
            return None
        filled.fetched.append(wanted._replace(tries=0, done=True))
        filled.mended.append(entry.link)
        return found

    async def remember(self, feed: Feed, filled: Filled) -> None:
        """After the batch was stored: these articles need not be fetched again."""
        if filled.fetched:

            async def work(tx: Tx) -> None:
                await fetched_articles.remember(tx, feed.id, filled.fetched)
                await feed_memory.forget_problem(tx, feed.id, filled.mended)

            await self._store.writing(work)


def with_article(entry: Entry, text: str) -> Entry:
    """An entry with the text of its page, where that says more than the entry does.

    Raises ``Unreadable("not_the_article")`` when the page says something else: an offer, an error, a login.
    """
    article = article_lines(text, f"{entry.title}\n{entry.text}")
    if not is_article_of(article, entry.title, entry.text):
        raise Unreadable(OTHER)
    return replace(entry, text=article) if len(article) > len(entry.text.rstrip("….")) else entry


def _wanted(entry: Entry, before: Fetched | None) -> Fetched:
    """The article of an entry as it stands; ``tries`` failed so far for it."""
    version = version_of(entry)
    if before is None:
        return Fetched(entry.uid, version, 0, done=False)
    if before.version == version:
        return before
    return Fetched(entry.uid, version, before.tries if before.done else 0, done=False)

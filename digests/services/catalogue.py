"""The categories and tags that there are: by name, by number, by likeness, and which are busy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from digests.decisions.suggestions import nearest
from digests.errors import BadInput
from digests.model import Category, StoredTag
from digests.store import Store
from digests.store.posts import categories, tags

_NEAREST_AMONG = 20_000
_WEEK = timedelta(days=7)
_MINUTE = timedelta(minutes=1)


class Catalogue:
    """Questions about labels."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._known_tags: tuple[datetime, tuple[StoredTag, ...]] = (datetime.min.replace(tzinfo=UTC), ())

    async def categories(self) -> tuple[Category, ...]:
        """All categories, most posts a day first."""
        async with self._store.read() as tx:
            return await categories.every(tx, self._now())

    async def category(self, text: str) -> Category:
        """A category by slug or title in any case; ``BadInput`` when there is none."""
        found = await self._store.reading(lambda tx: categories.named(tx, text))
        if found is None:
            raise BadInput("unknown_category", text=text)
        return found

    async def called(self, words: Sequence[str]) -> dict[str, Category | StoredTag]:
        """What each of many words names, as ``category`` and ``tag`` know it: a category before a tag.

        With # a word names no category, and an underscore stands for a space too, as in a hashtag.
        """
        bare = {word: word.lstrip("#＃") for word in words}
        spaced = {word: name.replace("_", " ") for word, name in bare.items()}
        async with self._store.read() as tx:
            found = await categories.called(tx, [word for word, name in bare.items() if word == name])
            known = await tags.called(tx, {*bare.values(), *spaced.values()})
        there = {name: each for name, each in known.items() if each.posts}
        tagged = {word: there.get(bare[word]) or there.get(spaced[word]) for word in words}
        return {word: each for word, each in tagged.items() if each} | found

    async def near_categories(self, text: str) -> tuple[Category, ...]:
        """Up to six categories whose titles or slugs resemble a text, best first."""
        everything = await self.categories()
        named = [(name, each) for each in everything for name in dict.fromkeys((each.title, each.slug))]
        near = [named[n][1] for n in nearest(text, [name for name, _ in named], 6)]
        return tuple(dict.fromkeys(near))

    async def tag(self, text: str) -> StoredTag | None:
        """A tag by name or ticker, with or without ``#``, in any case."""
        async with self._store.read() as tx:
            found = await tags.named(tx, text)
        return found if found and found.posts else None

    async def near_tags(self, text: str, count: int = 6) -> tuple[StoredTag, ...]:
        """The tags whose names resemble a text, best first."""
        known = await self._busiest(self._now())
        return tuple(known[n] for n in nearest(text, [each.name for each in known], count))

    async def _busiest(self, now: datetime) -> tuple[StoredTag, ...]:
        """The tags that nearest names are looked for among, read anew after a minute."""
        at, known = self._known_tags
        if not at <= now < at + _MINUTE:
            known = await self._store.reading(lambda tx: tags.busiest(tx, _NEAREST_AMONG))
            self._known_tags = now, known
        return known

    async def tag_by_id(self, tag_id: int) -> StoredTag:
        """One tag; ``BadInput`` when there is none."""
        async with self._store.read() as tx:
            found = (await tags.by_id(tx, [tag_id])).get(tag_id)
        if found is None:
            raise BadInput("dead_button")
        return found

    async def related_tags(self, tag_id: int, count: int = 4) -> tuple[StoredTag, ...]:
        """The tags that most often stand beside this one."""
        async with self._store.read() as tx:
            return await tags.related(tx, tag_id, count)

    async def popular_tags(self, now: datetime, count: int = 24) -> tuple[StoredTag, ...]:
        """The tags of the last seven days by posts, with that number; of all times when there are none."""
        async with self._store.read() as tx:
            recent = await tags.recent(tx, now - _WEEK, count)
            return recent or await tags.busiest(tx, count)

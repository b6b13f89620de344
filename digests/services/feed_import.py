"""Lists of feeds moved in and out: looked at before anything is stored, and taken back as a whole."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from digests.decisions import opml
from digests.decisions.opml import Outline
from digests.errors import BadInput, DigestbotError
from digests.model import CategoryName, Change, FeedState, label_key
from digests.services.feed_addresses import By
from digests.services.feeds import Feeds
from digests.services.import_plan import Fate, Imported, Item, plan
from digests.sources.address import shown
from digests.sources.encoding import decode
from digests.store import Store
from digests.store.monitoring import audit
from digests.store.posts import categories

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """A document with so many feeds."""

    document: str
    count: int


class FeedImports:
    """Reads and writes lists of feeds."""

    def __init__(self, store: Store, feeds: Feeds) -> None:
        self._store = store
        self._feeds = feeds

    async def plan(self, data: bytes, category: str = "") -> Imported:
        """What an import of this document would do; feeds without a folder would go to ``category``.

        Nothing is stored. Raises ``BadInput("not_opml")`` or ``BadInput("opml_too_long")``.
        """
        return await self.plan_of(await asyncio.to_thread(lambda: opml.read(decode(data).text)), category)

    async def plan_of(self, outlines: Sequence[Outline], category: str = "") -> Imported:
        """The same of a list that was read already."""
        refused = await asyncio.to_thread(self._feeds.refusals, [each.address for each in outlines])
        return plan(outlines, category, await self._feeds.every(), await self._slugs(), refused)

    async def run(
        self, planned: Imported, *, actor: str, now: datetime, progress: Progress | None = None
    ) -> Imported:
        """Add what is new. Each feed by itself: one that cannot be added does not stop the others."""
        new = planned.of(Fate.NEW)
        made = await self._make_categories(new)
        ids: list[int] = []
        fared: dict[str, Item] = {}
        try:
            for done, item in enumerate(new, 1):
                item, feed_id = await self._add(item, {"actor": actor, "now": now})
                fared[item.outline.address] = item
                ids += [feed_id] if feed_id else []
                if progress:
                    progress(done, len(new))
        finally:  # what was added can be taken back, also when the rest was not
            number = await self._remember(ids, made, actor, now)
        return Imported(tuple(fared.get(each.outline.address, each) for each in planned.items), number)

    async def _add(self, item: Item, by: By) -> tuple[Item, int]:
        outline = item.outline
        every = timedelta(seconds=outline.every) if outline.every else None
        try:
            feed = await self._feeds.add(
                outline.address,
                category=outline.slug,
                title=outline.title,
                every=every,
                full_text=outline.full_text,
                **by,
            )
        except DigestbotError as error:
            fate = Fate.KNOWN if error.code == "feed_known" else Fate.REFUSED
            return replace(item, fate=fate, error=error), 0
        return item, feed.id

    async def _slugs(self) -> dict[str, str]:
        """The slug of each category by whatever it goes by."""
        async with self._store.read() as tx:
            known = await categories.names(tx)
        by_title = {label_key(each.title): each.slug for each in known}
        return by_title | {label_key(each.slug): each.slug for each in known}

    async def _make_categories(self, items: Sequence[Item]) -> list[str]:
        """Make what is missing, with its title; the slugs that are new."""
        wanted = {item.outline.slug: item.outline.category for item in items if item.outline.slug}
        async with self._store.write() as tx:
            there = {each.slug for each in await categories.names(tx)}
            missing = [slug for slug in wanted if slug not in there]
            await categories.ensure(tx, [CategoryName(slug, wanted[slug]) for slug in missing])
        return missing

    async def _remember(self, ids: list[int], made: list[str], actor: str, now: datetime) -> int:
        """Write down what was added, to be taken back; its number, 0 where that is nothing."""
        if not ids:
            await self._forget_categories(made)
            return 0
        number = int(now.timestamp()) * 1_000_000 + ids[0] % 1_000_000
        after = {"count": len(ids), "feeds": " ".join(map(str, ids)), "categories": "\n".join(made)}
        async with self._store.write() as tx:
            await audit.record(tx, actor, "import", _target(number), now, {}, after)
        return number

    async def undo(self, number: int, *, actor: str, now: datetime) -> int:
        """Remove exactly what one import added, as ``Feeds.remove`` does; how many feeds that were.

        What was removed since stays removed, what somebody added again since stays. Categories that the
        import made go where nothing uses them. Raises ``BadInput("import_undone")``.
        """
        imported = await self._import(number)
        removed = 0
        for feed_id in map(int, imported.after["feeds"].split()):
            feed = await self._feeds.get(feed_id)
            if feed.state is not FeedState.REMOVED and not await self._added_again(feed_id, imported):
                await self._feeds.remove(feed_id, actor=actor, now=now)
                removed += 1
        await self._forget_categories(imported.after["categories"].split("\n"))
        async with self._store.write() as tx:
            await audit.record(tx, actor, "undo", _target(number), now, {}, {"count": removed})
        return removed

    async def _import(self, number: int) -> Change:
        async with self._store.read() as tx:
            latest = await audit.page(tx, 0, 1, _target(number))
        if not latest or latest[0].action != "import":
            raise BadInput("import_undone")
        return latest[0]

    async def _added_again(self, feed_id: int, imported: Change) -> bool:
        changes = await self._feeds.log(0, 100, feed_id)
        return any(each.action == "add" and each.id > imported.id for each in changes)

    async def _forget_categories(self, slugs: Sequence[str]) -> None:
        async with self._store.write() as tx:
            await categories.drop_unused(tx, [slug for slug in slugs if slug])

    async def export(self) -> Exported:
        """All feeds as a document, with categories and settings and without logins."""
        listed = [
            Outline(
                shown(feed.address),
                feed.title,
                feed.category.title if feed.category else "",
                feed.category.slug if feed.category else "",
                feed.every or 0,
                feed.full_text,
            )
            for feed in await self._feeds.every()
        ]
        return Exported(await asyncio.to_thread(opml.write, "digestbot", listed), len(listed))


def _target(number: int) -> str:
    """An import as the audit log names it."""
    return f"import:{number}"

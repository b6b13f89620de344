"""Feeds of every style over time: no entry lost, none twice, and each delivered once, edited or not."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from digests.store import Store
from digests.store.tables import post
from tests.digests.steps.refresh.feed_model import NOTICE, STYLES, FeedModel, Style, Truth
from tests.digests.steps.refresh.readings import Reading

CHOSEN = st.integers(0, 1000)


class FeedOverTime(RuleBasedStateMachine):
    """One feed that is read after each change, and a subscriber who gets what is new."""

    template: Path
    folder: Path
    model: FeedModel

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        path = self.folder / "model.db"
        for old in self.folder.glob("model.db*"):
            old.unlink()
        shutil.copy(self.template, path)
        self._runner.run(self._begin(f"sqlite:///{path}"))

    async def _begin(self, url: str) -> None:
        self.world = Reading(Store(url))
        self.feed_id = await self.world.feed()
        await self.world.reader("news")

    @initialize(style=st.sampled_from(STYLES))
    def first_reading(self, style: Style) -> None:
        self.model = FeedModel(style)
        for _ in range(3):
            self.model.publish(self.world.now)
        self.reads()

    # ----------------------------------------------------------------------- what befalls the feed

    @rule(count=st.integers(1, 3))
    def publishes(self, count: int) -> None:
        for _ in range(count):
            self.model.publish(self.world.now)

    @precondition(lambda self: self.model.style.date != "none")
    @rule(which=CHOSEN)
    def repeats_its_words(self, which: int) -> None:
        """A notice that is worded alike, days later."""
        if truth := self._one(which, [each for each in self.model.entries if self._may_recur(each)]):
            self.model.publish(self.world.now, like=truth)

    @rule(which=CHOSEN)
    def rewords(self, which: int) -> None:
        """Title and text where the entry has a name, or was at a certain time on its page; else the text."""
        style = self.model.style
        if truth := self._one(which, self.model.entries):
            if style.sign == "content" and style.date == "none":
                return
            truth.text = self.model.words()
            if style.is_named or (style.sign == "page" and style.date == "times"):
                truth.title = f"Title {self.model.words()}"

    @precondition(lambda self: self.model.style.is_named and self.model.style.date != "none")
    @rule(which=CHOSEN)
    def dates_anew(self, which: int) -> None:
        if truth := self._one(which, self.model.entries):
            truth.date, truth.is_redated = self.model.dated(self.world.now), True

    @rule(which=CHOSEN)
    def withdraws(self, which: int) -> None:
        if truth := self._one(which, self.model.entries):
            truth.hidden = True

    @rule(which=CHOSEN)
    def brings_back(self, which: int) -> None:
        if truth := self._one(which, [each for each in self.model.entries if each.hidden]):
            truth.hidden = False

    @rule(size=st.integers(1, 6))
    def shows_more_or_fewer(self, size: int) -> None:
        self.model.window = size

    @rule()
    def is_empty_once(self) -> None:
        size, self.model.window = self.model.window, 0
        self.reads(whole=False)
        self.model.window = size

    @rule()
    def moves(self) -> None:
        """All names change at once; what it shows no more stays behind."""
        self.model.window = max(3, self.model.window)
        self.reads()
        shown = self.model.shown()
        if len(shown) < 3 or any(truth.is_redated for truth in shown):
            return
        for truth in self.model.entries:
            truth.is_former = truth.is_former or truth not in shown
        self.model.host += 1
        self.reads()

    # ----------------------------------------------------------------------- what must hold

    @rule(seed=st.none() | st.integers(0, 9))
    def reads(self, seed: int | None = None, *, whole: bool = True) -> None:
        order = None if seed is None else random.Random(seed)
        document = self.model.state(order) if whole else "<rss version='2.0'><channel/></rss>"
        stored, delivered = self._runner.run(self._read(document))
        assert stored == self.model.stored()
        assert delivered == self.model.announced

    async def _read(self, document: str) -> tuple[Counter[tuple[str, str]], Counter[str]]:
        await self.world.states(self.feed_id, document)
        await self.world.a_day_later()
        async with self.world.store.read() as tx:
            rows = await tx.execute(select(post.c.title, post.c.text))
            return Counter((row.title, row.text) for row in rows), Counter(self.world.transport.payloads)

    def teardown(self) -> None:
        self._runner.run(self.world.store.close())
        self._runner.close()

    def _one(self, which: int, among: list[Truth]) -> Truth | None:
        living = [each for each in among if not each.is_former]
        return living[which % len(living)] if living else None

    def _may_recur(self, truth: Truth) -> bool:
        old = truth.date is not None and self.world.now - truth.date > NOTICE
        away = self.model.style.is_named or truth not in self.model.last
        return old and away and truth.before == truth.said


def test_no_entry_is_lost_and_none_comes_twice(migrated: Path, tmp_path: Path) -> None:
    class Bound(FeedOverTime):
        template, folder = migrated, tmp_path

    chosen = settings(
        max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Bound, settings=chosen)

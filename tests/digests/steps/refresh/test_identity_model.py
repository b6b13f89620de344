"""Feeds of every style over time: no entry lost, none twice, and each delivered once, edited or not."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from digests.store import Store
from digests.store.tables import post
from tests.digests.steps.refresh.feed_model import NOTICE, STYLES, FeedModel, Style, Truth
from tests.digests.steps.refresh.readings import Reading
from tests.examples import examples

CHOSEN = st.integers(0, 1000)
ENDS = st.integers(0, 9)
CHANGES = (
    *("publishes", "publishes", "repeats", "rewords", "redates", "resizes"),
    *("withdraws", "withdraws", "returns", "writes_anew", "writes_anew"),
)


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

    @rule(changes=st.lists(st.tuples(st.sampled_from(CHANGES), CHOSEN), min_size=1, max_size=5), end=ENDS)
    def changes_and_is_read(self, changes: list[tuple[str, int]], end: int) -> None:
        """One reading of ten finds nothing, and one finds that the feed has moved; some in another order."""
        for change, which in changes:
            getattr(self, f"_{change}")(which)
        self.model.delay()
        if end == 0:
            self.reads(shows=False)
        self.reads(random.Random(end) if end > 5 else None)
        if end == 1:
            self._moves()

    def _moves(self) -> None:
        """All names change at once; what it shows no more stays behind."""
        shown = self.model.shown()
        if len(shown) < 3 or any(truth.is_redated for truth in shown):
            return
        for truth in self.model.entries:
            truth.is_former = truth.is_former or truth not in shown
        self.model.host += 1
        self.reads()

    def _publishes(self, which: int) -> None:
        self.model.publish(self.world.now)

    def _repeats(self, which: int) -> None:
        """A notice that is worded alike, days later."""
        if truth := _one(which, [each for each in self.model.living() if self._may_recur(each)]):
            self.model.publish(self.world.now, like=truth)

    def _rewords(self, which: int) -> None:
        """Title and text where the entry has a name, or was at a certain time on its page; else the text."""
        style = self.model.style
        truth = _one(which, self.model.living()[-6:])
        if truth is None or (style.sign == "content" and style.date == "none"):
            return
        truth.text = self.model.words()
        if style.is_named or (style.sign == "page" and style.date == "times"):
            truth.title = f"Title {self.model.words()}"

    def _redates(self, which: int) -> None:
        if self.model.style.is_named and (truth := _one(which, self.model.living()[-6:])):
            truth.date = self.model.dated(self.world.now)

    def _writes_anew(self, which: int) -> None:
        """What was withdrawn comes with another date and another text."""
        away = [each for each in self.model.living() if each.hidden and each not in self.model.last]
        if self.model.style.is_named and (truth := _one(which, away)):
            truth.hidden = False
            truth.date = self.model.dated(self.world.now)
            truth.title, truth.text = f"Title {self.model.words()}", self.model.words()

    def _withdraws(self, which: int) -> None:
        if truth := _one(which, self.model.shown()):
            truth.hidden = True

    def _returns(self, which: int) -> None:
        if truth := _one(which, [each for each in self.model.living() if each.hidden]):
            truth.hidden = False

    def _resizes(self, which: int) -> None:
        self.model.window = 1 + which % 6

    # ----------------------------------------------------------------------- what must hold

    def reads(self, order: random.Random | None = None, *, shows: bool = True) -> None:
        document = self.model.state(order) if shows else "<rss version='2.0'><channel/></rss>"
        stored, delivered = self._runner.run(self._read(document))
        assert stored == self.model.stored()
        assert delivered == self.model.announced

    async def _read(self, document: str) -> tuple[Counter[tuple[str, str]], Counter[str]]:
        await self.world.states(self.feed_id, document)
        await self.world.a_day_later()
        async with self.world.store.read() as tx:
            rows = await tx.execute(select(post.c.title, post.c.text))
            payloads = self.world.transport.payloads
            told = [each for each in payloads if not each.startswith("! ")]  # no corrections
            return Counter((row.title, row.text) for row in rows), Counter(told)

    def teardown(self) -> None:
        self._runner.run(self.world.store.close())
        self._runner.close()

    def _may_recur(self, truth: Truth) -> bool:
        """Whether its words are old, also those that others say no more or do not say yet."""
        said = [words for each in self.model.entries for words in (each.said, each.before) if words]
        dates = [date for title, _, date in said if title == truth.title]
        old = all(date is not None and self.world.now - date > NOTICE for date in dates)
        return old and truth.before == truth.said


def _one(which: int, among: list[Truth]) -> Truth | None:
    return among[which % len(among)] if among else None


@pytest.mark.long
def test_no_entry_is_lost_and_none_comes_twice(migrated: Path, tmp_path: Path) -> None:
    class Bound(FeedOverTime):
        template, folder = migrated, tmp_path

    # What fails is shown as it came: making it shorter takes minutes.
    chosen = settings(
        max_examples=examples(25),
        stateful_step_count=12,
        phases=[Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Bound, settings=chosen)

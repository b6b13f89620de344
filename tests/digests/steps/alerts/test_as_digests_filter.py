"""What a filter lets through is the same for alerts and for digests, asked of the same rows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.model import Tag
from digests.steps.build.answers import Answers
from digests.store import Tx
from digests.store.alerts import arrivals
from digests.store.search import documents, standing
from digests.store.stories import reports
from tests.digests.decisions.search.wild import FILTERS
from tests.digests.steps.alerts.stage import RSS, Stage
from tests.digests.steps.world import an_entry
from tests.examples import examples

_SAID = [
    ("Rate cut", "The bank cut its rates, 降息了.", "Herald"),
    ("芯片期货", "新能源 芯片", "Daily Herald"),
    ("Bank", "芯片 and rates", "期货日报"),
    ("源", "期货", "Herald"),
    ("A rate", "cut 芯片期货 short", "Courier"),
    ("Snow", "新能源汽车", "Daily Herald"),
]
_TAGS = ["Rail", "Ship", "芯片"]


@pytest.fixture
async def wide(stage: Stage) -> Stage:
    """A stage with posts of either language; two tell one story, of which the first was taken back."""
    entries = [
        an_entry(n, title=title, text=text, source=source, tags=(Tag(_TAGS[n % 3]),))
        for n, (title, text, source) in enumerate(_SAID, 20)
    ]
    await stage.world.comes_in(stage.feed, RSS, *entries)
    await stage.joins(21, 22, 23)
    stage.world.source.says(RSS, gone=("entry-21",))
    await stage.world.refresh(stage.feed, stage.world.now)
    return stage


async def by_alerts(stage: Stage, queries: list[int]) -> dict[int, set[int]]:
    """By query the stories that it lets through, as the step that matches asks it."""
    known = stage.match._filters

    async def read(tx: Tx) -> dict[int, documents.Document]:
        news, _ = await arrivals.read(tx, 0, 99, 99)
        said = await documents.read(tx, [one.post for one in news])
        stories = await reports.stories_of(tx, [first for first, _, _ in said])
        return {stories[first]: each for first, _, each in said}

    found = await stage.world.store.reading(read)
    await known.catch_up(stage.world.now)
    answered = await known.find(found)
    return {query: {story for story in found if answered[story].passes([query])} for query in queries}


async def by_digests(stage: Stage, queries: list[int], stories: set[int]) -> dict[int, set[int]]:
    """The same, as digests ask it."""
    answers = Answers(stage.world.now)
    await stage.world.store.reading(lambda tx: answers.load(tx, queries, stories))
    return {query: answers.answers(query, stories) for query in queries}


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(FILTERS, min_size=1, max_size=12, unique=True))
async def test_alerts_and_digests_let_the_same_through(wide: Stage, texts: list[str]) -> None:
    async with wide.world.store.write() as tx:
        queries = [await standing.keep(tx, text, wide.world.now) for text in texts]
        everything = await standing.keep(tx, "-nowhere", wide.world.now)
    let_through = await by_alerts(wide, [*queries, everything])
    stories = let_through[everything]
    assert len(stories) == 6, "two old ones, and four of the six"
    assert await by_digests(wide, queries, stories) == {one: let_through[one] for one in queries}

"""Condensing in a worker, with what may go wrong there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from digests.ports import Summaries, Summarizer
from digests.runtime.worker_pool import WorkerPool
from digests.summarizers import runner
from digests.summarizers.learning.weights import FEATURES, Learned, Weights
from digests.summarizers.runner import Condenser
from tests.digests.summarizers.failing import dies, fails, hangs
from tests.workers import forked_from_one

GOOD = ("Bridge", "The old bridge was closed on Monday. The old bridge opens again in May.", "en")
BAD = ("Bad", "BAD text. It has a second sentence.", "en")


@pytest.fixture(scope="module")
def one_server() -> Iterator[None]:
    with forked_from_one():
        yield


@pytest.fixture
async def offload(one_server: None) -> AsyncIterator[WorkerPool]:
    opened = WorkerPool(preload=("digests.summarizers.runner",))
    yield opened
    await opened.close()


async def test_points_come_in_the_order_of_the_articles(offload: WorkerPool) -> None:
    condenser: Summaries = Condenser("lead", offload)
    other = ("", "一号桥周一关闭。五月重新开放。", "zh")
    made = await condenser.condense([GOOD, other, ("", "", "")] * 50)
    assert len(made) == 150
    assert [p.text for p in made[0]] == [
        "The old bridge was closed on Monday.",
        "The old bridge opens again in May.",
    ]
    assert [p.text for p in made[148]] == ["一号桥周一关闭。", "五月重新开放。"]
    assert made[149] == ()


async def test_a_method_of_sumy_runs_there(offload: WorkerPool) -> None:
    [points] = await Condenser("lexrank", offload).condense([GOOD])
    assert [p.text for p in points] == [
        "The old bridge was closed on Monday.",
        "The old bridge opens again in May.",
    ]


@pytest.mark.parametrize(("run", "seconds"), [(fails, 20.0), (dies, 20.0), (hangs, 0.2)])
async def test_only_the_guilty_article_falls_back_to_its_lead(
    run: Summarizer, seconds: float, offload: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "_SECONDS", 0.1)
    made = await Condenser("lead", offload, run=run, start=seconds).condense([GOOD, BAD, GOOD])
    assert [p.text for p in made[0]] == ["made"]
    assert [p.text for p in made[1]] == ["BAD text.", "It has a second sentence."]
    assert [p.text for p in made[2]] == ["made"]


async def test_an_article_without_points_keeps_none(offload: WorkerPool) -> None:
    made = await Condenser("keypoints", offload).condense(
        [("The old bridge is closed", "The old bridge is closed.", "en"), GOOD]
    )
    assert made[0] == ()
    assert made[1]


async def test_learned_weights_make_points_of_another_version(offload: WorkerPool) -> None:
    last = Weights(tuple(float(name == "last") for name in FEATURES))
    learned, by_hand = Condenser("keypoints", offload), Condenser("keypoints", offload)
    learned.use(Learned({"en": last}))
    assert learned.version.startswith(f"{by_hand.version}-")
    [points] = await learned.condense([GOOD])
    assert next(p.text for p in points if p.rank == 0) == "The old bridge opens again in May"
    learned.use(Learned())
    assert learned.version == by_hand.version
    assert await learned.condense([GOOD]) == await by_hand.condense([GOOD])


async def test_a_language_without_learned_weights_keeps_those_by_hand(offload: WorkerPool) -> None:
    last = Weights(tuple(float(name == "last") for name in FEATURES))
    learned, by_hand = Condenser("keypoints", offload), Condenser("keypoints", offload)
    learned.use(Learned({"zh": last}))
    assert await learned.condense([GOOD]) == await by_hand.condense([GOOD])


async def test_weights_are_for_key_points_only(offload: WorkerPool) -> None:
    lead = Condenser("lead", offload)
    before = lead.version
    lead.use(Learned({"en": Weights((0.0,) * len(FEATURES))}))
    assert lead.version == before

"""Screens of deliveries and broadcasts: valid and within Telegram's limits whatever titles and faults say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.screens.admin import broadcast, deliveries, delivery
from digests.errors import pack
from digests.model import (
    Audience,
    Broadcast,
    BroadcastState,
    ChatKind,
    DeliveryState,
    Destination,
    DigestKind,
    Fared,
    Progress,
    Status,
    Tracked,
    TrackedPage,
    TrackedPart,
    Which,
)
from digests.services.deliveries import DeliveryCard
from tests.bot.screens.admin.test_admin import LANGS, NOW, READER, WILD, accepted
from tests.examples import examples

COUNT = st.integers(0, 10**7)
REASONS = st.just("") | st.builds(lambda said: pack("bad_content", {"detail": said}), WILD)
TIMES = st.none() | st.just(NOW - timedelta(days=3))
TRACKED = st.builds(
    Tracked,
    id=st.integers(1, 2**40),
    destination=st.builds(
        Destination, st.just("telegram"), st.just("-1001234567890"), COUNT, st.sampled_from(ChatKind)
    ),
    title=WILD,
    status=st.sampled_from(Status),
    digest=COUNT,
    kind=st.sampled_from(DigestKind),
    slot=WILD,
    state=st.sampled_from(DeliveryState),
    reason=REASONS,
    attempts=COUNT,
    created=st.just(NOW),
    next_try=TIMES,
    failing_since=TIMES,
    finished=TIMES,
    ambiguous=COUNT,
    faults=COUNT,
)
PARTS = st.builds(
    TrackedPart, number=COUNT, intended=TIMES, tries=COUNT, message=WILD, fault=WILD.map("bad\n".__add__)
)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(TRACKED, max_size=deliveries.A_PAGE), st.sampled_from(Which), LANGS)
def test_any_list(listed: list[Tracked], which: Which, lang: str) -> None:
    page = TrackedPage(tuple(listed), 991 if listed else 0, 10**6)
    accepted(deliveries.listing(page, which, replace(READER, lang=lang)))


@settings(max_examples=examples(40), deadline=None)
@given(TRACKED, st.lists(PARTS, max_size=30), LANGS)
def test_any_card(one: Tracked, parts: list[TrackedPart], lang: str) -> None:
    card = DeliveryCard(one, tuple(parts))
    accepted(delivery.card(card, 10**9, replace(READER, lang=lang)))


@settings(max_examples=examples(40), deadline=None)
@given(
    st.sampled_from([state for state in BroadcastState if state is not BroadcastState.DRAFT]),
    st.booleans(),
    st.builds(Fared, COUNT, COUNT, COUNT, COUNT, st.lists(st.tuples(REASONS, COUNT), max_size=20).map(tuple)),
    COUNT,
    LANGS,
)
def test_any_progress(state: BroadcastState, ended: bool, fared: Fared, total: int, lang: str) -> None:
    over = NOW if ended or state is BroadcastState.DONE else None
    one = Broadcast(9, "1", state, 1, lang, "UTC", total, 0, 0, "1:0", "2", NOW, NOW, over)
    accepted(broadcast.progress(Progress(one, fared), replace(READER, lang=lang), 28))
    accepted(broadcast.confirm(9, Audience(total, 1, 2), 28, lang, paid=True))


def test_the_longest_card() -> None:
    long = "<&😀" * 2000
    parts = tuple(TrackedPart(n, NOW, 9, 9, "9" * 40, f"{long}\n{long}") for n in range(30))
    there = Destination("telegram", "-1001234567890", 10**9, ChatKind.GROUP)
    kind, failed = DigestKind.DIGEST, DeliveryState.FAILED
    one = Tracked(
        9, there, long, Status.ACTIVE, 9, kind, "s" * 60, failed, pack(long, {}), 9, NOW, NOW, NOW, NOW, 9, 9
    )
    accepted(delivery.card(DeliveryCard(one, parts), 10**9, READER))


@given(st.integers(0, 10**9), st.sampled_from(Which))
def test_places_of_the_list(first: int, which: Which) -> None:
    assert deliveries.from_place(deliveries.place_of(first, which)) == (first, which)

"""What ends the posts of a channel is kept as it was written, within its limit."""

from __future__ import annotations

import pytest

from digests.decisions.subscriber_settings import LONGEST
from digests.errors import BadInput
from digests.model import ChatKind, Destination
from digests.services.subscriptions import Defaults, Subscriptions
from digests.store import Store
from tests.conftest import NOW

CHANNEL = Destination("telegram", "-1007", kind=ChatKind.CHANNEL)


async def test_it_is_kept_and_taken_away(store: Store) -> None:
    subscriptions = Subscriptions(store, Defaults(), lambda: NOW)
    new = await subscriptions.arrive(CHANNEL, language="en", title="Voice")
    assert (new.signature, new.hashtags) == ("", False)
    signed = "😀" * LONGEST
    changed = await subscriptions.change(new.id, NOW, signature=signed)
    assert (changed.signature, changed.hashtags) == (signed, False)
    changed = await subscriptions.change(new.id, NOW, hashtags=True)
    assert (changed.signature, changed.hashtags) == (signed, True)
    with pytest.raises(BadInput, match="long_signature"):
        await subscriptions.change(new.id, NOW, signature=signed + "x")
    changed = await subscriptions.change(new.id, NOW, signature="", hashtags=False)
    assert (changed.signature, changed.hashtags) == ("", False)

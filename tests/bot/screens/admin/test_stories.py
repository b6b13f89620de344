"""Why an article is in a story, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.screens.admin.stories import reasons
from digests.model import Membership

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (("上", "临", "交", "伤", "医", "上海", "3.5"), "都提到 上海、3.5"),
        (("上", "临", "交", "伤", "医", "院"), "都提到 上、临、交、伤、医"),
        (("cable", "live"), "都提到 cable、live"),
    ],
)
def test_single_characters_stand_only_where_there_is_nothing_else(terms: tuple[str, ...], said: str) -> None:
    one = Membership(7, "上海临港", "", "晨报", NOW, by="bot", score=1.25, terms=terms)
    assert str(reasons(one, "zh")[-1]) == said

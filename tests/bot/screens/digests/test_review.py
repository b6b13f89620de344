"""The weekly review as a message."""

from __future__ import annotations

import pytest

from bot.screens.digests.digest import messages
from digests.model import DigestKind
from tests.bot.screens.digests.test_digest import a_digest, check, of_titles


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("en", "🗓 The week in ten stories · 21 Dec–27 Dec\n2 stories, most covered first\n"),
        ("zh", "🗓 一周十大 · 12月21日至12月27日\n2 条，报道最多的在前\n"),
    ],
)
def test_it_names_the_seven_days(language: str, head: str) -> None:
    [screen] = messages(a_digest(of_titles("One", "Two"), language=language, kind=DigestKind.REVIEW))
    assert check(screen).startswith(head)

"""``/start``, in both languages, in private chats and groups."""

from __future__ import annotations

import pytest

from bot.sandbox import Sandbox, covered
from tests.bot.conftest import Town


@pytest.mark.parametrize(
    ("language", "hello", "step", "when", "done", "first"),
    [
        ("en", "Hello!", "Next", "When would you like it?", "Done: every day at 08:00", "Your first digest"),
        ("zh-hans", "你好", "下一步", "什么时候送", "每天 08:00 送来", "第一份简报"),
        ("de", "Hello!", "Next", "When would you like it?", "Done: every day at 08:00", "Your first digest"),
    ],
)
async def test_three_taps_lead_to_the_first_digest(
    town: Town, sandbox: Sandbox, language: str, hello: str, step: str, when: str, done: str, first: str
) -> None:
    reader = sandbox.private(language=language)
    screen = await reader.ask("/start")
    assert hello in screen.text
    await reader.tap("Technology")
    await reader.wait_until(lambda: any(each.startswith("✓ Technology") for each in screen.labels) or None)
    await reader.tap(step)
    await reader.wait_edit(screen, when)
    await reader.tap("08:00")
    await reader.wait_edit(screen, done)
    digest = await reader.wait_reply()
    assert first in digest.text
    assert "Story 12" in digest.text
    assert covered(digest, "expandable_blockquote")
    assert len(reader.replies) == 2


async def test_the_next_step_needs_a_choice(town: Town, sandbox: Sandbox) -> None:
    reader = sandbox.private()
    await reader.ask("/start")
    assert "at least one" in await reader.tap("Next")

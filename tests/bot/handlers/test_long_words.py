"""Commands with words that are too long to be said again."""

from __future__ import annotations

import logging

import pytest
from telegram.ext import CommandHandler

from bot.handlers import registry
from bot.handlers.admin import registry as of_admins
from bot.sandbox import Sandbox
from digests.store import Store
from tests.bot.conftest import Town, an_entry, running, settings_for

_MOST = 4096  # characters that somebody can send
_ALONE = {"/top 7d", "/subscribe #", "/unsubscribe #"}


def every_command() -> list[str]:
    known = [each for each in registry.commands() + of_admins.commands() if isinstance(each, CommandHandler)]
    return sorted({f"/{name}" for each in known for name in each.commands} | _ALONE)


@pytest.mark.long
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_command_answers_whatever_the_length_of_its_words(
    sandbox: Sandbox, store: Store, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    admin = sandbox.private(language=language, started=True)
    settings = settings_for(sandbox, admin_ids=str(admin.person.id))
    async with running(Town(sandbox, store, settings)) as town:
        await town.publish("world", [an_entry(n) for n in range(3)], "World news")
        await town.ready(admin, "World")
        with caplog.at_level(logging.ERROR):
            for command in every_command():
                begun = command if command.endswith("#") else f"{command} "
                for words in ("x" * (_MOST - len(begun)), "&字 " * 1000):
                    await admin.ask(begun + words.strip())
    assert not caplog.records


@pytest.mark.parametrize("command", ["/top", "/top 7d", "/latest", "/subscribe", "/unsubscribe", "/tag"])
async def test_long_words_are_not_said_again_whole(town: Town, sandbox: Sandbox, command: str) -> None:
    reader = sandbox.private()
    await town.ready(reader, "World")
    assert 50 < (await reader.ask(f"{command} {'x' * 3900}")).text.count("x") <= 70

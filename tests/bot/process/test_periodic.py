"""Every step of the timetable is wired, once, in the half that it belongs to."""

from __future__ import annotations

from pathlib import Path

from bot.chat.edits import Edits
from bot.process.alarms import AlarmService
from bot.process.application import build_bot
from bot.process.periodic import quiet_steps, speaking_steps
from bot.process.wiring import open_domain
from bot.settings import Settings
from digests.runtime.queues.inline import InlineQueue
from digests.runtime.timetable import TIMETABLE


async def nothing() -> int:
    return 0


async def test_the_wiring_and_the_timetable_name_the_same_steps(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    settings = Settings(_env_file=None, telegram_bot_token="7000000001:x", database_url=url)
    queue = InlineQueue()
    async with open_domain(settings, queue) as domain:
        alarms = AlarmService(settings, domain.store, queue)
        bot = build_bot(settings, unauthorized=lambda: None)
        speaking = speaking_steps(settings, domain.store, queue, bot, Edits(), [nothing], alarms)
        assert set(speaking) == {name for name, step in TIMETABLE.items() if step.speaks}
        assert set(quiet_steps(domain)) == set(TIMETABLE) - set(speaking)

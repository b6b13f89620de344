"""A pretended Telegram on loopback: a Bot API server that a bot talks to, and a page to talk to the bot.

It refuses what Telegram refuses, in Telegram's words, can enforce Telegram's rates, and fails on order.
The tests and benchmarks of the project run against it::

    sandbox = Sandbox()
    await sandbox.start()                      # Application.builder().base_url(sandbox.base_url)…
    reader = sandbox.private(language="zh-hans")
    menu = await reader.ask("/start")          # a Message: text, entities, labels, buttons
    toast = await reader.tap("1")              # by label, its beginning, or callback data
    await reader.wait_edit(menu, "done")
    sandbox.fail("reset", method="sendMessage", accepted=True, count=3)
    sandbox.set_rates(Limits())
    [entry.text for entry in sandbox.record.sent(reader.id)]

What it leaves out: Markdown, inline mode, payments, media other than documents and photos, link previews.
Unknown on Telegram's side and so chosen here: how long a tap can be answered (60 s), bursts of the rates.
"""

from __future__ import annotations

from bot.sandbox.faults import Failure, Fault
from bot.sandbox.network import Network
from bot.sandbox.rates import Limits
from bot.sandbox.record import Accepted, Record
from bot.sandbox.room import Room, covered
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.state import Message, Standing, User

__all__ = [
    "Accepted",
    "Failure",
    "Fault",
    "Limits",
    "Message",
    "Network",
    "Record",
    "Room",
    "Sandbox",
    "Standing",
    "User",
    "covered",
]

"""A pretended Telegram on loopback: a Bot API server that a bot talks to, and a page to talk to the bot.

It refuses what Telegram refuses, in Telegram's words, can enforce Telegram's rates, and fails on order.
The tests and benchmarks of the project run against it.
"""

from __future__ import annotations

from bot.sandbox.faults import Failure, Fault
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
    "Record",
    "Room",
    "Sandbox",
    "Standing",
    "User",
    "covered",
]

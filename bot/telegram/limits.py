"""Telegram's limits, as far as they are known: overall, for a private chat, for a group or channel."""

from __future__ import annotations

from dataclasses import dataclass

from digests.decisions.rates.rates import OVERALL, Limit

PAID_OVERALL = 1000.0
"""Messages a second with paid broadcasts, as published; 0.1 Star for each beyond 30 a second."""

BURST = 4
"""Messages to all chats at once after a rest; what the window held up for a moment is made up for."""

SPARE = 2
"""Of no second may Telegram count more than the rate and so many: 30 at 28 a second."""

COUNTED = 100.0
"""A rate above that, as with paid broadcasts, has nothing to do with a window of 30."""

LONG = 500
"""Messages of more characters are said to reach the limits sooner."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram publishes about 30 messages a second overall, 1 in a private chat, 20 a minute in a group.

    The exact limits are secret and differ between bots, so all are settings. ``long_weight``: as how many
    messages one of more than ``LONG`` characters counts.
    """

    overall: float = 28.0
    private: float = 1.0
    private_burst: int = 3
    group_minute: int = 20
    long_weight: float = 1.0
    paid: bool = False

    def scopes(self, chat_id: int | str, *, edit: bool = False, share: float = 1.0) -> dict[str, Limit]:
        """The limits that a message to this chat or a change of one must keep; overall a ``share`` of it.

        A group's burst counts within its minute, so that no window of a minute holds more than allowed. A
        private chat's limit is on new messages: somebody who taps through a menu changes one many times.
        """
        overall = {OVERALL: self._overall(share)}
        chat = self.chat(chat_id)
        return overall if edit and self._is_private(chat_id) else overall | {str(chat_id): chat}

    def _overall(self, share: float) -> Limit:
        """With a window of a second: Telegram is said to count so, and messages overtake each other."""
        rate = share * (PAID_OVERALL if self.paid else self.overall)
        return Limit(rate, BURST, int(rate) + SPARE if rate <= COUNTED else 0)

    def chat(self, chat_id: int | str) -> Limit:
        """The limit of one chat alone."""
        if self._is_private(chat_id):
            return Limit(self.private, self.private_burst)
        burst = max(1, self.group_minute // 6)
        rate = max(1, self.group_minute - burst) / 60
        return Limit(rate, burst)

    def _is_private(self, chat_id: int | str) -> bool:
        return isinstance(chat_id, int) and chat_id > 0

    def weight(self, characters: int) -> float:
        """As how many messages one of that length counts."""
        return self.long_weight if characters > LONG else 1.0

"""The articles of each story, and their profiles, made when they are asked for."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.window.held import Held
from digests.decisions.stories.window.profile import Profile, profile

_MOST_PROFILES = 500  # that are kept: 10 KB each


class Members:
    """Slots by story; the profile of a story is that of its newest articles.

    A story that only the article of its own number tells, as nearly all are, is not listed: that would cost a
    twentieth of the window.
    """

    def __init__(self, held: Held) -> None:
        self._held = held
        self._slots: dict[int, array[int]] = {}
        self._profiles: dict[int, Profile] = {}

    def enter(self, story: int, article: int, slot: int) -> None:
        """An article that is held joins a story, or opens it."""
        alone = self._alone(story)
        if story in self._slots:
            self._slots[story].append(slot)
        elif alone is not None and alone != slot:
            self._slots[story] = array("I", (alone, slot))
        elif story != article:
            self._slots[story] = array("I", (slot,))
        self._profiles.pop(story, None)

    def leave(self, story: int, slot: int) -> None:
        """An article leaves a story; of one without articles nothing is left."""
        self._profiles.pop(story, None)
        slots = self._slots.get(story)
        if slots is not None:
            slots.remove(slot)
            if not slots:
                del self._slots[story]

    def profile(self, story: int, frequencies: Frequencies) -> Profile:
        """The profile of a story that has articles."""
        if story not in self._profiles:
            newest = self._of(story)[-weights.PROFILE_MEMBERS :]
            found = profile([self._held.numbers(slot) for slot in newest], frequencies)
            if len(newest) == 1:
                return found
            self._profiles[story] = found
            if len(self._profiles) > _MOST_PROFILES:
                del self._profiles[next(iter(self._profiles))]
        return self._profiles[story]

    def renumber(self, numbers: npt.NDArray[np.int64]) -> None:
        """Slots have other ``numbers`` from now on."""
        for story, slots in self._slots.items():
            self._slots[story] = array("I", numbers[slots].tolist())

    def _of(self, story: int) -> Sequence[int]:
        listed = self._slots.get(story)
        if listed is not None:
            return listed
        alone = self._alone(story)
        return () if alone is None else (alone,)

    def _alone(self, story: int) -> int | None:
        """The slot of the article that a story has its number from, if it tells it."""
        slot = self._held.slot(story)
        return slot if slot is not None and self._held.story(slot) == story else None

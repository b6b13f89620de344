"""The articles of each story, and their profiles, made when they are asked for."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.profile import Profile, profile

_MOST_PROFILES = 500  # that are kept: 10 KB each


class Members:
    """Slots by story; the profile of a story is that of its newest articles."""

    def __init__(self) -> None:
        self._alone: dict[int, int] = {}  # nearly all are: an array for each would cost a tenth of the window
        self._slots: dict[int, array[int]] = {}
        self._profiles: dict[int, Profile] = {}

    def enter(self, story: int, slot: int) -> None:
        """An article joins a story, or opens it."""
        if story in self._slots:
            self._slots[story].append(slot)
        elif story in self._alone:
            self._slots[story] = array("I", (self._alone.pop(story), slot))
        else:
            self._alone[story] = slot
        self._profiles.pop(story, None)

    def leave(self, story: int, slot: int) -> None:
        """An article leaves a story; of one without articles nothing is left."""
        self._profiles.pop(story, None)
        if self._alone.pop(story, None) is None:
            self._slots[story].remove(slot)
            if len(self._slots[story]) == 1:
                [self._alone[story]] = self._slots.pop(story)

    def profile(self, story: int, weighed: Sequence[array[int]], frequencies: Frequencies) -> Profile:
        """The profile of a story that has articles."""
        if story in self._profiles:
            return self._profiles[story]
        if story in self._alone:
            return profile([weighed[self._alone[story]]], frequencies)
        newest = self._slots[story][-weights.PROFILE_MEMBERS :]
        found = profile([weighed[slot] for slot in newest], frequencies)
        self._profiles[story] = found
        if len(self._profiles) > _MOST_PROFILES:
            del self._profiles[next(iter(self._profiles))]
        return found

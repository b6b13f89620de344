"""Who tells a story, and what its articles have in common."""

from __future__ import annotations

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.weighing import weigh
from digests.decisions.stories.window.held import Held
from digests.decisions.stories.window.members import Members
from digests.decisions.stories.window.profile import Profile, profile
from tests.digests.decisions.stories.telling import told

KNOWN = Frequencies()


class Told:
    """A window of articles that say one character each."""

    def __init__(self) -> None:
        self.held = Held()
        self.members = Members(self.held)

    def tells(self, article: int, story: int, said: str) -> None:
        slot = self.held.put(article, story, weigh(told(said), KNOWN))
        self.members.enter(story, article, slot)

    def leaves(self, article: int) -> None:
        slot = self.held.slot(article)
        assert slot is not None
        self.members.leave(self.held.story(slot), slot)
        self.held.drop(article)

    def profile(self, story: int) -> set[str]:
        return {chr(unit) for unit in self.members.profile(story, KNOWN)}


def test_the_profile_of_one_article_is_its_own() -> None:
    window = Told()
    window.tells(1, 1, "甲乙")
    window.tells(2, 9, "丙丁")
    assert window.members.profile(1, KNOWN) == profile([weigh(told("甲乙"), KNOWN)], KNOWN)
    assert (window.profile(1), window.profile(9)) == ({"甲", "乙"}, {"丙", "丁"})


def test_a_profile_follows_who_comes_and_goes() -> None:
    window = Told()
    window.tells(1, 1, "甲")
    window.tells(2, 1, "乙")
    assert window.profile(1) == {"甲", "乙"}
    window.tells(3, 1, "丙")
    assert window.profile(1) == {"甲", "乙", "丙"}
    window.leaves(2)
    assert window.profile(1) == {"甲", "丙"}
    window.leaves(1)
    assert window.profile(1) == {"丙"}
    window.tells(1, 1, "丁")
    assert window.profile(1) == {"丙", "丁"}


def test_a_profile_is_made_once() -> None:
    window = Told()
    window.tells(1, 1, "甲")
    window.tells(2, 1, "乙")
    first: Profile = window.members.profile(1, KNOWN)
    assert window.members.profile(1, KNOWN) is first


def test_a_profile_is_that_of_the_newest() -> None:
    window = Told()
    for n in range(weights.PROFILE_MEMBERS + 1):
        window.tells(n + 1, 1, chr(ord("甲") + n))
    assert "甲" not in window.profile(1)
    assert len(window.profile(1)) == weights.PROFILE_MEMBERS


def test_a_story_of_which_nobody_is_left_is_empty() -> None:
    window = Told()
    window.tells(2, 9, "甲")
    window.leaves(2)
    window.tells(9, 9, "乙")
    assert window.profile(9) == {"乙"}

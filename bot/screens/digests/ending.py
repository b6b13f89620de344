"""What ends a digest: whose words the key points are, and in a channel its hashtags and its signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.telegram.markup import hashtag, lines, raw
from bot.texts import Html, text
from digests.model import Digest, Layout

MOST = 10  # hashtags; a message has a hundred entities at most, and its stories need theirs
_LONGEST = 400  # units; a signature has 200 characters at most


def ending(digest: Digest) -> Html:
    """The last lines of a digest."""
    told = digest.sections and digest.layout is not Layout.HEADLINES
    foot = text(digest.language, "digest.foot") if told else Html("")
    return lines(foot, hashtags(digest) if digest.hashtags else Html(""), raw(digest.signature, _LONGEST))


def hashtags(digest: Digest) -> Html:
    """Its categories and the tags that most of its stories carry, as far as Telegram takes them as hashtags.

    It takes letters, digits and underscores: spaces, hyphens and points become underscores, and a name with
    anything else, such as ``R&D``, or of figures alone, is left out.
    """
    named = dict[str, Html]()
    for name in _names(digest):
        found = hashtag(name)
        if found.startswith("#") and not found.endswith("…"):
            named.setdefault(found.casefold(), found)
    return Html(" ".join([*named.values()][:MOST]))


def _names(digest: Digest) -> Iterator[str]:
    yield from (section.title for section in digest.sections)
    stories = (story for section in digest.sections for story in section.stories)
    carried = Counter(tag.name for story in stories for tag in story.post.tags)
    yield from (name for name, _ in carried.most_common())

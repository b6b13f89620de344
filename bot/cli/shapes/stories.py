"""Stories as JSON."""

from __future__ import annotations

from dataclasses import asdict

from bot.cli.shapes.base import Base, Shape
from digests.model import Comparison, Membership, StoryCard


class StoryShapes(Base):
    """What those who run the bot see of stories."""

    __slots__ = ()

    def story_card(self, card: StoryCard) -> Shape:
        """A story with its articles, and what is related."""
        return {
            "story": card.story,
            "title": card.title,
            "articles": [self.member(one) for one in card.members],
            "related": [{"story": n, "title": title, "score": score} for n, title, score in card.related],
        }

    def member(self, one: Membership) -> Shape:
        """An article of a story; ``by`` is empty for the one that others joined."""
        return {
            "article": one.article,
            "title": one.title,
            "link": one.link,
            "source": one.source,
            "published": self.at(one.published),
            "copies": one.copies,
            "by": one.by,
            "score": round(one.score, 4),
            "terms": list(one.terms),
        }

    def comparison(self, made: Comparison) -> Shape:
        """Two articles held against each other."""
        features = [
            {"name": name, "value": round(value, 4), "short": short, "long": long}
            for name, value in made.features.items()
            for short, long in (made.weights[name],)
        ]
        return {
            "articles": [self.member(made.first), self.member(made.second)],
            "score": round(made.score, 4),
            "grade": made.grade,
            "most": made.most,
            "terms": list(made.terms),
            "together": made.together,
            "apart": made.apart,
            "obstacle": asdict(made.obstacle) if made.obstacle else None,
            "features": features,
        }

"""Posts, tags and digests as JSON."""

from __future__ import annotations

from bot.cli.shapes.base import Base, Shape
from digests.model import Digest, Post, StoredTag, Story, best_points

POINTS = 3


class PostShapes(Base):
    """What people read."""

    __slots__ = ()

    def post(self, post: Post, points: int = POINTS) -> Shape:
        """A post with its best key points."""
        return {
            "id": post.id,
            "title": post.title,
            "link": post.link,
            "source": post.source,
            "published": self.at(post.published),
            "categories": [{"slug": each.slug, "title": each.title} for each in post.categories],
            "tags": [{"name": each.name, "ticker": each.ticker} for each in post.tags],
            "digest": post.digest,
            "points": [point.text for point in best_points(post.points, points)],
            "lang": post.lang,
            "feed": {"id": post.feed_id, "title": self.titles.get(post.feed_id, "")},
        }

    def story(self, story: Story, points: int) -> Shape:
        """A post of a digest, with the sources that tell the same."""
        told = {"others": list(story.others), "sources": story.coverage, "again": story.again}
        return self.post(story.post, points) | told

    def digest(self, digest: Digest) -> Shape:
        """A digest with its sections."""
        return {
            "language": digest.language,
            "due": self.at(digest.due),
            "total": digest.total,
            "sections": [
                {
                    "title": section.title,
                    "stories": [self.story(story, digest.points) for story in section.stories],
                }
                for section in digest.sections
            ],
            "follow_ups": [
                self.post(one.post, digest.points) | {"joined": list(one.followed.sources)}
                for one in digest.follow_ups
            ],
        }

    def tag(self, tag: StoredTag) -> Shape:
        """A tag with how many posts carry it."""
        return {"name": tag.name, "ticker": tag.ticker, "posts": tag.posts}

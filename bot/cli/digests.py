"""``digest``, ``latest``, ``tag``, ``search``, ``stats``: what there is to read, as text or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bot.cli import explaining
from bot.cli.options import AsJson, Categories, CategorySlug, Count, DigestLanguage, Limit, TagName, Words
from bot.cli.session import Desk, work
from bot.cli.terminal import FAILED, show_json
from digests.errors import BadInput
from digests.model import Category, Destination, FollowKind, Schedule, Story, Subscriber, Subscription

if TYPE_CHECKING:
    from bot.cli.shapes import Shapes
    from digests.model import Digest, Page, Post


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True)
    group.command("preview")(preview)
    group.command("explain")(explaining.explain)
    app.add_typer(group, name="digest")
    app.command("latest")(latest)
    app.command("tag")(tag)
    app.command("search")(search)
    app.command("stats")(stats)


def preview(
    context: typer.Context, category: Categories, lang: DigestLanguage = None, as_json: AsJson = False
) -> None:
    """What a subscriber of these categories would get now as its first digest."""
    work(context, lambda desk: _preview(desk, category, lang, as_json))


async def _preview(desk: Desk, slugs: Sequence[str], lang: str | None, as_json: bool) -> None:
    found = await _first_digest(desk, slugs, lang or desk.settings.default_language)
    if as_json:
        show_json((await shapes(desk)).digest(found))
    elif found.sections:
        from bot.markup import without
        from bot.screens.digest import messages

        typer.echo("\n\n".join(without(screen.html) for screen in messages(found)))
    else:
        desk.terminal.say("nothing_to_read")


async def _first_digest(desk: Desk, slugs: Sequence[str], lang: str) -> Digest:
    """Composed for somebody who follows just these categories; nothing is stored."""
    known = [await category_named(desk, slug) for slug in slugs]
    follows = [Subscription(FollowKind.CATEGORY, each.id, each.title, each.slug) for each in known]
    reader = Subscriber(0, Destination("terminal", ""), lang, Schedule(zone=desk.settings.default_timezone))
    draft = await desk.domain.build.preview(reader, follows, desk.now)
    return draft.compose(0)


def latest(
    context: typer.Context, category: CategorySlug = "", count: Count = 8, as_json: AsJson = False
) -> None:
    """The newest posts."""
    work(context, lambda desk: _latest(desk, category, count, as_json))


async def _latest(desk: Desk, slug: str, count: int, as_json: bool) -> None:
    category = await category_named(desk, slug) if slug else None
    page = await desk.services.browse.latest(category.id if category else None, size=count)
    if as_json:
        show_json({"total": page.total, "posts": _posts(await shapes(desk), page)})
    else:
        _show(desk, page)


async def category_named(desk: Desk, text: str) -> Category:
    """A category by slug or title; where there is none, those that come nearest are named."""
    try:
        return await desk.services.catalogue.category(text)
    except BadInput:
        near = ", ".join(each.slug for each in await desk.services.catalogue.near_categories(text))
        key = "unknown_category_near" if near else "unknown_category"
        desk.terminal.complain(desk.terminal.text(key, category=text, near=near))
        raise typer.Exit(FAILED) from None


def tag(context: typer.Context, tag: TagName, count: Count = 8, as_json: AsJson = False) -> None:
    """The posts of a tag."""
    work(context, lambda desk: _tag(desk, tag, count, as_json))


async def _tag(desk: Desk, name: str, count: int, as_json: bool) -> None:
    found = await desk.services.catalogue.tag(name)
    if found is None:
        near = ", ".join(each.name for each in await desk.services.catalogue.near_tags(name))
        complaint = desk.terminal.text("unknown_tag_near" if near else "unknown_tag", tag=name, near=near)
        desk.terminal.complain(complaint)
        raise typer.Exit(FAILED)
    page = await desk.services.browse.tagged(found.id, size=count)
    if as_json:
        shape = await shapes(desk)
        show_json({"tag": shape.tag(found), "total": page.total, "posts": _posts(shape, page)})
    else:
        _show(desk, page)


def search(context: typer.Context, words: Words, limit: Limit = 8, as_json: AsJson = False) -> None:
    """The posts that have these words."""
    work(context, lambda desk: _search(desk, " ".join(words), limit, as_json))


async def _search(desk: Desk, query: str, limit: int, as_json: bool) -> None:
    while await desk.domain.index.due():  # what was fetched without a running bot
        pass
    found = await desk.services.finder.find(query, desk.settings.default_timezone, size=limit)
    if as_json:
        capped = {"total": found.page.total, "more": found.page.capped}
        show_json(capped | {"posts": _posts(await shapes(desk), found.page)})
    elif found.page.posts:
        _show(desk, found.page)
    else:
        near = await desk.services.finder.hints(found.query)
        names = [each.name for each in near.tags] + [words for words, _ in near.fewer]
        key = "nothing_found_near" if names else "nothing_found"
        desk.terminal.say(key, query=found.query.text, near=", ".join(names))


def stats(context: typer.Context, as_json: AsJson = False) -> None:
    """The numbers of this installation."""
    work(context, lambda desk: _stats(desk, as_json))


async def _stats(desk: Desk, as_json: bool) -> None:
    totals = await desk.services.statistics.read(desk.now)
    if as_json:
        show_json((await shapes(desk)).totals(totals))
        return
    from bot.markup import without
    from bot.screens.totals import numbers

    typer.echo(without(numbers(totals, desk.reader)))


async def shapes(desk: Desk) -> Shapes:
    """What writes JSON here."""
    from bot.cli.shapes import Shapes

    titles = {feed.id: feed.title for feed in await desk.services.feeds.every()}
    return Shapes(desk.settings.default_timezone, titles)


def _posts(shape: Shapes, page: Page) -> list[dict[str, object]]:
    return [shape.post(post) for post in page.posts]


def _show(desk: Desk, page: Page) -> None:
    """Posts as they stand in a chat, with where the list ends."""
    if not page.posts:
        desk.terminal.say("nothing_to_read")
        return
    typer.echo("\n\n".join(_entry(desk, number, post) for number, post in enumerate(page.posts, page.first)))
    typer.echo(f"\n{page.first}-{page.first + len(page.posts) - 1} / {page.total}")


def _entry(desk: Desk, number: int, post: Post) -> str:
    from bot.markup import without
    from bot.screens.story import entry

    return without(entry(number, Story(post), 3, desk.reader))

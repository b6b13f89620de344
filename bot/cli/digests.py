"""``digest``, ``latest``, ``tag``, ``search``, ``stats``: what there is to read, as text or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bot.cli import explain
from bot.cli.options import AsJson, Categories, CategorySlug, Count, DigestLanguage, Limit, TagName, Words
from bot.cli.session import Session, work
from bot.cli.terminal import FAILED, show_json
from digests.errors import BadInput
from digests.model import Category, Destination, FollowKind, Schedule, Story, Subscriber, Subscription

if TYPE_CHECKING:
    from bot.cli.shapes import Shapes
    from digests.model import Digest, Page, Post
    from digests.services.search_hints import Hints


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True)
    group.command("preview")(preview)
    group.command("explain")(explain.explain)
    app.add_typer(group, name="digest")
    app.command("latest")(latest)
    app.command("tag")(tag)
    app.command("search")(search)
    app.command("stats")(stats)


def preview(
    context: typer.Context, category: Categories, lang: DigestLanguage = None, as_json: AsJson = False
) -> None:
    """What a subscriber of these categories would get now as its first digest."""
    work(context, lambda session: _preview(session, category, lang, as_json))


async def _preview(session: Session, slugs: Sequence[str], lang: str | None, as_json: bool) -> None:
    found = await _first_digest(session, slugs, lang or session.settings.default_language)
    if as_json:
        show_json((await session.shapes()).digest(found))
    elif found.sections:
        from bot.screens.digests.digest import messages
        from bot.telegram.markup import without

        typer.echo("\n\n".join(without(screen.html) for screen in messages(found)))
    else:
        session.terminal.say("nothing_to_read")


async def _first_digest(session: Session, slugs: Sequence[str], lang: str) -> Digest:
    """Composed for somebody who follows just these categories; nothing is stored."""
    known = [await category_named(session, slug) for slug in slugs]
    follows = [Subscription(FollowKind.CATEGORY, each.id, each.title, each.slug) for each in known]
    reader = Subscriber(
        0, Destination("terminal", ""), lang, Schedule(zone=session.settings.default_timezone)
    )
    draft = await session.domain.build.preview(reader, follows, session.now)
    return draft.compose(0)


def latest(
    context: typer.Context, category: CategorySlug = "", count: Count = 8, as_json: AsJson = False
) -> None:
    """The newest posts."""
    work(context, lambda session: _latest(session, category, count, as_json))


async def _latest(session: Session, slug: str, count: int, as_json: bool) -> None:
    category = await category_named(session, slug) if slug else None
    page = await session.services.browse.latest(category.id if category else None, size=count)
    if as_json:
        show_json({"total": page.total, "posts": _posts(await session.shapes(), page)})
    else:
        _show(session, page)


async def category_named(session: Session, text: str) -> Category:
    """A category by slug or title; where there is none, those that come nearest are named."""
    try:
        return await session.services.catalogue.category(text)
    except BadInput:
        catalogue = session.services.catalogue
        there = await catalogue.near_categories(text) or (await catalogue.categories())[:6]
        near = ", ".join(each.slug for each in there)
        key = "unknown_category_near" if near else "unknown_category"
        session.terminal.complain(session.terminal.text(key, category=text, near=near))
        raise typer.Exit(FAILED) from None


def tag(context: typer.Context, tag: TagName, count: Count = 8, as_json: AsJson = False) -> None:
    """The posts of a tag."""
    work(context, lambda session: _tag(session, tag, count, as_json))


async def _tag(session: Session, name: str, count: int, as_json: bool) -> None:
    found = await session.services.catalogue.tag(name)
    if found is None:
        near = ", ".join(each.name for each in await session.services.catalogue.near_tags(name))
        complaint = session.terminal.text("unknown_tag_near" if near else "unknown_tag", tag=name, near=near)
        session.terminal.complain(complaint)
        raise typer.Exit(FAILED)
    page = await session.services.browse.tagged(found.id, size=count)
    if as_json:
        shape = await session.shapes()
        show_json({"tag": shape.tag(found), "total": page.total, "posts": _posts(shape, page)})
    else:
        _show(session, page)


def search(context: typer.Context, words: Words, limit: Limit = 8, as_json: AsJson = False) -> None:
    """The posts that have these words."""
    work(context, lambda session: _search(session, " ".join(words), limit, as_json))


async def _search(session: Session, query: str, limit: int, as_json: bool) -> None:
    while await session.domain.index.due():  # what was fetched without a running bot
        pass
    found = await session.services.search.find(query, session.settings.default_timezone, size=limit)
    if as_json:
        capped = {"total": found.page.total, "more": found.page.capped}
        show_json(capped | {"posts": _posts(await session.shapes(), found.page)})
    elif found.page.posts:
        _show(session, found.page)
    else:
        _tell_nothing(session, found.query.text, await session.services.search.hints(found.query))


def _tell_nothing(session: Session, query: str, hints: Hints) -> None:
    """Nothing was found, or the query asks for a category that there is not."""
    if hints.unknown:
        key, names = "unknown_category", [each.title for each in hints.categories]
    else:
        key = "nothing_found"
        names = [each.name for each in hints.tags] + [words for words, _ in hints.fewer]
    said = {"query": query, "category": hints.unknown, "near": ", ".join(names)}
    session.terminal.say(f"{key}_near" if names else key, **said)


def stats(context: typer.Context, as_json: AsJson = False) -> None:
    """The numbers of this installation."""
    work(context, lambda session: _stats(session, as_json))


async def _stats(session: Session, as_json: bool) -> None:
    totals = await session.services.stats.read(session.now)
    if as_json:
        show_json((await session.shapes()).totals(totals))
        return
    from bot.screens.admin.stats import numbers
    from bot.telegram.markup import without

    typer.echo(without(numbers(totals, session.reader)))


def _posts(shape: Shapes, page: Page) -> list[dict[str, object]]:
    return [shape.post(post) for post in page.posts]


def _show(session: Session, page: Page) -> None:
    """Posts as they stand in a chat, with where the list ends."""
    if not page.posts:
        session.terminal.say("nothing_to_read")
        return
    typer.echo(
        "\n\n".join(_entry(session, number, post) for number, post in enumerate(page.posts, page.first))
    )
    typer.echo(f"\n{page.first}-{page.first + len(page.posts) - 1} / {page.total}")


def _entry(session: Session, number: int, post: Post) -> str:
    from bot.screens.stories.story import entry
    from bot.telegram.markup import without

    return without(entry(number, Story(post), 3, session.reader))

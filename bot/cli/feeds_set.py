"""``feeds set``: how one feed is fetched and shown; also the options that ``feeds add`` shares with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from bot.chat.intervals import every_of
from bot.cli import feeds_refresh
from bot.cli.options import (
    Cookies,
    Every,
    FeedName,
    FullText,
    Headers,
    Login,
    MaybeCategory,
    MaybeTitle,
    Proxy,
)
from bot.cli.session import Session, shown, work
from bot.cli.terminal import Terminal


def set_(
    context: typer.Context,
    feed: FeedName,
    title: MaybeTitle = None,
    category: MaybeCategory = None,
    interval: Every = "",
    full_text: FullText = None,
    login: Login = None,
    header: Headers = [],  # noqa: B006  typer copies it
    cookies: Cookies = None,
    proxy: Proxy = None,
) -> None:
    """Change one feed."""
    access = access_of(context, login, header, cookies, proxy)
    if not access and not interval and (title, category, full_text) == (None, None, None):
        raise typer.BadParameter(context.obj.text("usage.nothing_to_set"))
    work(context, lambda session: _set(session, feed, title, category, interval, full_text, access))


async def _set(
    session: Session,
    name: str,
    title: str | None,
    category: str | None,
    interval: str,
    full_text: bool | None,
    access: dict[str, Any],
) -> None:
    feed, feeds = await feeds_refresh.named(session, name), session.services.feeds
    every = every_of(interval)
    if title is not None:
        await feeds.retitle(feed.id, title, **session.by)
    if category is not None:
        await feeds.recategorise(feed.id, category, **session.by)
    if interval:
        await feeds.set_interval(feed.id, every, **session.by)
    if full_text is not None:
        await feeds.set_full_text(feed.id, full_text, **session.by)
    if access:
        await feeds.set_access(feed.id, **session.by, **access)
    changed = await feeds.get(feed.id)
    session.terminal.say("feed_set", title=changed.title or shown(changed.address))


def access_of(
    context: typer.Context,
    login: str | None,
    headers: Sequence[str],
    cookies: str | None,
    proxy: str | None,
) -> dict[str, Any]:
    """Fields of ``Access`` that were named. A password that stands on no command line is asked for."""
    given: dict[str, Any] = {}
    if login is not None:
        user, colon, password = login.partition(":")
        if user and not colon:
            password = typer.prompt(context.obj.text("password", user=user), hide_input=True)
        given |= {"user": user, "password": password}
    if headers:
        given["headers"] = dict(_header(context.obj, each) for each in headers if each)
    if cookies is not None:
        given["cookies"] = cookies
    return given if proxy is None else {**given, "proxy": proxy}


def _header(terminal: Terminal, line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon or not name.strip():  # what stands there may be the secret itself, so it is not repeated
        raise typer.BadParameter(terminal.text("usage.header"))
    return name.strip(), value.strip()

"""``keypoints``: what makes key points here; learn their weights from the titles of the posts, or go back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from bot.cli.options import AsJson, DryRun
from bot.cli.session import Session, work
from bot.cli.terminal import show_json

if TYPE_CHECKING:
    from digests.summarizers.learning.train import Outcome


def app() -> typer.Typer:
    """The group; without a command it says how things stand."""
    group = typer.Typer(invoke_without_command=True, callback=status)
    group.command("train")(train)
    group.command("reset")(reset)
    return group


def status(context: typer.Context, as_json: AsJson = False) -> None:
    """What makes key points now, and how many posts have them."""
    if context.invoked_subcommand is None:
        work(context, lambda session: _status(session, as_json))


async def _status(session: Session, as_json: bool) -> None:
    from bot.cli.training_report import standing, standing_shape

    found = await session.services.training.standing()
    if as_json:
        show_json(standing_shape(session, found))
    else:
        typer.echo("\n".join(standing(session, found)))


def train(context: typer.Context, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Fit the weights on the stored posts; use them where they win on posts that were held back."""
    work(context, lambda session: _train(session, dry_run, as_json))


async def _train(session: Session, dry_run: bool, as_json: bool) -> None:
    from bot.cli.tables import reading
    from bot.cli.training_report import outcome_shape, report

    with reading() as progress:
        outcomes = await session.services.training.learn(progress.of(session.terminal.text("learning")))
    changed = not dry_run and await session.services.training.keep(outcomes, **session.by)
    if as_json:
        show_json({"changed": changed, "languages": [outcome_shape(each) for each in outcomes]})
        return
    typer.echo("\n".join(report(session, outcomes)))
    session.terminal.say(f"learned.{_verdict(outcomes, changed, dry_run)}")
    if not (await session.services.training.standing()).applies:
        session.terminal.say("learned.not_applied", summarizer=session.settings.summarizer)


def _verdict(outcomes: Sequence[Outcome], changed: bool, dry_run: bool) -> str:
    """Which sentence ends the report."""
    if not any(each.wins for each in outcomes):
        return "nothing_wins"
    if dry_run:
        return "would_use"
    return "used" if changed else "same"


def reset(context: typer.Context) -> None:
    """Back to the weights by hand."""
    work(context, _reset)


async def _reset(session: Session) -> None:
    was_learned = await session.services.training.reset(**session.by)
    session.terminal.say("learned.reset" if was_learned else "learned.by_hand_already")

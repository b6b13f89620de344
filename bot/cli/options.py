"""Arguments and options that several commands share; ``help`` names a sentence of the catalogue."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from digests.model import Which


class Language(StrEnum):
    """Languages that we speak."""

    ZH = "zh"
    EN = "en"


def _show_version(wanted: bool) -> None:
    """Without a command behind it."""
    if wanted:
        from importlib.metadata import version

        typer.echo(f"digestbot {version('digestbot')}")
        raise typer.Exit


Queues = Annotated[str, typer.Option("--queues", "-q", metavar="NAMES", help="queues")]
AsJson = Annotated[bool, typer.Option("--json", help="json")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="yes")]
Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="address")]
FeedName = Annotated[str, typer.Argument(metavar="FEED", help="feed")]
MaybeFeed = Annotated[str | None, typer.Argument(metavar="FEED", help="maybe_feed", show_default=False)]
CategorySlug = Annotated[str, typer.Option("--category", "-c", metavar="SLUG", help="category")]
Categories = Annotated[list[str], typer.Option("--category", "-c", metavar="SLUG", help="categories")]
Title = Annotated[str, typer.Option("--title", "-t", metavar="TITLE", help="title")]
Every = Annotated[str, typer.Option("--interval", metavar="TIME", help="interval", show_default=False)]
FullText = Annotated[
    bool | None, typer.Option("--full-text/--no-full-text", help="full_text", show_default=False)
]
Login = Annotated[
    str | None, typer.Option("--login", metavar="USER[:PASSWORD]", help="login", show_default=False)
]
Headers = Annotated[list[str], typer.Option("--header", metavar="NAME:VALUE", help="header")]
Cookies = Annotated[str | None, typer.Option("--cookies", metavar="TEXT", help="cookies", show_default=False)]
Proxy = Annotated[str | None, typer.Option("--proxy", metavar="URL", help="proxy", show_default=False)]
MaybeTitle = Annotated[
    str | None, typer.Option("--title", "-t", metavar="TITLE", help="title", show_default=False)
]
MaybeCategory = Annotated[
    str | None, typer.Option("--category", "-c", metavar="SLUG", help="category", show_default=False)
]
Count = Annotated[int, typer.Option("--count", "-n", min=1, max=1000, help="count")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="limit")]
Words = Annotated[list[str], typer.Argument(metavar="WORDS", help="words")]
Failing = Annotated[bool, typer.Option("--failing", help="failing")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="dry_run")]
PostName = Annotated[str, typer.Argument(metavar="POST", help="post")]
OtherPost = Annotated[str, typer.Argument(metavar="OTHER", help="other_post")]
With = Annotated[list[str] | None, typer.Option("--with", metavar="NAMES", help="with", show_default=False)]
PointCount = Annotated[int, typer.Option("--points", min=1, max=6, help="points")]
State = Annotated[Which | None, typer.Option("--state", "-s", help="state", show_default=False)]
Chat = Annotated[str, typer.Option("--chat", metavar="ID", help="chat")]
DeliveryNumber = Annotated[int, typer.Argument(metavar="NUMBER", min=1, max=2**63 - 1, help="delivery")]
DeliveryIds = Annotated[
    list[int] | None, typer.Argument(metavar="NUMBER…", min=1, max=2**63 - 1, help="deliveries")
]
AllFailed = Annotated[bool, typer.Option("--failed", help="all_failed")]
TagName = Annotated[str, typer.Argument(metavar="TAG", help="tag")]
OpmlIn = Annotated[str, typer.Argument(metavar="FILE", help="opml_in")]
ImportNumber = Annotated[int, typer.Argument(metavar="NUMBER", min=1, max=2**63 - 1, help="import_number")]
SourceUrl = Annotated[str, typer.Argument(metavar="SQLITE_URL", help="source_url")]
TargetUrl = Annotated[str, typer.Argument(metavar="POSTGRES_URL", help="target_url")]
BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="backup_file")]
OpmlOut = Annotated[Path, typer.Argument(metavar="FILE", help="opml_out", allow_dash=True)]
DigestLanguage = Annotated[Language | None, typer.Option("--lang", help="digest_lang", show_default=False)]
Spoken = Annotated[Language | None, typer.Option("--lang", help="lang", show_default=False)]
Version = Annotated[bool, typer.Option("--version", help="version", is_eager=True, callback=_show_version)]

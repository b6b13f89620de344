"""Repositories of posts, read with the git command from this machine and over HTTP."""

from __future__ import annotations

import asyncio
import os
import subprocess
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from multidict import MultiDict

from digests.errors import AddressRefused, SourceError, Unreachable, Unreadable
from digests.model import Access, Feed, FeedKind
from digests.sources.address import parse
from digests.sources.git import command
from digests.sources.git.command import Git
from digests.sources.git.source import GitSource
from digests.sources.jekyll.allowed_folders import Folders
from digests.sources.jekyll.post_files import PostParser
from digests.sources.web.address_guard import Guard
from digests.sources.web.http import Client
from tests.digests.sources.parts import Inline, batches, feed, last_state, no_language, uids

LOGIN = f"Basic {b64encode(b'me:geheim').decode()}"


class Repository:
    """A repository that the tests write to; ``bare`` is what the source reads."""

    def __init__(self, folder: Path, *, filters: bool = True) -> None:
        self.work, self.bare = folder / "work", folder / "site.git"
        self.work.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main", ".")
        subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", self.bare], check=True)
        self.git("config", "user.name", "nobody", cwd=self.work)
        self.git("config", "user.email", "nobody@example.org", cwd=self.work)
        self.git("config", "uploadpack.allowFilter", str(filters).lower(), cwd=self.bare)

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=cwd or self.work, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, path: str, title: str = "A title", body: str = "") -> None:
        where = self.work / path
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_text(f"---\ntitle: {title}\n---\n{body or path}\n", "utf-8")

    def publish(self, branch: str = "main", *options: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "x", *options)
        self.git("push", "--quiet", "--force", str(self.bare), f"HEAD:refs/heads/{branch}")

    def feed(self, where: str = "") -> Feed:
        return feed(parse(f"git+{self.bare}{where}").canonical, FeedKind.GIT)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.write("_posts/2024-01-01-a.md")
    made.write("_posts/2024-01-02-b.md")
    made.write("_posts/2024-01-03-c.md")
    made.write("about.md")
    made.publish()
    return made


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., GitSource]:
    def make(**options: int) -> GitSource:
        client = Client(Guard(), "test")
        return GitSource(
            tmp_path / "mirrors", PostParser(Inline(), "Asia/Shanghai", no_language), client, **options
        )

    return make


def objects(tmp_path: Path) -> str:
    (mirror,) = (tmp_path / "mirrors").iterdir()
    command = ["git", "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)"]
    return subprocess.run(command, cwd=mirror, check=True, capture_output=True, text=True).stdout


async def test_new_changed_and_deleted_posts_are_followed(
    repository: Repository, build: Callable[..., GitSource]
) -> None:
    source = build()
    first = await batches(source, repository.feed())
    assert uids(first) == ["2024-01-03-c.md", "2024-01-02-b.md", "2024-01-01-a.md"]
    assert {batch.title for batch in first} == {"site"}
    assert (first[-1].done, first[-1].total) == (3, 3)

    assert uids(await batches(source, repository.feed(), last_state(first))) == []

    repository.write("_posts/2024-01-01-a.md", body="Other text.")
    repository.write("_posts/2024-01-04-d.md")
    (repository.work / "_posts/2024-01-02-b.md").unlink()
    repository.publish()
    second = await batches(source, repository.feed(), last_state(first))
    assert uids(second) == ["2024-01-04-d.md", "2024-01-01-a.md"]
    assert second[-1].gone == ("2024-01-02-b.md",)


async def test_only_the_posts_arrive(
    repository: Repository, build: Callable[..., GitSource], tmp_path: Path
) -> None:
    for number in range(20):
        repository.write(f"drafts/{number}.md", body=f"{number}")
    repository.publish()
    await batches(build(), repository.feed())
    assert objects(tmp_path).count("blob") == 3
    assert objects(tmp_path).count("commit") == 1


async def test_later_readings_fetch_what_changed(
    repository: Repository, build: Callable[..., GitSource], tmp_path: Path
) -> None:
    source = build()
    first = await batches(source, repository.feed())
    repository.write("_posts/2024-01-04-d.md", body="New.")
    repository.publish()
    await batches(source, repository.feed(), last_state(first))
    assert objects(tmp_path).count("blob") == 4


async def test_a_server_without_filters_is_read_as_well(
    build: Callable[..., GitSource], tmp_path: Path
) -> None:
    repository = Repository(tmp_path / "plain", filters=False)
    repository.write("_posts/2024-01-01-a.md")
    repository.publish()
    source = build()
    first = await batches(source, repository.feed())
    repository.write("_posts/2024-01-02-b.md", body="New.")
    repository.publish()
    second = await batches(source, repository.feed(), last_state(first))
    assert (uids(first), uids(second)) == (["2024-01-01-a.md"], ["2024-01-02-b.md"])


async def test_a_rewritten_history_is_compared_file_by_file(
    repository: Repository, build: Callable[..., GitSource]
) -> None:
    source = build()
    first = await batches(source, repository.feed())
    repository.git("checkout", "--quiet", "--orphan", "other")
    (repository.work / "_posts/2024-01-01-a.md").unlink()
    repository.write("_posts/2024-01-02-b.md", body="Rewritten.")
    repository.publish()
    repository.git("reflog", "expire", "--expire=now", "--all", cwd=repository.bare)
    repository.git("gc", "--quiet", "--prune=now", cwd=repository.bare)
    second = await batches(source, repository.feed(), last_state(first))
    assert uids(second) == ["2024-01-02-b.md"]
    assert second[-1].gone == ("2024-01-01-a.md",)


async def test_a_lost_mirror_costs_nothing_but_a_fetch(
    repository: Repository, build: Callable[..., GitSource], tmp_path: Path
) -> None:
    source = build()
    first = await batches(source, repository.feed())
    (mirror,) = (tmp_path / "mirrors").iterdir()
    mirror.rename(tmp_path / "lost")
    repository.write("_posts/2024-01-04-d.md")
    repository.publish()
    assert uids(await batches(source, repository.feed(), last_state(first))) == ["2024-01-04-d.md"]


async def test_what_a_killed_git_left_behind_is_in_nobodys_way(
    repository: Repository, build: Callable[..., GitSource], tmp_path: Path
) -> None:
    source = build()
    first = await batches(source, repository.feed())
    (mirror,) = (tmp_path / "mirrors").iterdir()
    (mirror / "shallow.lock").touch()
    (mirror / "objects" / "pack" / "tmp_pack_x").touch()
    repository.write("_posts/2024-01-04-d.md")
    repository.publish()
    assert uids(await batches(source, repository.feed(), last_state(first))) == ["2024-01-04-d.md"]
    assert not (mirror / "objects" / "pack" / "tmp_pack_x").exists()


async def test_a_mirror_of_many_packs_is_begun_again(
    repository: Repository, build: Callable[..., GitSource], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.sources.git.objects._MOST_PACKS", 2)
    source, state = build(), ""
    for number in range(4):
        repository.write(f"_posts/2024-02-0{number + 1}-x.md")
        repository.publish()
        state = last_state(await batches(source, repository.feed(), state))
    assert len(list((tmp_path / "mirrors").glob("*/objects/pack/*.pack"))) <= 4


async def test_the_last_post_may_be_deleted(repository: Repository, build: Callable[..., GitSource]) -> None:
    source = build()
    state = last_state(await batches(source, repository.feed("#:_posts")))
    repository.git("rm", "-r", "--quiet", "_posts")
    repository.publish()
    read = await batches(source, repository.feed("#:_posts"), state)
    assert len(read[-1].gone) == 3


async def test_branch_and_folder(repository: Repository, build: Callable[..., GitSource]) -> None:
    repository.git("checkout", "--quiet", "-b", "dev")
    repository.write("文章/2024-05-05-中文.md")
    repository.publish("dev")
    source = build()
    assert uids(await batches(source, repository.feed("#dev:文章"))) == ["2024-05-05-中文.md"]
    assert len(uids(await batches(source, repository.feed("#dev")))) == 3
    assert uids(await batches(source, repository.feed("#:_posts")))[0] == "2024-01-03-c.md"


async def test_without_posts_folder_the_whole_repository_is_looked_at(
    build: Callable[..., GitSource], tmp_path: Path
) -> None:
    repository = Repository(tmp_path / "flat")
    repository.write("2024-01-01-a.md")
    repository.write("_layouts/x.md")
    repository.write("_config.yml")
    (repository.work / "_config.yml").write_text("title: 金融消息\n", "utf-8")
    repository.publish()
    read = await batches(build(), repository.feed())
    assert uids(read) == ["2024-01-01-a.md"]
    assert read[-1].title == "金融消息"


async def test_only_the_newest_posts_are_read(
    repository: Repository, build: Callable[..., GitSource]
) -> None:
    source = build(most=2)
    first = await batches(source, repository.feed())
    assert uids(first) == ["2024-01-03-c.md", "2024-01-02-b.md"]
    repository.write("_posts/2024-01-04-d.md")
    repository.publish()
    second = await batches(source, repository.feed(), last_state(first))
    assert uids(second) == ["2024-01-04-d.md"]
    assert second[-1].gone == ()  # b is out of the window, not out of the site


async def test_links_and_submodules_are_no_posts(
    repository: Repository, build: Callable[..., GitSource]
) -> None:
    (repository.work / "_posts/2024-03-01-link.md").symlink_to("/etc/passwd")
    head = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},_posts/2024-03-02-sub.md")
    repository.git("add", "_posts")
    repository.git("commit", "--quiet", "-m", "x")
    repository.git("push", "--quiet", str(repository.bare), "HEAD:main")
    assert len(uids(await batches(build(), repository.feed()))) == 3


async def test_a_huge_post_is_a_problem_and_not_read(
    repository: Repository, build: Callable[..., GitSource], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("_posts/2024-03-01-huge.md", body="x" * 500)
    repository.publish()
    monkeypatch.setattr("digests.sources.git.source.LARGEST", 400)
    read = await batches(build(), repository.feed())
    assert len(uids(read)) == 3
    assert [p.place for batch in read for p in batch.problems] == ["2024-03-01-huge.md"]


async def test_hooks_of_the_mirror_never_run(
    repository: Repository, build: Callable[..., GitSource], tmp_path: Path
) -> None:
    source = build()
    state = last_state(await batches(source, repository.feed()))
    (mirror,) = (tmp_path / "mirrors").iterdir()
    for name in ("reference-transaction", "post-checkout", "pre-auto-gc"):
        hook = mirror / "hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
        hook.chmod(0o755)
    repository.write("_posts/2024-01-09-x.md")
    repository.publish()
    await batches(source, repository.feed(), state)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("where", "code"),
    [("#nowhere", "no_such_branch"), ("#main:nowhere", "no_posts")],
)
async def test_what_is_not_there_says_so(
    repository: Repository, build: Callable[..., GitSource], where: str, code: str
) -> None:
    with pytest.raises(SourceError) as caught:
        await batches(build(), repository.feed(where))
    assert caught.value.code == code


async def test_an_empty_folder_is_no_repository(build: Callable[..., GitSource], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Unreachable) as caught:
        await batches(build(), feed(parse(f"git+{tmp_path}/empty").canonical, FeedKind.GIT))
    assert caught.value.code == "no_such_repository"


async def test_without_git_the_error_says_so(
    repository: Repository, build: Callable[..., GitSource], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreachable) as caught:
        await batches(build(), repository.feed())
    assert caught.value.code == "git_missing"


async def test_a_command_that_takes_too_long_is_killed(tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as caught:
        await Git(tmp_path).run("cat-file", "--batch", seconds=0.0)
    assert caught.value.code == "timeout"


@pytest.mark.parametrize(
    "url", ["http://example.org/x.git", "https://127.0.0.1/x.git", "https://[::1]/x.git"]
)
async def test_the_guard_stands_before_repositories(build: Callable[..., GitSource], url: str) -> None:
    with pytest.raises(AddressRefused):
        await batches(build(), feed(parse(f"git+{url}").canonical, FeedKind.GIT))


@pytest.fixture
async def over_http(repository: Repository, tmp_path: Path) -> AsyncIterator[str]:
    """The address of the repository behind git's own HTTP server program, and of one that redirects there."""

    async def serve(request: web.Request) -> web.Response:
        if request.path.startswith("/old.git/"):
            raise web.HTTPMovedPermanently(request.path_qs.replace("/old.git/", "/site.git/"))
        private = request.path.startswith("/private.git/")
        if private and request.headers.get("Authorization") != LOGIN:
            return web.Response(status=401, headers={"WWW-Authenticate": "Basic realm=x"})
        environment = {
            **os.environ,
            "GIT_PROJECT_ROOT": str(tmp_path),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": request.method,
            "PATH_INFO": request.path.replace("/private.git/", "/site.git/"),
            "QUERY_STRING": request.query_string,
            "CONTENT_TYPE": request.headers.get("Content-Type", ""),
            "GIT_PROTOCOL": request.headers.get("Git-Protocol", ""),
            "HTTP_CONTENT_ENCODING": request.headers.get("Content-Encoding", ""),
        }
        process = await asyncio.create_subprocess_exec(
            "git",
            "http-backend",
            env=environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await process.communicate(await request.read())
        head, _, body = out.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        return web.Response(
            status=int(headers.pop("Status", "200")[:3]), body=body, headers=MultiDict(headers)
        )

    app = web.Application(handler_args={"auto_decompress": False})
    app.router.add_route("*", "/{path:.*}", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_over_http_redirects_are_followed_before_git_runs(
    repository: Repository, over_http: str, tmp_path: Path
) -> None:
    host, port = over_http.split(":")
    client = Client(Guard([(host, int(port))]), "test")
    source = GitSource(tmp_path / "mirrors", PostParser(Inline(), "Asia/Shanghai", no_language), client)
    read = await batches(source, feed(parse(f"git+http://{over_http}/old.git").canonical, FeedKind.GIT))
    await client.close()
    assert len(uids(read)) == 3


async def test_a_login_opens_a_private_repository_and_stays_off_the_disk(
    repository: Repository, over_http: str, tmp_path: Path
) -> None:
    host, port = over_http.split(":")
    client = Client(Guard([(host, int(port))]), "test")
    source = GitSource(tmp_path / "mirrors", PostParser(Inline(), "Asia/Shanghai", no_language), client)
    private = feed(parse(f"git+http://{over_http}/private.git").canonical, FeedKind.GIT)
    with pytest.raises(Unreachable) as caught:
        await batches(source, private)
    assert caught.value.params["status"] == "401"
    read = await batches(source, replace(private, access=Access("me", "geheim")))
    await client.close()
    assert len(uids(read)) == 3
    kept = [path for path in (tmp_path / "mirrors").rglob("*") if path.is_file()]
    assert kept
    assert not any(b"geheim" in path.read_bytes() or LOGIN[6:].encode() in path.read_bytes() for path in kept)


async def test_local_repositories_lie_in_allowed_folders(repository: Repository, tmp_path: Path) -> None:
    elsewhere = Folders([tmp_path / "elsewhere"])
    client = Client(Guard(), "test")
    posts = PostParser(Inline(), "Asia/Shanghai", no_language)
    source = GitSource(tmp_path / "mirrors", posts, client, elsewhere)
    with pytest.raises(AddressRefused) as caught:
        await batches(source, feed(f"git+{repository.bare.as_uri()}", FeedKind.GIT))
    assert caught.value.code == "folder_refused"
    source = GitSource(tmp_path / "mirrors", posts, client, Folders([tmp_path]))
    assert uids(await batches(source, feed(f"git+{repository.bare.as_uri()}", FeedKind.GIT)))


async def test_a_page_is_no_repository(over_http: str, tmp_path: Path) -> None:
    host, port = over_http.split(":")
    client = Client(Guard([(host, int(port))]), "test")
    source = GitSource(tmp_path / "mirrors", PostParser(Inline(), "Asia/Shanghai", no_language), client)
    with pytest.raises(SourceError) as caught:
        await batches(source, feed(parse(f"git+http://{over_http}/nowhere.git").canonical, FeedKind.GIT))
    await client.close()
    assert (caught.value.code, caught.value.params["status"]) == ("http_status", "404")


@pytest.mark.parametrize(
    ("stderr", "code"),
    [
        ("fatal: repository 'https://me:secret@x/y.git/' not found\n", "no_such_repository"),
        ("fatal: could not read Username for 'https://x': terminal prompts disabled", "git_login"),
        ("fatal: index-pack died of signal 25", "too_large"),
        ("fatal: https://me:secret@x/y.git: the remote end hung up", "git_failed"),
    ],
)
def test_complaints_of_git_in_the_domains_words(stderr: str, code: str) -> None:
    error = command.failure(128, stderr)
    assert error.code == code
    assert "secret" not in str(error)


def test_unreadable_is_what_stays_so() -> None:
    assert isinstance(command.failure(128, "fatal: index-pack died of signal 25"), Unreadable)


async def test_posts_fetched_in_several_goes_all_arrive(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.sources.git.source._FETCHED_AT_ONCE", 2)
    monkeypatch.setattr("digests.sources.jekyll.post_files.CHUNK", 1)
    for n in range(10, 15):
        repository.write(f"_posts/2024-01-{n}-x.md")
    repository.publish()
    parser = PostParser(Inline(), "Asia/Shanghai", no_language)
    source = GitSource(tmp_path / "mirrors", parser, Client(Guard(), "test"))
    read = await batches(source, repository.feed())
    assert len(uids(read)) == 8
    assert read[-1].done == 8


async def test_a_repository_is_read_as_its_site_states(
    repository: Repository, build: Callable[..., GitSource]
) -> None:
    repository.write("_posts/2024-01-04-d.md", title="D\ndate: 2024-01-04 21:15:00")
    repository.write("_posts/24-01-05-e.html", body="<p>Text.</p>")
    repository.write("_posts/2024-01-06-f.textile")
    (repository.work / "_config.yml").write_text("title: Notes\ntimezone: America/New_York\n")
    repository.publish()
    read = await batches(build(), repository.feed())
    assert uids(read)[:2] == ["24-01-05-e.html", "2024-01-04-d.md"]
    assert [
        entry.published.isoformat() for each in read for entry in each.entries[1:2] if entry.published
    ] == ["2024-01-04T21:15:00-05:00"]
    assert [each.place for batch in read for each in batch.problems] == ["2024-01-06-f.textile"]
    assert read[-1].title == "Notes"


async def test_the_configuration_nearest_to_the_posts_counts(
    repository: Repository, build: Callable[..., GitSource]
) -> None:
    repository.write("docs/_posts/2024-01-04-d.md")
    (repository.work / "_config.yml").write_text("title: Root\n")
    repository.publish()
    assert (await batches(build(), repository.feed("#:docs/_posts")))[-1].title == "Root"
    (repository.work / "docs/_config.yml").write_text("title: Docs\n")
    repository.publish()
    assert (await batches(build(), repository.feed("#:docs/_posts")))[-1].title == "Docs"


async def test_a_post_of_the_future_comes_though_the_branch_has_not_moved(
    repository: Repository, tmp_path: Path
) -> None:
    today = datetime(2024, 1, 3, tzinfo=UTC)
    parser = PostParser(Inline(), "UTC", no_language, lambda: today)
    source = GitSource(tmp_path / "mirrors", parser, Client(Guard(), "test"))
    repository.write("_posts/2024-01-04-d.md")
    repository.publish()
    first = await batches(source, repository.feed())
    assert len(uids(first)) == 3
    assert [each.code for batch in first for each in batch.problems] == ["future_post"]
    assert uids(await batches(source, repository.feed(), last_state(first))) == []

    today = datetime(2024, 1, 4, tzinfo=UTC)
    second = await batches(source, repository.feed(), last_state(first))
    assert uids(second) == ["2024-01-04-d.md"]
    assert uids(await batches(source, repository.feed(), last_state(second))) == []


async def test_posts_that_an_earlier_version_passed_over_are_no_news(
    repository: Repository, build: Callable[..., GitSource]
) -> None:
    source, then = build(), datetime(2024, 2, 1, tzinfo=UTC)
    first = last_state(await batches(source, repository.feed()))
    repository.write("_posts/2015-01-05-old.html", body="<p>Text.</p>")
    repository.publish()
    here = replace(repository.feed(), last_success=then)
    read = await batches(source, here, first.replace("[2,", "[1,", 1))
    assert uids(read) == ["2015-01-05-old.html"]
    assert {batch.read_until for batch in read} == {then}
    assert [batch.read_until for batch in await batches(source, here, last_state(read))] == [None]

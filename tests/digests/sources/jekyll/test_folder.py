"""A folder of posts, followed through its changes."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digests.errors import AddressRefused, Unreachable, Unreadable
from digests.model import Feed, FeedKind, Problem
from digests.runtime.worker_pool import WorkerLost
from digests.sources.jekyll.allowed_folders import Folders
from digests.sources.jekyll.folder import FolderSource
from digests.sources.jekyll.post_files import PostParser
from tests.digests.sources.parts import Inline, batches, feed, last_state, no_language, uids

FINEWS = Path(__file__).parent / "finews"


def write(path: Path, title: str = "A title", body: str = "Some text.") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\n---\n{body}\n", "utf-8")


@pytest.fixture
def offload() -> Inline:
    return Inline()


@pytest.fixture
def source(offload: Inline) -> FolderSource:
    return FolderSource(PostParser(offload, "Asia/Shanghai", no_language))


def at(root: Path) -> Feed:
    return feed(str(root), FeedKind.FOLDER)


async def test_the_news_site_is_recognised_and_read_newest_first(source: FolderSource) -> None:
    read = await batches(source, at(FINEWS))
    assert uids(read)[:2] == ["202205262391921712", "NW202112272227304376"]
    assert len(uids(read)) == 7
    titles = {name.slug: name.title for batch in read for e in batch.entries for name in e.categories}
    assert titles["sitenews"] == "站长消息"  # a post without any mark of the site's own
    assert [problem for batch in read for problem in batch.problems] == [
        Problem("README.md", "no_front_matter")
    ]


async def test_new_changed_and_deleted_files_are_followed(source: FolderSource, tmp_path: Path) -> None:
    for name in ("2024-01-01-a", "2024-01-02-b", "2024-01-03-c"):
        write(tmp_path / "_posts" / f"{name}.md")
    first = await batches(source, at(tmp_path))
    assert uids(first) == ["2024-01-03-c.md", "2024-01-02-b.md", "2024-01-01-a.md"]
    assert (first[-1].done, first[-1].total) == (3, 3)

    unchanged = await batches(source, at(tmp_path), last_state(first))
    assert uids(unchanged) == []

    write(tmp_path / "_posts" / "2024-01-01-a.md", body="Other text, longer.")
    write(tmp_path / "_posts" / "deep" / "2024-01-04-d.markdown")
    (tmp_path / "_posts" / "2024-01-02-b.md").unlink()
    second = await batches(source, at(tmp_path), last_state(unchanged))
    assert uids(second) == ["deep/2024-01-04-d.markdown", "2024-01-01-a.md"]
    assert second[-1].gone == ("2024-01-02-b.md",)


async def test_posts_that_an_earlier_version_passed_over_are_no_news(
    source: FolderSource, tmp_path: Path
) -> None:
    write(tmp_path / "_posts" / "2024-01-01-a.md")
    (first,) = [batch for batch in await batches(source, at(tmp_path)) if batch.state]
    write(tmp_path / "_posts" / "2015-01-01-old.html")
    before = str(first.state).replace('"reading":2', '"reading":1')
    then = datetime(2024, 2, 1, tzinfo=UTC)
    read = await batches(source, replace(at(tmp_path), last_success=then), before)
    assert uids(read) == ["2015-01-01-old.html"]
    assert {batch.read_until for batch in read} == {then}
    write(tmp_path / "_posts" / "2024-01-02-b.md")
    after = await batches(source, replace(at(tmp_path), last_success=then), last_state(read))
    assert (uids(after), {batch.read_until for batch in after}) == (["2024-01-02-b.md"], {None})


async def test_a_renamed_post_of_one_number_is_no_second_and_never_gone(
    source: FolderSource, tmp_path: Path
) -> None:
    write(tmp_path / "2021-12-08-202112082206672930.md")
    first = await batches(source, at(tmp_path))
    (tmp_path / "2021-12-08-202112082206672930.md").rename(tmp_path / "2021-12-09-202112082206672930.md")
    second = await batches(source, at(tmp_path), last_state(first))
    assert uids(first) == uids(second) == ["202112082206672930"]
    assert second[-1].gone == ()


async def test_a_post_that_is_withheld_later_is_gone(source: FolderSource, tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    first = await batches(source, at(tmp_path))
    write(tmp_path / "a.md", title="A title\npublished: false")
    second = await batches(source, at(tmp_path), last_state(first))
    assert [uid for batch in second for uid in batch.gone] == ["a.md"]


async def test_files_that_cannot_be_read_are_problems_and_tried_again(
    source: FolderSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "good.md")
    write(tmp_path / "locked.md")
    opened = os.open

    def refuse(path: str, flags: int) -> int:
        if path.endswith("locked.md"):
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    with monkeypatch.context() as patched:  # the tests may run as root, whom no mode keeps out
        patched.setattr("digests.sources.jekyll.folder.os.open", refuse)
        first = await batches(source, at(tmp_path))
    assert uids(first) == ["good.md"]
    assert first[0].problems == (Problem("locked.md", "file_unreadable", {"reason": "Permission denied"}),)
    assert uids(await batches(source, at(tmp_path), last_state(first))) == ["locked.md"]


async def test_a_file_that_is_mended_or_deleted_has_no_problem_any_more(
    source: FolderSource, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text("no header")
    (tmp_path / "b.md").write_text("no header")
    first = await batches(source, at(tmp_path))
    assert {problem.place for batch in first for problem in batch.problems} == {"a.md", "b.md"}
    assert [place for batch in first for place in batch.mended] == ["_config.yml"]
    write(tmp_path / "a.md")
    (tmp_path / "b.md").unlink()
    second = await batches(source, at(tmp_path), last_state(first))
    assert [place for batch in second for place in batch.mended] == ["a.md", "b.md", "_config.yml"]


async def test_links_are_not_followed(source: FolderSource, tmp_path: Path) -> None:
    write(tmp_path / "outside" / "secret.md")
    write(tmp_path / "site" / "a.md")
    (tmp_path / "site" / "b.md").symlink_to(tmp_path / "outside" / "secret.md")
    (tmp_path / "site" / "c").symlink_to(tmp_path / "outside")
    assert uids(await batches(source, at(tmp_path / "site"))) == ["a.md"]


async def test_hidden_and_foreign_files_are_no_posts(source: FolderSource, tmp_path: Path) -> None:
    for name in ("a.md", ".hidden.md", "_index.md", ".git/x.md", "_drafts/x.md", "x.txt", "x.md.bak"):
        write(tmp_path / name)
    os.mkfifo(tmp_path / "pipe.md")
    assert uids(await batches(source, at(tmp_path))) == ["a.md"]


async def test_a_huge_file_is_a_problem(
    source: FolderSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.sources.jekyll.folder.LARGEST", 100)
    write(tmp_path / "a.md")
    write(tmp_path / "b.md", body="x" * 200)
    read = await batches(source, at(tmp_path))
    assert uids(read) == ["a.md"]
    assert read[0].problems == (Problem("b.md", "too_large", {"limit": "2 MB"}),)


async def test_one_post_that_hangs_its_worker_does_not_take_the_others_with_it(
    source: FolderSource, offload: Inline, tmp_path: Path
) -> None:
    for number in range(9):
        write(tmp_path / f"2024-01-0{number + 1}-x.md", body="hang" if number == 4 else "text")
    offload.hangs_on = lambda args: any(b"hang" in data for _, data in args[0])  # type: ignore[attr-defined]
    read = await batches(source, at(tmp_path))
    assert len(uids(read)) == 8
    assert read[0].problems == (Problem("2024-01-05-x.md", "too_complex"),)


async def test_when_no_worker_lives_no_post_counts_as_read(
    source: FolderSource, offload: Inline, tmp_path: Path
) -> None:
    for number in range(60):
        write(tmp_path / f"{number}.md")
    offload.fails = [WorkerLost("") for _ in range(1000)]
    with pytest.raises(Unreachable) as caught:
        await batches(source, at(tmp_path))
    assert caught.value.code == "workers_lost"


async def test_batches_are_small_and_the_last_one_carries_the_state(
    source: FolderSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digests.sources.jekyll.post_files.CHUNK", 2)
    for number in range(5):
        write(tmp_path / f"2024-01-0{number + 1}-x.md")
    read = await batches(source, at(tmp_path))
    assert [batch.done for batch in read] == [2, 4, 5, 5]
    assert [batch.state is not None for batch in read] == [False, False, False, True]


async def test_the_title_is_the_sites(source: FolderSource, tmp_path: Path) -> None:
    write(tmp_path / "blog" / "_posts" / "a.md")
    assert (await batches(source, at(tmp_path / "blog")))[-1].title == "blog"
    assert (await batches(source, at(tmp_path / "blog" / "_posts")))[-1].title == "blog"
    (tmp_path / "blog" / "_config.yml").write_text("theme: x\ntitle: 金融消息\n", "utf-8")
    assert (await batches(source, at(tmp_path / "blog")))[-1].title == "金融消息"


async def test_every_kind_of_post_is_read_or_named(source: FolderSource, tmp_path: Path) -> None:
    for name in ("2026-01-01-a.mkd", "2026-01-02-b.mkdn", "2026-01-03-c.mkdown", "24-01-04-d.md", "e.md"):
        write(tmp_path / "_posts" / name)
    write(tmp_path / "_posts" / "2026-01-05-f.html", body="<p>A <b>bold</b> text.</p>\n*No emphasis*")
    write(tmp_path / "_posts" / "2026-01-06-g.textile")
    for name in ("index.html", "notes.txt", "2026-01-07-photo.jpg"):
        write(tmp_path / "_posts" / name)
    read = await batches(source, at(tmp_path))
    assert uids(read) == [
        "2026-01-05-f.html",
        "2026-01-03-c.mkdown",
        "2026-01-02-b.mkdn",
        "2026-01-01-a.mkd",
        "24-01-04-d.md",
        "e.md",
    ]
    entries = [entry for batch in read for entry in batch.entries]
    assert entries[0].text == "A bold text.\n*No emphasis*"
    assert entries[4].published == datetime(2024, 1, 4, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert [problem for batch in read for problem in batch.problems] == [
        Problem("2026-01-06-g.textile", "unknown_markup", {"suffix": ".textile"})
    ]


@pytest.mark.parametrize("posts", ["", "_posts"], ids=["the site's root", "its posts"])
async def test_the_zone_is_the_sites(source: FolderSource, tmp_path: Path, posts: str) -> None:
    write(tmp_path / "_posts" / "2024-11-28-a.md", title="A\ndate: 2024-11-28 21:15:00")
    write(tmp_path / "_posts" / "2024-11-27-b.md", title="B\ndate: 2024-11-27 21:15:00 +0100")
    (tmp_path / "_config.yml").write_text("title: Field notes\ntimezone: America/New_York\n")
    read = await batches(source, at(tmp_path / posts))
    assert [
        entry.published.astimezone(UTC) for batch in read for entry in batch.entries if entry.published
    ] == [
        datetime(2024, 11, 29, 2, 15, tzinfo=UTC),
        datetime(2024, 11, 27, 20, 15, tzinfo=UTC),
    ]
    assert read[-1].title == "Field notes"
    assert "_config.yml" in read[-1].mended


async def test_a_zone_that_there_is_not_is_named(source: FolderSource, tmp_path: Path) -> None:
    write(tmp_path / "_posts" / "2024-11-28-a.md", title="A\ndate: 2024-11-28 21:15:00")
    (tmp_path / "_config.yml").write_text("timezone: Atlantis/Harbour\n")
    read = await batches(source, at(tmp_path))
    assert read[-1].problems == (Problem("_config.yml", "unknown_timezone", {"name": "Atlantis/Harbour"}),)
    assert "_config.yml" not in read[-1].mended
    published = read[0].entries[0].published
    assert published is not None
    assert published.isoformat() == "2024-11-28T21:15:00+08:00"


async def test_a_configuration_above_the_folders_that_are_allowed_is_not_read(
    offload: Inline, tmp_path: Path
) -> None:
    write(tmp_path / "site" / "_posts" / "a.md")
    (tmp_path / "site" / "_config.yml").write_text("title: Secret\n")
    source = FolderSource(
        PostParser(offload, "Asia/Shanghai", no_language), Folders([tmp_path / "site" / "_posts"])
    )
    assert (await batches(source, at(tmp_path / "site" / "_posts")))[-1].title == "site"


async def test_a_post_of_the_future_waits_for_its_time(offload: Inline, tmp_path: Path) -> None:
    today = datetime(2026, 3, 1, 12, tzinfo=UTC)
    parser = PostParser(offload, "UTC", no_language, lambda: today)
    write(tmp_path / "_posts" / "2026-02-28-a.md")
    write(tmp_path / "_posts" / "2026-03-01-b.md", title="B\ndate: 2026-03-01 12:00:01")
    first = await batches(FolderSource(parser), at(tmp_path))
    assert uids(first) == ["2026-02-28-a.md"]
    later = Problem("2026-03-01-b.md", "future_post", {"date": "2026-03-01 12:00 +0000"})
    assert first[0].problems == (later,)
    assert uids(await batches(FolderSource(parser), at(tmp_path), last_state(first))) == []

    today = datetime(2026, 3, 1, 12, 0, 1, tzinfo=UTC)
    second = await batches(FolderSource(parser), at(tmp_path), last_state(first))
    assert uids(second) == ["2026-03-01-b.md"]
    assert "2026-03-01-b.md" in second[0].mended
    assert uids(await batches(FolderSource(parser), at(tmp_path), last_state(second))) == []


async def test_a_site_may_show_posts_of_the_future(source: FolderSource, tmp_path: Path) -> None:
    write(tmp_path / "_posts" / "2099-02-28-a.md")
    (tmp_path / "_config.yml").write_text("future: true\n")
    assert uids(await batches(source, at(tmp_path))) == ["2099-02-28-a.md"]


async def test_a_date_that_is_not_understood_is_named_beside_its_post(
    source: FolderSource, tmp_path: Path
) -> None:
    write(tmp_path / "2024-02-28-a.md", title="A\ndate: 2024-02-30 10:00")
    write(tmp_path / "2024-02-27-b.md", title="B\ndate:  +0800")
    read = await batches(source, at(tmp_path))
    assert uids(read) == ["2024-02-28-a.md", "2024-02-27-b.md"]
    problem = Problem("2024-02-28-a.md", "dates_unread", {"count": "1", "text": "2024-02-30 10:00"})
    assert read[0].problems == (problem,)
    assert read[0].mended == ("2024-02-27-b.md",)


@pytest.mark.parametrize("kind", ["missing", "file", "empty"])
async def test_what_is_no_folder_of_posts_says_so(source: FolderSource, tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    expected = {"missing": "no_such_folder", "file": "not_a_folder", "empty": "no_posts"}[kind]
    with pytest.raises((Unreachable, Unreadable)) as caught:
        await batches(source, at(tmp_path / kind))
    assert caught.value.code == expected


async def test_a_folder_that_vanishes_deletes_nothing(source: FolderSource, tmp_path: Path) -> None:
    for number in range(11):
        write(tmp_path / f"{number}.md")
    state = last_state(await batches(source, at(tmp_path)))
    for number in range(11):
        (tmp_path / f"{number}.md").unlink()
    with pytest.raises(Unreadable):
        await batches(source, at(tmp_path), state)


async def test_the_last_posts_of_a_small_folder_may_be_deleted(source: FolderSource, tmp_path: Path) -> None:
    write(tmp_path / "a.md")
    state = last_state(await batches(source, at(tmp_path)))
    (tmp_path / "a.md").unlink()
    read = await batches(source, at(tmp_path), state)
    assert read[-1].gone == ("a.md",)


@pytest.mark.parametrize("state", ["", "{}", "nonsense", "[]", '{"reading":0,"files":{"a.md":[1,2]}}'])
async def test_a_state_of_another_time_means_reading_all(
    source: FolderSource, tmp_path: Path, state: str
) -> None:
    write(tmp_path / "a.md")
    assert uids(await batches(source, at(tmp_path), state)) == ["a.md"]


async def test_folders_of_feeds_may_be_limited(offload: Inline, tmp_path: Path) -> None:
    write(tmp_path / "allowed" / "site" / "_posts" / "2026-01-01-a.md")
    write(tmp_path / "secret" / "_posts" / "2026-01-01-b.md")
    (tmp_path / "allowed" / "link").symlink_to(tmp_path / "secret")
    source = FolderSource(PostParser(offload, "Asia/Shanghai", no_language), Folders([tmp_path / "allowed"]))
    assert len(uids(await batches(source, at(tmp_path / "allowed" / "site")))) == 1
    for refused in ("secret", "allowed/link", "allowed/../secret", "allowed-too"):
        with pytest.raises(AddressRefused):
            await batches(source, at(tmp_path / refused))

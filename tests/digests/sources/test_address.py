"""Addresses as people type them."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import AddressRefused, BadInput, DigestbotError
from digests.model import FeedKind
from digests.sources.address import Repository, parse, repository, shown

HERE = os.getcwd()


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("https://example.com/feed", "https://example.com/feed"),
        (" <https://example.com/feed> ", "https://example.com/feed"),
        ("example.com", "https://example.com/"),
        ("example.com/feed?a=1#x", "https://example.com/feed?a=1"),
        ("example.com:8000/f", "https://example.com:8000/f"),
        ("localhost:8000/f", "http://localhost:8000/f"),
        ("127.0.0.1:8000/f", "http://127.0.0.1:8000/f"),
        ("feed://example.com/f", "https://example.com/f"),
        ("feed:http://example.com/f", "http://example.com/f"),
        ("feed:example.com/f", "https://example.com/f"),
        ("HTTPS://EXAMPLE.com.:443/Feed", "https://example.com/Feed"),
        ("http://münchen.de/", "http://xn--mnchen-3ya.de/"),
        (
            "https://example.com/新闻?栏目=财经",
            "https://example.com/%E6%96%B0%E9%97%BB?%E6%A0%8F%E7%9B%AE=%E8%B4%A2%E7%BB%8F",
        ),
        ("https://github.com/owner", "https://github.com/owner"),
        ("https://github.com/owner/repo/releases.atom", "https://github.com/owner/repo/releases.atom"),
    ],
)
def test_web_addresses(typed: str, canonical: str) -> None:
    where = parse(typed)
    assert (where.kind, where.canonical) == (FeedKind.WEB, canonical)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("/srv/posts", "/srv/posts"),
        ("/srv/posts/", "/srv/posts"),
        ("/srv/x/../posts", "/srv/posts"),
        ("file:///srv/my%20posts", "/srv/my posts"),
        ("file://localhost/srv/posts", "/srv/posts"),
        ("./posts", f"{HERE}/posts"),
        ("posts", f"{HERE}/posts"),
        ("samples/finews", f"{HERE}/samples/finews"),
        (".", HERE),
        ("/srv/c#", "/srv/c#"),
    ],
)
def test_folders(typed: str, canonical: str) -> None:
    where = parse(typed)
    assert (where.kind, where.canonical) == (FeedKind.FOLDER, canonical)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("https://github.com/owner/repo", "git+https://github.com/owner/repo.git"),
        ("github.com/owner/repo/", "git+https://github.com/owner/repo.git"),
        ("https://www.github.com/owner/repo.git", "git+https://github.com/owner/repo.git"),
        ("git+https://github.com/owner/repo#main", "git+https://github.com/owner/repo.git#main"),
        ("https://gitee.com/owner/repo#main:_posts", "git+https://gitee.com/owner/repo.git#main:_posts"),
        ("https://github.com/o/r/tree/dev/blog/_posts", "git+https://github.com/o/r.git#dev:blog/_posts"),
        ("https://gitlab.com/o/r/-/tree/dev", "git+https://gitlab.com/o/r.git#dev"),
        ("https://example.com/x.git", "git+https://example.com/x.git"),
        ("git+https://example.com/x", "git+https://example.com/x"),
        ("git+https://example.com/x#:文章", "git+https://example.com/x#:%E6%96%87%E7%AB%A0"),
        ("git+file:///srv/repo#main:_posts", "git+file:///srv/repo#main:_posts"),
        ("git+/srv/repo", "git+file:///srv/repo"),
        ("/srv/repo.git", "git+file:///srv/repo.git"),
        ("git+http://127.0.0.1:8000/x.git", "git+http://127.0.0.1:8000/x.git"),
    ],
)
def test_repositories(typed: str, canonical: str) -> None:
    where = parse(typed)
    assert (where.kind, where.canonical) == (FeedKind.GIT, canonical)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "http://",
        "http://[::1",
        "example.com/a b",
        "http://x\ny/",
        "name@example.com",
        "x" * 1001,
        "file:",
        "file://",
        "git+https://x/y#b:../..",
        "git+https://x/y#-u",
        "file://elsewhere/srv",
        "/srv/\x00",
    ],
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(typed)
    assert caught.value.code == "bad_address"


@pytest.mark.parametrize(
    ("typed", "scheme"),
    [
        ("ftp://example.com/x", "ftp"),
        ("javascript:alert(1)", "javascript"),
        ("gopher://x", "gopher"),
        ("ssh://git@example.com/x", "ssh"),
        ("git@github.com:owner/repo.git", "ssh"),
        ("git+ssh://git@github.com/owner/repo", "ssh"),
        ("git+ext::sh -c id", "ext"),
    ],
)
def test_schemes_that_are_refused(typed: str, scheme: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        parse(typed)
    assert caught.value.params["scheme"] == scheme


def test_credentials_are_kept_but_not_shown() -> None:
    where = parse("https://me:secret@example.com/feed")
    assert where.canonical == "https://me:secret@example.com/feed"
    assert where.shown == "https://example.com/feed"
    assert parse("git+https://me:secret@host/x").shown == "git+https://host/x"
    assert shown("no address") == "no address"


def test_parts_of_a_repository() -> None:
    assert repository("git+https://x/y#b:d/%E6%96%87") == Repository("https://x/y", "b", "d/文")
    assert repository("git+https://x/y") == Repository("https://x/y", "", "")
    assert repository("git+https://x/y#:d") == Repository("https://x/y", "", "d")


@given(st.text(max_size=60) | st.text("htps:/.@#git+[]abc~", max_size=30))
def test_any_text_is_an_address_or_refused_and_parsing_again_changes_nothing(typed: str) -> None:
    try:
        where = parse(typed)
    except DigestbotError:
        return
    assert parse(where.canonical) == where

"""The objects of a mirror: which a commit has, which are here already, and fetching those that are not."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from digests.errors import Unreachable
from digests.sources.git.command import Git

_FETCH_SECONDS = 600.0
_MOST_PACKS = 60  # each fetch adds one or two; what was read is not needed again, so a new start is cheap
_FILES = ("100644", "100755")  # not links (120000) and not submodules (160000)


async def prepare(mirror: Path) -> None:
    """A repository to fetch into: the one that is there, unless it is broken or has grown out of bounds."""
    if not await asyncio.to_thread(_tidy, mirror):
        await Git(mirror).run("init", "--quiet", "--bare", ".")


def _tidy(mirror: Path) -> bool:
    """Whether a mirror can be used, without what a killed git left in it; else an empty folder is there."""
    packs = len(list(mirror.glob("objects/pack/*.pack")))
    if packs > _MOST_PACKS or not (mirror / "HEAD").is_file():
        shutil.rmtree(mirror, ignore_errors=True)
        mirror.mkdir(parents=True)
        return False
    for pattern in ("*.lock", "refs/**/*.lock", "objects/pack/tmp_*"):
        for left in mirror.glob(pattern):
            left.unlink(missing_ok=True)
    return True


async def head_of(remote: Git, branch: str) -> str:
    """The commit of a branch, or of the one that the repository calls its own."""
    ref = f"refs/heads/{branch}" if branch else "HEAD"
    out = await remote.run("ls-remote", "origin", ref)
    found = [line.split("\t") for line in out.decode("utf-8", "replace").splitlines()]
    commit = next((commit for commit, name in found if name == ref), "")
    if not commit:
        raise Unreachable("no_such_branch", branch=branch or "HEAD")
    return commit


async def files_of(local: Git, commit: str, *paths: str, recursive: bool = False) -> dict[str, str]:
    """Path to object of ordinary files in a commit."""
    options = ["-r"] if recursive else []
    out = await local.run("ls-tree", "-z", "--full-tree", *options, commit, "--", *paths)
    found: dict[str, str] = {}
    for line in out.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = line.partition("\t")
        if head.startswith(_FILES):
            found[path.encode("utf-8", "replace").decode()] = head.split()[2]
    return found


async def fetch_missing(remote: Git, objects: Iterable[str]) -> None:
    """Fetch those that are not here, in one go."""
    # Asking git for one object that is not here makes it fetch that one: look at the list of all instead.
    out = await Git(remote.directory).run(
        "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)"
    )
    if missing := sorted(set(objects).difference(out.decode().split())):
        await fetch(remote, missing)


async def fetch(remote: Git, wanted: Sequence[str], *options: str) -> None:
    """Fetch objects or commits by their names, without the files that a commit has."""
    await remote.run(
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-write-fetch-head",
        "--filter=blob:none",
        *options,
        "--stdin",
        "origin",
        given=_lines(wanted),
        seconds=_FETCH_SECONDS,
    )


async def sizes(mirror: Path, objects: Sequence[str]) -> dict[str, int]:
    """How many bytes objects have that are here."""
    out = await Git(mirror).run(
        "cat-file", "--batch-check=%(objectname) %(objectsize)", given=_lines(objects)
    )
    told = dict(line.split(" ", 1) for line in out.decode().splitlines())
    return {each: int(told[each]) for each in objects}


async def contents(mirror: Path, objects: Sequence[str]) -> list[bytes]:
    """The bytes of objects that are here."""
    out = await Git(mirror).run("cat-file", "--batch", given=_lines(objects))
    found: list[bytes] = []
    at = 0
    for _ in objects:
        end = out.index(b"\n", at)
        size = int(out[at:end].rpartition(b" ")[2])
        found.append(out[end + 1 : end + 1 + size])
        at = end + size + 2
    return found


def _lines(objects: Sequence[str]) -> bytes:
    return "".join(f"{each}\n" for each in objects).encode()

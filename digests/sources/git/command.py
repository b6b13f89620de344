"""The ``git`` command, shut in: no prompts, hooks or submodules, one protocol, limits on time and size."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from digests.errors import SourceError, Unreachable, Unreadable
from digests.sources.address import shown

_LARGEST_FILE = 2 * 1024**3  # bytes; only a server that cannot leave files out sends packs of such size
_CONFIG = Path(__file__).with_name("gitconfig")
_NO_REPOSITORY = re.compile(
    r"not found|does not exist|not appear to be a git repository|not a git repo", re.IGNORECASE
)
_NO_LOGIN = re.compile(r"authentication failed|could not read (?:username|password)|403", re.IGNORECASE)
_TOO_LARGE = re.compile(r"signal 25|file size limit|file too large", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Git:
    """Runs git in one repository. ``config`` is for this run only and is kept off the disk and command lines.

    ``protocol`` is the only one it may speak; an empty one keeps it off every network and other repository.
    """

    directory: Path
    protocol: str = ""
    config: Mapping[str, str] = field(default_factory=dict)

    async def run(self, *arguments: str, given: bytes = b"", seconds: float = 120) -> bytes:
        """What the command prints; raise ``SourceError`` when it fails or takes longer than ``seconds``."""
        command = ["sh", "-c", f'ulimit -f {_LARGEST_FILE // 512}; exec git "$@"', "git", *arguments]
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=self.directory,
                env=self._environment(),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,  # so that its helpers end with it
            )
        except FileNotFoundError:
            raise Unreachable("git_missing") from None
        try:
            async with asyncio.timeout(seconds):
                out, err = await process.communicate(given)
        except TimeoutError:
            raise Unreachable("timeout", host="git") from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):  # it has ended by itself in the meantime
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        if process.returncode:
            raise failure(process.returncode, err.decode("utf-8", "replace"))
        return out

    def _environment(self) -> dict[str, str]:
        settings = {"GIT_CONFIG_COUNT": str(len(self.config))}
        for number, (key, value) in enumerate(self.config.items()):
            settings[f"GIT_CONFIG_KEY_{number}"] = key
            settings[f"GIT_CONFIG_VALUE_{number}"] = value
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.directory),
            "LC_ALL": "C",
            "GIT_ALLOW_PROTOCOL": self.protocol or "none",
            "GIT_ASKPASS": "true",
            "GIT_CONFIG_GLOBAL": str(_CONFIG),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            **settings,
        }


def failure(status: int, stderr: str) -> SourceError:
    """What git complains of, in the domain's words."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    complaints = [line for line in lines if line.startswith(("fatal:", "error:", "remote:"))] or lines
    reason = shown(complaints[0])[:200] if complaints else ""
    if status == 127:
        return Unreachable("git_missing")
    if _TOO_LARGE.search(stderr):
        return Unreadable("too_large", limit="2 GB")
    if _NO_REPOSITORY.search(reason):
        return Unreachable("no_such_repository")
    if _NO_LOGIN.search(reason):
        return Unreachable("git_login")
    return Unreachable("git_failed", reason=reason)

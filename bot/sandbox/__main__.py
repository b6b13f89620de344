"""``python -m bot.sandbox [--port N]``: the server alone, with a few chats to play."""

from __future__ import annotations

import asyncio
import signal
import sys

from bot.sandbox.sandbox import Sandbox

DEFAULT_PORT = 8081
USAGE = "usage: python -m bot.sandbox [--port N]"


def read_port(arguments: list[str]) -> int:
    """The port out of the arguments; raises ValueError for anything else."""
    match arguments:
        case []:
            return DEFAULT_PORT
        case ["--port", number] if number.isdigit() and int(number) < 65536:
            return int(number)
        case _:
            raise ValueError(USAGE)


async def serve(port: int) -> None:
    """Serve until interrupted."""
    sandbox = Sandbox()
    sandbox.add_cast()
    await sandbox.start(port=port)
    print(f"Chat page:             {sandbox.url}/")  # noqa: T201
    print(f"TELEGRAM_API_BASE_URL={sandbox.base_url}")  # noqa: T201
    print(f"TELEGRAM_API_FILE_URL={sandbox.base_file_url}")  # noqa: T201
    print(f"TELEGRAM_BOT_TOKEN={sandbox.token}", flush=True)  # noqa: T201
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    await sandbox.stop()


def main() -> int:
    """Run; 2 for wrong usage."""
    try:
        port = read_port(sys.argv[1:])
    except ValueError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    asyncio.run(serve(port))
    return 0


if __name__ == "__main__":
    sys.exit(main())

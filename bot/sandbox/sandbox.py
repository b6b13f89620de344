"""The sandbox as others use it: start it, people it, drive it, look at what the bot did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.sandbox.api.server import Api, new_application
from bot.sandbox.control import Control
from bot.sandbox.faults import Failure, Fault, Faults
from bot.sandbox.network import Network
from bot.sandbox.page.page import Page
from bot.sandbox.rates import Limits, Rates
from bot.sandbox.record import Record
from bot.sandbox.room import Room, Watch
from bot.sandbox.state import Kind, Standing, User
from bot.sandbox.webhook import WebhookSender
from bot.sandbox.world import World

TOKEN = "7000000001:sandbox-token-that-opens-nothing-else"  # noqa: S105  works here only
BOT_NAME = "digest_sandbox_bot"
SHUTDOWN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the page and their group."""

    chinese: Room
    english: Room
    admin: Room
    group: Room


class Sandbox:
    """A Bot API server on loopback with a chat page.

    ``rates`` enforces Telegram's published rates, or given Limits. Without ``history`` chats keep only their
    newest messages (for benchmarks). With ``admit_unknown`` any chat id exists as soon as the bot names it.
    ``folders`` maps a path to a folder that is served below it; ``routes`` are further aiohttp routes.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        rates: bool | Limits = False,
        history: bool = True,
        admit_unknown: bool = False,
        seed: int = 0,
        folders: Mapping[str, Path] | None = None,
        routes: Iterable[web.AbstractRouteDef] = (),
    ) -> None:
        self.token = token
        bot = User(int(token.partition(":")[0]), "Digest", BOT_NAME, is_bot=True)
        self.world = World(bot, history=history, admit_unknown=admit_unknown)
        self.faults = Faults(seed)
        self._api = Api(self.world, token, self.faults)
        self._page = Page(self.world)
        self._watch = Watch(self.world)
        self._webhook = WebhookSender(self.world.updates)
        self._folders = dict(folders or {})
        self._routes = list(routes)
        self._runner: web.AppRunner | None = None
        self._rooms: dict[int, Room] = {}
        self.url = ""
        if rates:
            self.set_rates(rates if isinstance(rates, Limits) else Limits())

    # ------------------------------------------------------------------ running

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve, on a free port by default; ``url`` and the like are known afterwards.

        After ``stop`` it may start again, on the same port too: what was said is still there.
        """
        self._api.closing.clear()
        self.world.updates.open()
        app = new_application()
        parts = (self._api.routes(), self._page.routes(), Control(self).routes(), self._routes)
        app.add_routes([route for part in parts for route in part])
        for path, folder in self._folders.items():
            app.router.add_static(path, folder)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"
        self._webhook.start()

    async def stop(self) -> None:
        """Stop serving; polls and hanging calls end."""
        self._api.closing.set()
        self.world.updates.close()
        await self._webhook.stop()
        await self._page.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def base_url(self) -> str:
        """What python-telegram-bot takes as ``base_url``."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot takes as ``base_file_url``."""
        return f"{self.url}/file/bot"

    @property
    def username(self) -> str:
        """The bot's @name, without the @."""
        return self.world.bot.username

    # ------------------------------------------------------------------ people and chats

    def add_person(self, first_name: str, *, username: str = "", language: str = "en") -> User:
        """Somebody who is in no chat yet."""
        return self.world.add_user(first_name, username=username, language=language)

    def private(self, first_name: str = "Reader", *, language: str = "en", started: bool = False) -> Room:
        """A new person's chat with the bot."""
        person = self.add_person(first_name, language=language)
        return self.room_of(person, started=started)

    def room_of(self, person: User, *, started: bool = False) -> Room:
        """A person's private chat with the bot, made if need be."""
        if person.id not in self._rooms:
            chat = self.world.chats.get(person.id) or self.world.add_private(person, started=started)
            self._rooms[person.id] = Room(self.world, self._watch, chat, person)
        return self._rooms[person.id]

    def room(self, chat: int) -> Room:
        """The room of a chat that exists; raises KeyError for one that does not."""
        if chat not in self._rooms:
            there = self.world.chats[chat]
            owner = there.person or self.add_person("Owner")
            self._rooms[chat] = Room(self.world, self._watch, there, owner)
        return self._rooms[chat]

    def adopt(self, room: Room) -> Room:
        """Remember a room that was made elsewhere."""
        self._rooms[room.id] = room
        return room

    def group(
        self,
        title: str = "Group",
        *,
        owner: User | None = None,
        admins: Iterable[User] = (),
        members: Iterable[User] = (),
        bot: Standing = Standing.MEMBER,
        supergroup: bool = False,
        topics: Iterable[str] = (),
    ) -> Room:
        """A new group, a forum if ``topics`` are named. Its room acts as the owner unless told who acts."""
        names = list(topics)
        kind = Kind.SUPERGROUP if supergroup or names else Kind.GROUP
        room = self._peopled(kind, title, owner, admins, members, bot)
        for name in names:
            room.add_topic(name)
        return room

    def channel(
        self,
        title: str = "Channel",
        *,
        owner: User | None = None,
        username: str = "",
        bot: Standing = Standing.ADMIN,
    ) -> Room:
        """A new channel."""
        room = self._peopled(Kind.CHANNEL, title, owner, (), (), bot)
        room.chat.username = username
        return room

    def _peopled(
        self,
        kind: Kind,
        title: str,
        owner: User | None,
        admins: Iterable[User],
        members: Iterable[User],
        bot: Standing,
    ) -> Room:
        owner = owner or self.add_person("Owner")
        everyone = {owner.id: Standing.OWNER, self.world.bot.id: bot}
        everyone |= {user.id: Standing.ADMIN for user in admins} | {
            user.id: Standing.MEMBER for user in members
        }
        room = Room(self.world, self._watch, self.world.add_chat(kind, title, everyone), owner)
        self._rooms[room.id] = room
        return room

    def add_cast(self) -> Cast:
        """The chats that the page offers to play: two readers, an admin, a group of all three."""
        chinese = self.private("中文读者", language="zh-hans")
        english = self.private("English reader", language="en")
        admin = self.private("管理员 · Admin", language="zh-hans")
        group = self.group(
            "读报群 · News group",
            owner=admin.person,
            members=[chinese.person, english.person],
            supergroup=True,
        )
        return Cast(chinese, english, admin, group)

    # ------------------------------------------------------------------ rates, faults, record

    def set_rates(self, limits: Limits | None) -> None:
        """Enforce these limits from now on, None for no limits."""
        self._api.rates = Rates(limits) if limits else None

    def set_network(self, network: Network) -> None:
        """Let calls and answers take so long from now on."""
        self._api.network = network

    @property
    def bans_broken(self) -> int:
        """Calls that came within a ban of strict rates."""
        return self._api.rates.bans.broken if self._api.rates else 0

    def fail(self, failure: Failure | str, **how: object) -> Fault:
        """Put a Fault in force; ``how`` are its fields."""
        return self.faults.add(Fault(Failure(failure), **how))  # type: ignore[arg-type]

    @property
    def record(self) -> Record:
        """What the server accepted and refused."""
        return self.world.record

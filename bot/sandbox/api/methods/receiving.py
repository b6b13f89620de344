"""Methods by which a bot gets updates and files."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.sandbox.api.methods.types import Method
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.world import World

MAX_DOWNLOAD = 20 * 2**20
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


async def get_updates(world: World, params: Params) -> object:
    """getUpdates by long polling."""
    _keep_allowed(world, params)
    return await world.updates.poll(
        params.integer("offset"), params.integer("limit", 100), params.integer("timeout")
    )


def _keep_allowed(world: World, params: Params) -> None:
    """The list holds until another one is named, as at Telegram's."""
    if params.values.get("allowed_updates") is not None:
        world.updates.allowed = frozenset(map(str, params.listing("allowed_updates", "update types")))


async def set_webhook(world: World, params: Params) -> object:
    """setWebhook; plain http is taken for loopback, so that a bot beside the sandbox can be tried."""
    url = params.text("url")
    if url and not _may_be_called(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _keep_allowed(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.set_webhook(url, params.text("secret_token"))
    return True


def _may_be_called(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


async def delete_webhook(world: World, params: Params) -> object:
    """deleteWebhook."""
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.set_webhook("", "")
    return True


async def get_webhook_info(world: World, _params: Params) -> object:
    """getWebhookInfo."""
    updates = world.updates
    info: dict[str, object] = {
        "url": updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(updates),
    }
    if updates.webhook_error:
        info |= {"last_error_date": updates.webhook_error_date, "last_error_message": updates.webhook_error}
    if updates.allowed:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


async def get_file(world: World, params: Params) -> object:
    """getFile: where to download it, up to 20 MB."""
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    folder = "photos" if file.is_photo else "documents"
    unique = {"file_id": file.id, "file_unique_id": file.id[-12:], "file_size": len(file.data)}
    return unique | {"file_path": f"{folder}/{file.id}"}


METHODS: dict[str, Method] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
}

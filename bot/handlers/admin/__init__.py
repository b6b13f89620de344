"""Handlers of those who run the bot; who they are is checked on every command, button and word."""

from bot.handlers.admin.registry import buttons, commands

__all__ = ["buttons", "commands"]

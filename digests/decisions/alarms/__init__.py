"""Alarms: when the bot counts as stalled, and what admins are told at once."""

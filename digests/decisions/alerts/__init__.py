"""Alerts: when what waits for a chat is told at once, how much of it an hour, and what of it is news."""

"""Alerts: from posts that are judged to what is told at once."""

"""Alerts: who asked for them, what waits for whom, and how far posts were looked at."""

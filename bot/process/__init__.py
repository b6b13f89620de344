"""The bot as processes: wiring, parts, start and stop."""

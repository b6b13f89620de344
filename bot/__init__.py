"""The Telegram face of digestbot."""

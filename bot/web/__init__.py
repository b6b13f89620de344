"""What this program serves over HTTP: Telegram's webhook, and how it fares."""

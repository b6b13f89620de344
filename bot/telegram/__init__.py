"""How Telegram is reached: requests, limits, failures, markup."""

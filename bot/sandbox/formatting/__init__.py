"""Texts of messages as Telegram takes and shows them."""

"""Several digests a chat, and setups that are shared."""

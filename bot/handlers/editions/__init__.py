"""Several digests a chat."""

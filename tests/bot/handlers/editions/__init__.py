"""Several digests a chat, layouts, shared setups: what people do."""

"""Flows of a digest of one's own: the real application over HTTP, on both databases."""

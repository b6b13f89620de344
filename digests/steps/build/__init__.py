"""Build: from posts to digests with their deliveries."""

"""Refresh: from a feed to stored posts."""

"""Feeds and their fetches."""

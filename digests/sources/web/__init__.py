"""Feeds over HTTP, and the pages behind their entries."""

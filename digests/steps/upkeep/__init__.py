"""Upkeep: what follows in the background."""

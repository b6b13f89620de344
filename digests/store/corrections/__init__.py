"""Corrections: what changed of what was told, and the messages that have to say so."""

"""Corrections: from a post that has changed to the messages that told it."""

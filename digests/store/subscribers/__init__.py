"""Subscribers, what they follow, when they are due, what they are in the middle of."""

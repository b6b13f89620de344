"""Ranking: what a story weighs, and what a chat has heard of it."""

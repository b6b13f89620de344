"""Weights that an installation learns from its own posts."""

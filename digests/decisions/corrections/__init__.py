"""Corrections: which changes of an article that was told are told, and when."""

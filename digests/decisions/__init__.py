"""Decisions: what follows from what is known. Pure; the present moment is an argument."""

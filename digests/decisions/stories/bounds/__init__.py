"""Bounds: what articles can be to another at most, all at once, by which most need no comparison."""

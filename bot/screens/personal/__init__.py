"""Screens of what is one subscriber's own: muted, liked, kept, and why something comes."""

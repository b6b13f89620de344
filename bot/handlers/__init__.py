"""Handlers: they parse, call the domain once, and answer. ``listed`` names them all."""

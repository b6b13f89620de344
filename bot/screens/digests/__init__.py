"""A digest as messages: its head, its stories, what ends it, and what comes in its place."""

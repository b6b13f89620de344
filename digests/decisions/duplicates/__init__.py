"""Near-duplicates: which posts are copies of each other."""

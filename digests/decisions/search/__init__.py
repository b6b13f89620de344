"""Search, the pure part: what a query asks, and which words of a text stand in the index."""

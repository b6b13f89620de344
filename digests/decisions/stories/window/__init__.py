"""What the window holds in memory of its articles, and how it finds them."""

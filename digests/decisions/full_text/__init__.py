"""What of a page is its article, and whether it is the one that a teaser tells of."""

"""Key points over all reports of a story."""

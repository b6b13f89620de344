"""Posts of Jekyll sites."""

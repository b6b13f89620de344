"""Which articles tell one event: what is compared, what was decided, and what waits for it."""

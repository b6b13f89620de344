"""Stories: which articles tell one event, and which are merely related."""

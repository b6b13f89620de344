"""Stories: which articles tell one event, judged once they are stored."""

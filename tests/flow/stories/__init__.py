"""Stories of several reports through the real application."""

"""Posts, their labels and lists, their key points."""

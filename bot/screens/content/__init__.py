"""What comes: filters, searches and sources that are followed, and the floor."""

"""What makes a subscriber's digests its own: filters, searches and feeds that are followed."""

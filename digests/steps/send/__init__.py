"""Send: from deliveries to messages."""

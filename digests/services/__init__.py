"""What handlers and commands call: what people can do and ask."""

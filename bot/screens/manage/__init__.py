"""What somebody sees in private of the channels, groups and topics they look after."""

"""How many messages may go out, and what a flood wait covers."""

"""What people do with stories: open them, follow them, ask for the most covered."""

"""What the bot says about itself: logs and metrics."""

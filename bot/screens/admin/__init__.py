"""What admins see, screen by screen."""

"""Jekyll posts in git repositories."""

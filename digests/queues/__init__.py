"""Where the steps run."""

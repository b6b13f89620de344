"""Where entries come from: one source for each kind of feed."""

"""Documents to feeds: RSS, Atom, JSON Feed."""

"""Which stored posts the entries of a reading are."""

"""How likely an editor would print a stretch of a sentence: learned from stretches that were labelled."""

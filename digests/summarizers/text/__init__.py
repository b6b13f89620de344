"""Texts as all summarizers see them: languages, sentences, tokens, phrases."""

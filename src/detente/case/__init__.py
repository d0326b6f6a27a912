"""Who and what: the nouns of a case and their check."""

"""What can be: from a case to its space of settlements, and the judgements of one settlement."""

"""How often a vote turns a decision: power indices of weighted voting games, counted exactly."""

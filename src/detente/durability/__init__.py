"""Will it hold: commitment, enforcement, spoilers, exposure by phase, survival."""

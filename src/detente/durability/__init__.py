"""Will it hold: what follows a signature."""

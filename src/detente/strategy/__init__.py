"""How they play: who would move, who punishes, and where that ends."""

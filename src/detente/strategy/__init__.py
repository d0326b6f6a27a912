"""How they play: bargaining as a process of moves."""

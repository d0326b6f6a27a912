"""What follows: prices, growth, trade, people, security and a portfolio by scenario. Draws come in as arrays."""

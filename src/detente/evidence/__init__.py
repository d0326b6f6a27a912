"""What we know: graded claims that move hypotheses and propose inputs, and what to watch."""

"""How sure: draws, propagation, summaries. The only package that makes random numbers."""

"""What if: wider futures, what they rest on, strategies against worlds, and where in the draws a result comes from."""

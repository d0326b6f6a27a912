"""What if: changes, levers, what opens the zone, wider futures, and where in the draws a result comes from."""
